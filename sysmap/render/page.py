"""From a map, as its reader may see it, to the data of a page: everything in words, rounded, placed and counted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sysmap.model.findings import Finding
from sysmap.model.maps import Branch
from sysmap.model.polarity import named_loops
from sysmap.model.vocabulary import kind_of
from sysmap.model.years import FinancialYear
from sysmap.render.about import left_out
from sysmap.render.around import fits, kept
from sysmap.render.asks import what_may_be_wrong
from sysmap.render.changes import Changes
from sysmap.render.figures import count_words, list_words
from sysmap.render.findings import say_findings
from sysmap.render.folding import FOLDED_ID, Folded, fold_small_bodies
from sysmap.render.front import how_sure
from sysmap.render.layout import lay_out
from sysmap.render.ledger import MoneyYear, describe_ledger
from sysmap.render.links import describe_links
from sysmap.render.loops import PageLoop, describe_loops
from sysmap.render.money import gather_flows
from sysmap.render.overview import VIEW as OVERVIEW
from sysmap.render.overview import lay_out_overview
from sysmap.render.plan import plan_picture
from sysmap.render.submaps import put_by_hand
from sysmap.render.tables import tables_of
from sysmap.render.things import describe_boxes, describe_elements
from sysmap.render.views import changes_view, describe_views
from sysmap.render.words import words_on_screen

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page says beside what the map holds: for whom, on which day, and what analyses found.

    Parameters
    ----------
    as_of : date
        The day that everything depending on today speaks of.
    audience : str
        For whom the map was filtered; empty for everybody who may see the whole.
    withheld : Mapping of str to int
        How many records of each kind were left out for them, and how many things are shown but not as they are.
    changed : date, optional
        When the map was last changed.
    moment : str
        The mark of the moment that is shown, by which comments find their map; empty where there is none.
    year : FinancialYear, optional
        The year whose money is shown; each flow's latest where not given.
    money : tuple of MoneyYear
        What money adds up to in each year, the earliest first; the figures of `year` are shown where none is chosen.
    boundaries : Mapping of str to str
        The boundary class of each link by its id.
    boundary_words : Mapping of str to str
        The words for boundary classes.
    loops : tuple of PageLoop
        Loops found that nobody named, where those are to be shown too.
    findings : Mapping of str to sequence of Finding
        What analyses say, by the view that shows it: "money", "boundaries", "loops", "" for the first.
    said : tuple of str
        What the reader of a share has to know, a sentence each: version, whom to ask, when to delete it.
    called : str
        What the map goes by where nobody named it, such as the name of its file.
    version : str
        Which state of the map it is, such as "edit 14"; empty where there is none.
    changes : Mapping of str to Changes
        What differs between the two moments of a view, by the view's id.
    around : Branch, optional
        Everything that the page's base and scenarios have, which are all drawn in one picture.
    differs : Changes, optional
        What the scenario changes of the base, where the page shows both.
    answers : Mapping of str to Any
        What the page answers by itself, as `frontend/src/contract.ts` describes it: "levers", "press", "rests".
    """

    as_of: date
    audience: str = ""
    withheld: Mapping[str, int] = field(default_factory=dict)
    changed: date | None = None
    moment: str = ""
    year: FinancialYear | None = None
    money: tuple[MoneyYear, ...] = ()
    boundaries: Mapping[str, str] = field(default_factory=dict)
    boundary_words: Mapping[str, str] = field(default_factory=dict)
    loops: tuple[PageLoop, ...] = ()
    findings: Mapping[str, Iterable[Finding]] = field(default_factory=dict)
    said: tuple[str, ...] = ()
    called: str = ""
    version: str = ""
    changes: Mapping[str, Changes] = field(default_factory=dict)
    around: Branch | None = None
    differs: Changes | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)


def page_data(branch: Branch, reading: Reading) -> dict[str, Any]:
    """Give the data of a page, as `frontend/src/contract.ts` describes it.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario, of a map already filtered for its reader: whatever is in it can be read in the
        page.
    reading : Reading
        For whom, on which day, and what analyses found.
    """
    folded = fold_small_bodies(branch)
    plan = plan_picture(folded.drawn)
    around = reading.around
    whole = plan_picture(around) if around is not None else plan
    if around is None or not fits(plan, whole):
        around, whole = None, plan
    picture = kept(lay_out(whole, put_by_hand(branch)), plan) if around else lay_out(plan, put_by_hand(branch))
    overview = lay_out_overview(plan, put_by_hand(branch, OVERVIEW))
    flows = gather_flows(branch, reading.year)
    drawn_flows = gather_flows(folded.told, reading.year)
    links = list(describe_links(folded.told, drawn_flows, folded.classes(reading.boundaries), reading.as_of))
    for link in links:
        if link["id"] in folded.parts:
            link["stands"] = folded.stands_for(link["id"])
    loops = describe_loops(branch, reading.loops, reading.as_of)
    findings = say_findings(branch, reading.findings)
    says = {
        "findings": bool(findings),
        "loops": bool(loops),
        "money": bool(flows),
        "levers": "levers" in reading.answers,
        "rests": "rests" in reading.answers,
        "boundaries": any(reading.boundaries.get(link["id"]) for link in links),
    }
    views, problems = describe_views(folded.drawn, folded.told, reading.changes, says, around)
    ledger = describe_ledger(branch, reading.money, reading.year, folded.parts)
    about = branch.about
    return {
        "format": FORMAT,
        "map": {
            "name": about.get("name") or reading.called or "A map without a name",
            "question": about.get("question"),
            "made_by": about.get("made_by"),
            "date": reading.changed.isoformat() if reading.changed else about.get("date"),
            "disclaimer": about.get("disclaimer"),
            "moment": reading.moment,
            "contact": about.get("contact_role"),
            "version": reading.version,
            **({"language": about.get("language")} if about.get("language") else {}),
        },
        "as_of": reading.as_of.isoformat(),
        "scenario": _scenario(branch, reading),
        "audience": reading.audience,
        "withheld": left_out(reading.withheld),
        "said": list(reading.said),
        "summary": summarise(branch, len(flows)),
        "sure": how_sure(branch),
        "folded": _folded(folded),
        "problems": problems,
        "views": [*views[:1], *_what_differs(branch, reading), *views[1:]],
        "elements": list(describe_elements(folded.told, plan, picture, reading.as_of)),
        "boxes": describe_boxes(folded.drawn, picture),
        **({"overview": {"places": overview}} if overview else {}),
        "links": links,
        "loops": loops,
        **({"money": ledger} if ledger["rows"] else {}),
        "tables": tables_of(branch),
        "findings": findings,
        **reading.answers,
        "words": words_on_screen(branch, reading.boundary_words),
        "asks": what_may_be_wrong(branch),
    }


_DIFFERS = "scenario"
"""The id of the view that shows what a scenario changes."""


def _scenario(branch: Branch, reading: Reading) -> dict[str, str] | None:
    if not branch.scenario:
        return None
    said = {"id": branch.scenario, "name": branch.name_of(branch.scenario)}
    return {**said, "view": _DIFFERS} if reading.differs else said


def _what_differs(branch: Branch, reading: Reading) -> list[dict[str, Any]]:
    """Give the view of what a scenario changes of the base, where both are on the page."""
    if reading.differs is None:
        return []
    question = f"What would “{branch.name_of(branch.scenario)}” change?"
    return [changes_view(_DIFFERS, question, reading.differs)]


def summarise(branch: Branch, flows: int) -> str:
    """Say in one sentence what a map shows."""
    outcomes = sum(factor.yes("outcome") for factor in branch.of("Factor"))
    things = [
        count_words(len(records), kind_of(kind).words, kind_of(kind).plural)
        for kind in ("Organisation", "Service", "Factor")
        if (records := branch.of(kind))
    ]
    if not things:
        return "This map is empty: add an organisation, a service or a factor."
    if outcomes:
        things[-1] += f" ({outcomes} of them {'an outcome' if outcomes == 1 else 'outcomes'})"
    joins = [
        said
        for count, said in (
            (len(branch.of("INFLUENCES")), count_words(len(branch.of("INFLUENCES")), "influence", "influences")),
            (flows, count_words(flows, "flow of money", "flows of money")),
            (len(branch.of("Loop")), _say_loops(branch)),
        )
        if count
    ]
    return f"{list_words(things)}{', with ' + list_words(joins) if joins else ', not yet connected'}."


def _say_loops(branch: Branch) -> str:
    loops = named_loops(branch)
    broken = sum(loop.broken for loop in loops)
    said = count_words(len(loops), "named loop", "named loops")
    return f"{said} ({broken} of them {'does' if broken == 1 else 'do'} not close)" if broken else said


def _folded(folded: Folded) -> str:
    stand_in = folded.drawn.get(FOLDED_ID)
    return f"{stand_in.name}. {stand_in.get('note')}" if stand_in else ""
