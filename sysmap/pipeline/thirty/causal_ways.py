"""How those of the thirty questions that are about influences, loops and disagreement are answered."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sysmap.model.commands import say_link
from sysmap.model.findings import Figure, Finding
from sysmap.model.records import Record
from sysmap.model.sharing.redaction import LINKS_WITHHELD
from sysmap.pipeline.answers import Answer, Table, say_figure
from sysmap.pipeline.reading_back import sentence
from sysmap.pipeline.thirty.telling import (
    Row,
    exact,
    more_of,
    name_in,
    names_in,
    say_record,
    shown_rows,
    tell_named,
    tell_rows,
)
from sysmap.pipeline.thirty.wish import Wish

_STRONGEST = "3"


def loops(wish: Wish) -> Answer:
    """Question 6."""
    from sysmap.analysis.loop_cards import SORTS, make_loop_cards

    branch = wish.opened.branch
    cards, findings = make_loop_cards(branch)
    rows = [
        {
            "loop": card.loop_id,
            "name": card.name,
            "type": card.type,
            "broken": card.broken,
            "crosses": list(card.crosses),
            "within_reach": list(card.within_reach),
            "money": exact(card.money.value),
            "elements": list(card.elements),
            "weakest": card.weakest or None,
        }
        for card in cards
    ]
    shape: list[str | Table] = []
    for card in cards[: wish.listed]:
        if card.broken:
            shape.extend((f"“{card.name}” no longer closes: a link of it was removed.", ""))
            continue
        letter = "" if card.type == "undetermined" else f" ({card.type})"
        names = [branch.name_of(each) for each in card.elements]
        crossing = [
            f"{branch.name_of(branch[each].from_id)} → {branch.name_of(branch[each].to_id)}" for each in card.crosses
        ]
        reach = [f"{branch.name_of(each)}{_shared(branch[each])}" for each in card.within_reach]
        said = branch[card.loop_id].get("where_to_intervene")
        shape.extend(
            (
                f"“{card.name}” {SORTS[card.type]}{letter}",
                f"  round it:             {' → '.join([*names, *names[:1]])}",
                f"  crosses bodies at:    {'; '.join(crossing) or 'nowhere'}",
                f"  ours to move:         {', '.join(reach) or 'nothing that the map says'}",
                f"  money touching it:    {_money(card.money)}",
                f"  least sure link:      {card.weakest or 'nobody said of every link'}",
                *([f"  said in the room:     {_with_names(wish, said)}"] if said else []),
                "",
            )
        )
    if cards:
        shape.extend(more_of(wish, len(cards)))
        shape.append("To break one that you do not want, or feed one that you do, begin at what is ours to move in it.")
    none = "Nobody has named a loop on this map: sysmap loops finds them, and the group says which of them matter."
    return tell_rows(wish, "loops", rows, findings, none, shape=shape)


def _money(figure: Figure) -> str:
    return f"{say_figure(figure)} ({figure.made_from})" if figure.rests_on else "none on the map"


def _with_names(wish: Wish, text: str) -> str:
    """Put the name where a text says an id of the map."""

    def named(found: re.Match[str]) -> str:
        record = wish.opened.branch.get(found[0])
        if record is None or record.joins:
            return found[0]
        # A source goes by who published it.
        return f"“{record.get('publisher') or record.name}”"

    return re.sub(r"[\w-]+", named, text)


def _noted(wish: Wish, text: str) -> str:
    """Say what somebody noted, a sentence with the names of what it names by id."""
    return sentence(_with_names(wish, text))


def _shared(element: Record) -> str:
    return " (shared)" if element.get("control") == "shared" else ""


def boundaries(wish: Wish) -> Answer:
    """Question 8."""
    from sysmap.analysis.boundaries import is_unowned, report_boundaries

    branch = wish.opened.branch
    links = [each for each in report_boundaries(branch).links["accountable"] if each.link.kind == "INFLUENCES"]
    stewarded = {each.to_id for each in branch.of("STEWARDS")}

    def nobody_answers(each: Any) -> bool:
        ends = {each.link.from_id, each.link.to_id}
        if each.boundary_class != "across_sectors" or any(branch[end].get(LINKS_WITHHELD) for end in ends):
            return is_unowned(branch, each)
        return not stewarded & ends

    found = sorted(filter(nobody_answers, links), key=lambda each: (-_strength(each.link), each.link.id))
    rows = [
        {
            "link": each.link.id,
            "strength": each.link.get("strength") or None,
            "from_homes": list(each.from_homes),
            "to_homes": list(each.to_homes),
        }
        for each in found
    ]
    lonely = [each for each in found if each.boundary_class == "real_world"]
    untold = sum(each.boundary_class == "real_world" for each in links) - len(lonely)
    strong = sum(each.link.get("strength") == _STRONGEST for each in lonely)
    between = len(found) - len(lonely)
    ends = f"{len(lonely)} of {len(links)} influences have an end that nobody on this map answers for"
    say = f"{ends}, {strong} of them strong"
    if between:
        say += f"; {between} more join services of different sectors, and nobody answers for what is between"
    used = tuple(each.link.id for each in found)
    findings = [Finding("nobody_owns", f"{say}.", rests_on=used, scenario=branch.scenario)] if found else []
    pairs: dict[str, list[Any]] = {}
    for each in found:
        side, said = _say_sides(wish, each)
        pairs.setdefault(side, []).append(each)
        findings.append(
            Finding(
                "nobody_owns_link",
                f"{say_link(branch, each.link)}{' (strong)' if _is_strong(each) else ''}: {said}.",
                (each.link.from_id, each.link.to_id),
                rests_on=(each.link.id,),
                scenario=branch.scenario,
            )
        )
    if untold:
        said = (
            f"Of {untold} influence{'s' * (untold != 1)} it is not told who answers for both ends: links are withheld."
        )
        findings.append(Finding("nobody_owns_withheld", said, scenario=branch.scenario))
    shape: list[str | Table] = []
    for side, of_it in sorted(pairs.items(), key=lambda pair: (-sum(map(_is_strong, pair[1])), -len(pair[1]), pair[0])):
        shape.append(f"Between {side}: {len(of_it)}, {sum(map(_is_strong, of_it)) or 'none'} strong")
        shape.extend(f"  {say_link(branch, each.link)}{' (strong)' if _is_strong(each) else ''}." for each in of_it)
    if shape:
        shape.extend(each.sentence for each in findings if each.kind == "nobody_owns_withheld")
        shape.append("Ask who of those that answer for one end would look after the other.")
    none = "Somebody on this map answers for both ends of every influence." if links else "No influence is on this map."
    return tell_rows(wish, "links", rows, tuple(findings), none, shape=shape)


def _say_sides(wish: Wish, each: Any) -> tuple[str, str]:
    """Give between whom a link is, and who answers for its ends."""
    sides = [names_in(wish, homes) for homes in (each.from_homes, each.to_homes) if homes]
    if each.boundary_class != "real_world":
        return " and ".join(sides), f"{' and '.join(sides)} stand at its ends"
    if sides:
        return f"{sides[0]} and nobody", f"{sides[0]} answers for one end, nobody for the other"
    return "nobody at either end", "nobody answers for either end"


def _strength(link: Record) -> int:
    said = link.get("strength")
    return int(said) if said.isdecimal() else 0


def _is_strong(each: Any) -> bool:
    return bool(each.link.get("strength") == _STRONGEST)


def disagreement(wish: Wish) -> Answer:
    """Question 19."""
    branch = wish.opened.branch

    def tell(row: Row) -> str:
        record = branch[str(row["id"])]
        note = record.get("note")
        if row["why"] == "noted":
            about = [link.to_id for link in branch.leaving(record.id, "ABOUT")]
            text = _noted(wish, record.get("text") or "no words")
            return f"Noted{f' about {names_in(wish, about)}' if about else ''}: {text}"
        if row["why"] == "apart":
            back = [each for each in branch.leaving(record.to_id, "WORKS_WITH") if each.to_id == record.from_id]
            lower = min(each.get("collab_level") for each in back if each.get("collab_level"))
            return (
                f"{name_in(wish, record.from_id)} says {record.get('collab_level')} of 5 of how closely it works with"
                f" {name_in(wish, record.to_id)}, which says {lower}."
            )
        why = "people disagree" if row["why"] == "contested" else "nobody is sure which way it goes"
        return f"{say_record(wish, row['id'])}: {why}.{f' {_noted(wish, note)}' if note else ''}"

    none = (
        "Nobody has marked anything as contested or unsure on this map, noted a disagreement, or scored a relationship"
        " two or more away from the other side."
    )
    return tell_named(wish, "where_people_disagree", {}, tell, none)


def opinion(wish: Wish) -> Answer:
    """Question 20."""
    from sysmap.analysis.questions import TWINS

    branch = wish.opened.branch
    every = TWINS["strong_claims_on_opinion"](branch)
    found = [row for row in every if row["loops"]]
    found.sort(key=lambda row: (-len(_list(row["loops"])), str(row["link"])))
    beside = len(every) - len(found)
    findings = []
    if found:
        many = len(found) != 1
        say = (
            f"{len(found)} strong link{'s' * many} in named loops rest{'s' * (not many)} on opinion or assumption alone"
        )
        findings.append(
            Finding(
                "strong_on_opinion",
                f"{say}: find out about {'these' if many else 'it'} first.",
                rests_on=tuple(str(row["link"]) for row in found),
                scenario=branch.scenario,
            )
        )
    for row in found:
        evidence = str(row["evidence"]).replace("_", " ")
        findings.append(
            Finding(
                "strong_claims_on_opinion",
                f"{say_record(wish, row['link'])}: rests on {evidence}, in {names_in(wish, _list(row['loops']))}.",
                (str(row["link"]),),
                rests_on=(str(row["link"]), *_list(row["loops"])),
                scenario=branch.scenario,
            )
        )
    shape: list[str | Table] = [f"  {each.sentence}" for each in findings[1 : wish.listed + 1]]
    if found:
        shape.extend(more_of(wish, len(found)))
    if found and beside:
        shape.append(f"{beside} more strong link{'s' * (beside != 1)} rest on opinion, in no loop that has a name.")
    none = "No strong link in a named loop rests on opinion or assumption alone."
    none += f" {beside} in no named loop do." if beside else ""
    return tell_rows(wish, "rows", [dict(row) for row in found], tuple(findings), none, shape=shape)


def _list(value: Any) -> Sequence[str]:
    return value if isinstance(value, list) else []


def watch(wish: Wish) -> Answer:
    """Question 22."""
    from sysmap.analysis.questions.rows import chains, is_outcome

    branch = wish.opened.branch
    rows: list[dict[str, Any]] = []
    for factor in branch.of("Factor"):
        if factor.get("control") not in {"theirs", "none"} or factor.get("vulnerable") == "no":
            continue
        ends = {chain[-1].to_id for chain in chains(branch, factor.id, 3)} - {factor.id}
        outcomes = sorted(end for end in ends if is_outcome(branch[end]))
        rows.append(
            {
                "factor": factor.id,
                "control": factor.get("control"),
                "fragile": factor.get("vulnerable") or None,
                "outcomes": outcomes,
            }
        )
    rows.sort(key=lambda row: (row["fragile"] is None, -len(row["outcomes"]), row["factor"]))
    fragile = [row for row in rows if row["fragile"]]
    findings = [
        Finding(
            "watch",
            f"{name_in(wish, row['factor'])} could easily be lost, {_who_decides(row)}, and leads to"
            f" {len(row['outcomes'])} outcome{'s' * (len(row['outcomes']) != 1)}.",
            (row["factor"],),
            rests_on=(row["factor"], *row["outcomes"]),
            scenario=branch.scenario,
        )
        for row in fragile
    ]
    if rows and not fragile:
        many, most = len(rows) != 1, rows[0]
        them = f"the {len(rows)} factors that are" if many else "the one factor that is"
        leads = f"{name_in(wish, most['factor'])} leads to most outcomes, {len(most['outcomes'])}"
        findings.append(
            Finding(
                "watch_not_asked",
                f"Nobody was asked whether {them} not ours could easily be lost; {leads}.",
                tuple(row["factor"] for row in rows),
                rests_on=tuple(row["factor"] for row in rows),
                missing=("whether they could easily be lost",),
                scenario=branch.scenario,
            )
        )
    cells = [
        (
            branch.name_of(row["factor"]),
            "others" if row["control"] == "theirs" else "nobody on this map",
            "yes" if row["fragile"] else "nobody was asked",
            str(len(row["outcomes"])),
            ", ".join(map(branch.name_of, row["outcomes"])),
        )
        for row in rows
    ]
    heads = ("factor", "who decides", "fragile", "outcomes within 3 links", "which")
    shape = shown_rows(wish, heads, cells, ("outcomes within 3 links",)) if cells else []
    none = "No factor on this map is one that others or nobody decide about and that could easily be lost."
    return tell_rows(wish, "rows", rows, tuple(findings), none, shape=shape)


def _who_decides(row: Mapping[str, Any]) -> str:
    return "others decide about it" if row["control"] == "theirs" else "nobody on this map decides about it"
