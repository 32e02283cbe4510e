"""Comments listed by what they are about: who says what, what the map says now, and what speaks against what."""

from collections.abc import Sequence
from typing import Any

from sysmap.model.commands import name_in_words
from sysmap.model.comments import find_conflicts, is_on_whole_map, is_open
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.pipeline.answers import Answer, make_table
from sysmap.pipeline.comment_facts import has_changed, property_meant, say_now, say_then
from sysmap.pipeline.moments import Moments
from sysmap.pipeline.reading_back import capital
from sysmap.pipeline.settling import Settled, rivals_of
from sysmap.render.figures import say_date
from sysmap.stores.base import Store

_COLUMNS = (
    "id",
    "status",
    "mark",
    "about_id",
    "about",
    "role",
    "date",
    "text",
    "property",
    "proposed",
    "now",
    "then",
    "changed",
    "against",
)
WHOLE = "The whole map"
NOT_FOUND = "Not found on this map (--assign ID=NAME says what they are about, or map)"


def tell_comments(store: Store, settled: Settled, lines: Sequence[str], *, everything: bool = False) -> Answer:
    """List the comments of a map.

    Parameters
    ----------
    store : Store
        The open map.
    settled : Settled
        It, after what was done to comments.
    lines : sequence of str
        What was brought in.
    everything : bool
        Whether to list those settled too.
    """
    now = settled.map
    moments = Moments(store)
    against = find_conflicts(now)
    told = [_facts(now, each, moments, rivals_of(against, each.id)) for each in now.of("Comment")]
    counts = {word: sum(each["status"] == word for each in told) for word in ("open", "accepted", "rejected")}
    shown = [each for each in told if everything or each["status"] == "open"]
    parts = [*lines, *settled.lines]
    if settled.left:
        parts.append(f"{settled.left} left open: disputed, changed since, not found, or for people to weigh.")
    parts += [_summary(told, counts, len(against))]
    groups: dict[str, list[dict[str, Any]]] = {}
    for each in shown:
        groups.setdefault(each["about"], []).append(each)
    for title, comments in groups.items():
        parts += ["", title if title in {WHOLE, NOT_FOUND} else f"{capital(title)}: {_agreed(told, comments)}"]
        parts += [line for each in comments for line in _lines(each)]
    data = {
        "map": store.address,
        "brought_in": list(lines),
        "done": list(settled.lines),
        "edit": settled.edit,
        "counts": counts,
        "conflicts": [{"about_id": each.about_id, "property": each.prop, "ids": list(each.ids)} for each in against],
        "comments": told,
    }
    table = make_table(_COLUMNS, ([_cell(each[name]) for name in _COLUMNS] for each in shown))
    return Answer(tuple(parts), data, table, store.cautions)


def _facts(now: SystemMap, comment: Record, moments: Moments, rivals: Sequence[str]) -> dict[str, Any]:
    about = now.get(comment.get("about_id"))
    meant = property_meant(about, comment) if about else None
    title = f"{name_in_words(now, about)} ({about.declared.words})" if about else ""
    if about is not None and about.joins:
        title = name_in_words(now, about)
    return {
        "id": comment.id,
        "status": comment.get("status") or "open",
        "mark": comment.get("mark"),
        "about_id": comment.get("about_id"),
        "about": title or (WHOLE if is_on_whole_map(comment) else NOT_FOUND),
        "called": comment.get("about_name"),
        "called_kind": comment.get("about_kind"),
        "role": comment.get("role"),
        "date": comment.get("date"),
        "text": comment.get("text"),
        "property": meant.on_screen if meant else comment.get("property"),
        "proposed": comment.get("value"),
        "now": say_now(now, comment),
        "then": say_then(now, comment, moments),
        "changed": bool(about)
        and is_open(comment)
        and moments.number(comment.get("moment")) is not None
        and has_changed(now, comment, moments),
        "against": list(rivals),
    }


def _summary(told: Sequence[dict[str, Any]], counts: dict[str, int], conflicts: int) -> str:
    if not told:
        return "No comments yet. Readers send them from a page or a Word summary; sysmap comments MAP FILE reads them."
    said = ", ".join(f"{number} {word}" for word, number in counts.items() if number)
    plural = "s" * (conflicts != 1)
    speak = f" {conflicts} conflict{plural}." if conflicts else ""
    return f"{len(told)} comment{'s' * (len(told) != 1)}: {said}.{speak}"


def _agreed(told: Sequence[dict[str, Any]], comments: Sequence[dict[str, Any]]) -> str:
    """Count the marks on a thing; a count of those who wrote, which says nothing of those who did not."""
    about_id = comments[0]["about_id"]
    of_it = [each for each in told if each["about_id"] == about_id and each["status"] != "rejected"]
    counts = {mark: sum(each["mark"] == mark for each in of_it) for mark in ("wrong", "missing", "agreed")}
    return ", ".join(f"{number} {mark}" for mark, number in counts.items() if number) or "none stands"


def _lines(told: dict[str, Any]) -> list[str]:
    who = told["role"] or "role not given"
    when = f", {say_date(told['date'])}" if told["date"] else ""
    status = "" if told["status"] == "open" else f" ({told['status']})"
    on = f" on “{told['called']}”" if told["about"] == NOT_FOUND else ""
    words = f": {told['text']}" if told["text"] else ""
    lines = [f"  {told['id']}  {told['mark']}{status}{on}, {who}{when}{words}"]
    if told["proposed"] and told["mark"] == "missing":
        lines.append(f"    missing: {told['property'] or 'something'} “{told['proposed']}”")
    elif told["proposed"]:
        now = f"; the map says {told['now']}" if told["now"] else ""
        lines.append(f"    {told['property'] or 'it'} should say {told['proposed']}{now}")
    if told["then"]:
        lines.append(f"    changed since the page was made, which said {told['then']}")
    elif told["changed"]:
        lines.append("    the map has changed here since the page was made")
    if told["against"]:
        lines.append(f"    speaks against {', '.join(told['against'])}")
    return lines


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "; ".join(value) if isinstance(value, list) else str(value)
