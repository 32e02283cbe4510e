"""The views that pages of a map open with: listed, added, changed, ordered, removed; what changed between moments."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from sysmap.errors import NotFoundError, UsageError
from sysmap.model import commands
from sysmap.model.duplicates import plain_name
from sysmap.model.edits import Change, add, apply, change_between, make_edit
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch
from sysmap.model.sharing import redact
from sysmap.model.views import FACETS, FOCUS_KINDS, LAYERS, MapView, default_views, in_order, made_views
from sysmap.model.vocabulary import property_of
from sysmap.pipeline.answers import Answer, Table, make_table
from sysmap.pipeline.names import Ask
from sysmap.pipeline.opening import NOW, Opened, find_moment, writing
from sysmap.pipeline.profiles import find_profile
from sysmap.pipeline.reading_back import capital, sentence, tell_edit
from sysmap.pipeline.typed import read_typed
from sysmap.render.changes import Changes, find_changes
from sysmap.stores.base import Store, open_store

FIRST, LAST = "first", "last"
_SHAPE = property_of("View", "shape")
_SHAPES = {choice.value: choice.on_screen for choice in _SHAPE.allowed} if _SHAPE else {}


def list_views(address: str) -> Answer:
    """List the views of a map in their order, or those that its pages make by themselves.

    Parameters
    ----------
    address : str
        The map.
    """
    with open_store(address) as store:
        system_map = store.read_map()
    made = made_views(system_map)
    views = made or default_views(branch(system_map))
    parts: list[str | Table] = []
    if not made:
        parts.append("Nobody made a view yet, so pages make these; sysmap view MAP --keep keeps them, to be changed.")
    rows = [
        (str(at), each.id, each.question, _SHAPES[each.shape], system_map.name_of(each.focus) if each.focus else "")
        for at, each in enumerate(views, 1)
    ]
    parts.append(make_table(("", "id", "view", "shows", "about"), rows, ("",)))
    parts.extend(each.problem for each in views if each.problem)
    data = {"made": bool(made), "views": [_plain(each) for each in views]}
    table = make_table(
        ("id", "question", "shape", "focus", "steps", "problem"),
        [(each.id, each.question, each.shape, each.focus, str(each.steps or ""), each.problem) for each in views],
    )
    return Answer(tuple(parts), data, table)


def _plain(view: MapView) -> dict[str, object]:
    return {
        "id": view.id,
        "question": view.question,
        "shape": view.shape,
        "focus": view.focus or None,
        "steps": view.steps,
        "problem": view.problem,
    }


def keep_view(
    address: str,
    question: str,
    given: Mapping[str, str],
    *,
    place: str = "",
    by: str,
    why: str = "",
    ask: Ask | None = None,
) -> Answer:
    """Add a view, or change the one of that question.

    Parameters
    ----------
    address : str
        The map.
    question : str
        The question that it answers, or the id of a view.
    given : Mapping of str to str
        Its values, names where ids belong; an empty one removes the value. Without a shape, that of what it is about.
    place : str
        Where it goes among the others: first, last, or the question of the one that it comes after; empty leaves it.
    by, why : str
        The role that does it, and its reason.
    ask : callable, optional
        Asks which of several is meant.

    Raises
    ------
    UsageError
        When there is nothing to do, or it would show nothing.
    NotFoundError
        When it names a moment, an element or a view that is not there.
    """
    with writing(address) as (store, before):
        known = _find(before, question)
        typed = dict(read_typed(before, "View", given, ask=ask).values)
        _settle_shape(before, known, typed)
        _refuse_unreadable(store, typed)
        said = {name: text for name, text in typed.items() if text}
        if known is None:
            record = commands.make_record("View", {"name": question, **said})
        else:
            record = known.with_values(**{**dict.fromkeys(typed, ""), **commands.read_values("View", said)})
        after = SystemMap({**before.records, record.id: record})
        problem = next((each.problem for each in made_views(after) if each.id == record.id), "")
        if problem:
            raise UsageError(problem)
        ordered = _put(after, record, place or ("" if known else LAST))
        changes = [change for each in ordered if (change := _change(before.get(each.id), each)) is not None]
        if not changes:
            raise UsageError(f"the view “{record.name}” is so already; say what to change, such as --steps 2")
        what = f"{'changed' if known else 'added'} the view “{record.name}”"
        edit = make_edit(what, changes, by=by, why=why)
        number = store.commit(edit)
        shown = [each.id for each in in_order(apply(before, edit))]
        lines = [sentence(capital(edit.what)), f"It is view {shown.index(record.id) + 1} of {len(shown)}."]
        return tell_edit(store, edit, number, lines, [])


def keep_defaults(address: str, *, by: str, why: str = "") -> Answer:
    """Keep the views that pages make by themselves, so that they can be worded and ordered.

    Parameters
    ----------
    address : str
        The map.
    by, why : str
        The role that does it, and its reason.

    Raises
    ------
    UsageError
        When the map has views already.
    """
    with writing(address) as (store, before):
        if before.of("View"):
            raise UsageError("this map has views already; sysmap view MAP lists them")
        changes: list[Change] = []
        for at, view in enumerate(default_views(branch(before)), 1):
            values = {"name": view.question, "shape": view.shape, "focus_id": view.focus, "order": str(at)}
            changes.append(add(commands.make_record("View", {name: text for name, text in values.items() if text})))
        edit = make_edit(f"kept {len(changes)} views", changes, by=by, why=why)
        number = store.commit(edit)
        return tell_edit(store, edit, number, [sentence(capital(edit.what))], [])


def drop_view(address: str, question: str, *, by: str, why: str = "") -> Answer:
    """Remove a view, and nothing that it showed.

    Raises
    ------
    NotFoundError
        When there is none of that question.
    """
    with writing(address) as (store, before):
        known = _find(before, question)
        if known is None:
            raise _unknown(before, question)
        edit = commands.remove_records(before, [known.id], by=by, why=why)
        number = store.commit(edit)
        return tell_edit(
            store, edit, number, [f"Removed the view “{known.name}”. What it showed is still on the map."], []
        )


def _find(system_map: SystemMap, question: str) -> Record | None:
    wanted = plain_name(question)
    for view in system_map.of("View"):
        if view.id == question or plain_name(view.name) == wanted:
            return view
    return None


def _unknown(system_map: SystemMap, question: str) -> NotFoundError:
    names = ", ".join(f"“{each.name}”" for each in in_order(system_map)) or "none yet"
    return NotFoundError(f"there is no view {question!r}; there are {names}")


def _settle_shape(system_map: SystemMap, known: Record | None, typed: dict[str, str]) -> None:
    """Say what a view shows by what it is about or compares, where its maker did not."""
    if typed.get("focus_id") and typed.get("shape") and typed["shape"] not in FOCUS_KINDS:
        shapes = " or ".join(FOCUS_KINDS)
        raise UsageError(
            f"a view that shows {typed['shape']} is about nothing alone: leave out --about, or show {shapes}"
        )
    if typed.get("shape") or (known is not None and known.get("shape") and not typed.get("focus_id")):
        return
    focus = system_map.get(typed.get("focus_id", ""))
    if focus is not None:
        fitting = [shape for shape, kinds in FOCUS_KINDS.items() if focus.kind in kinds]
        if not fitting:
            raise UsageError(f"a view is about a factor, a service, an organisation or a loop; “{focus.name}” is none")
        typed["shape"] = fitting[0]
    elif typed.get("from_moment"):
        typed["shape"] = "changes"
    elif known is None:
        raise UsageError(f"say what it shows: --about NAME, --from MOMENT or --shows {', '.join(_SHAPES)}")


def _refuse_unreadable(store: Store, typed: Mapping[str, str]) -> None:
    for name in ("from_moment", "to_moment"):
        if typed.get(name):
            find_moment(store, typed[name])
    for layer in filter(None, typed.get("layers", "").replace(",", ";").split(";")):
        if layer.strip() not in LAYERS:
            raise UsageError(f"there is no layer {layer.strip()!r}; there are {', '.join(LAYERS)}")
    for item in filter(None, typed.get("hide", "").split(";")):
        facet, sign, value = item.partition("=")
        if facet.strip() not in FACETS or not sign or not value.strip():
            raise UsageError(f"{item.strip()!r} hides nothing; write one of {', '.join(FACETS)}, =, and a value")


def _put(system_map: SystemMap, record: Record, place: str) -> list[Record]:
    """Give the views numbered anew with one of them put at a place; where none is said only that one as it is."""
    if not place:
        return [record]
    others = [each for each in in_order(system_map) if each.id != record.id]
    if place.casefold() == FIRST:
        at = 0
    elif place.casefold() == LAST:
        at = len(others)
    else:
        other = _find(system_map, place)
        if other is None:
            raise _unknown(system_map, place)
        if other.id == record.id:
            raise UsageError("a view cannot come after itself")
        at = others.index(other) + 1
    others.insert(at, record)
    return [each.with_values(order=str(number)) for number, each in enumerate(others, 1)]


def _change(old: Record | None, new: Record) -> Change | None:
    return add(new) if old is None else change_between(old, new)


def changes_for(opened: Opened, as_of: date) -> dict[str, Changes]:
    """Compare the moments of every view of changes, each filtered as the map itself was.

    What the audience may not see now is left out of the earlier moment too, so that nothing appears as removed that is
    only withheld; and what was withheld from them then does not appear as added.

    Parameters
    ----------
    opened : Opened
        The map, as its reader may see it.
    as_of : date
        The day by which a review is overdue.
    """
    if opened.ids:
        # A share numbers what stays anew, and what is gone has no number there.
        return {}
    found: dict[str, Changes] = {}
    for view in made_views(opened.branch):
        if view.shape == "changes" and not view.problem:
            # Views travel with a map, its snapshots do not always: the page says that it cannot show this one.
            with suppress(NotFoundError):
                found[view.id] = compare_for(opened, view, as_of)
    return found


def compare_for(opened: Opened, view: MapView, as_of: date) -> Changes:
    """Compare the two moments of a view; parameters as of `changes_for`."""
    with open_store(opened.address) as store:
        now = store.read_map()
        moments = [store.map_at(find_moment(store, each)) for each in (view.start, view.finish or NOW)]
        profile = find_profile(now, opened.view.audience, check=False)
    before, after = (redact(whole, profile, now).view.map for whole in moments)
    # What only may be seen since, or only could be then, neither came nor went.
    before_ids, after_ids = ({record.id for record in whole} for whole in moments)
    after = after.where(each for each in after if each.id in before or each.id not in before_ids)
    before = before.where(each for each in before if each.id in after or each.id not in after_ids)
    scenario = opened.branch.scenario
    branches = [branch(each, scenario if scenario in each else "") for each in (before, after)]
    return find_changes(branches[0], branches[1], (view.start, view.finish or NOW), as_of, view.id)
