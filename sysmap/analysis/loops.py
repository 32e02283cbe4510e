"""Feedback loops of a map: every closed chain of influence, what it does, and how complete the answer is (METHODS 1).

Causal answers walk INFLUENCES only. How often an element lies on a loop describes the drawing; it is not leverage.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sysmap.analysis.loop_search import (
    DEFAULT_LIMIT,
    DEFAULT_SECONDS,
    LoopAccount,
    LoopStream,
    count_loops,
    find_loops,
    find_loops_through,
)
from sysmap.model.findings import Figure, Finding
from sysmap.model.ids import keyed_id
from sysmap.model.maps import Branch
from sysmap.model.polarity import (
    BALANCING,
    REINFORCING,
    UNDETERMINED,
    NamedLoop,
    is_contested,
    joint_polarity,
    loop_type,
    named_loops,
    say_loop,
)
from sysmap.model.records import Record

KEPT = 200
"""Loops kept in a report to be listed; all are counted, whatever is kept."""

Cycle = tuple[str, ...]

_SIGNS = {"+": 1, "-": -1}
_LOOP_SIGNS = {REINFORCING: 1, BALANCING: -1, UNDETERMINED: 0}


@dataclass(frozen=True, slots=True)
class FoundLoop:
    """One loop.

    Parameters
    ----------
    id : str
        The named loop's id, or one that always belongs to this chain of elements.
    name : str
        The name the group gave it; empty where they gave none.
    elements : tuple of str
        Ids of its elements in order, each acting on the next and the last on the first.
    relationships : tuple of str
        Ids of its links in order; where several links join the same two elements, all of them.
    polarity : str
        R (feeds itself), B (keeps in check) or undetermined, by the signs as drawn.
    contested : tuple of str
        Ids of its links that people disagree on.
    """

    id: str
    name: str
    elements: Cycle
    relationships: tuple[str, ...]
    polarity: str
    contested: tuple[str, ...] = ()

    @property
    def length(self) -> int:
        """How many elements it passes through."""
        return len(self.elements)


@dataclass(frozen=True, slots=True)
class LoopReport:
    """The loops of a branch.

    Parameters
    ----------
    account : LoopAccount
        How many were found and what the search can vouch for.
    loops : tuple of FoundLoop
        The shortest of them, as many as were asked for.
    by_polarity : Mapping of str to int
        How many of those found are R, B and undetermined.
    by_element : Mapping of str to int
        How many loops pass through each element, of the lengths that were searched to the end.
    by_link : Mapping of str to int
        How many loops pass along each link, of the same lengths.
    self_loops : tuple of FoundLoop
        Elements that act on themselves, in none of the counts.
    named : tuple of NamedLoop
        The loops the group named, as their links stand now.
    through : str
        The element all loops pass through; empty where all were asked for.
    findings : tuple of Finding
        What it says, in sentences.
    """

    account: LoopAccount
    loops: tuple[FoundLoop, ...]
    by_polarity: Mapping[str, int]
    by_element: Mapping[str, int]
    by_link: Mapping[str, int]
    self_loops: tuple[FoundLoop, ...]
    named: tuple[NamedLoop, ...]
    through: str
    findings: tuple[Finding, ...]


class CausalGraph:
    """The causal links of a branch as a simple signed graph.

    Links that join the same two elements the same way count as one: with their sign where they agree, unsure where not.
    """

    def __init__(self, branch: Branch) -> None:
        self.links: dict[tuple[str, str], list[Record]] = {}
        for link in branch.of("INFLUENCES"):
            if link.from_id in branch and link.to_id in branch:
                self.links.setdefault((link.from_id, link.to_id), []).append(link)
        self.polarity = {ends: joint_polarity(links) for ends, links in self.links.items()}
        self.successors: dict[str, list[str]] = {}
        for start, finish in self.links:
            self.successors.setdefault(start, []).append(finish)
        self._names = {
            _turned(loop.record.items("element_ids")): loop.record for loop in named_loops(branch) if not loop.broken
        }

    def type_of(self, cycle: Cycle) -> str:
        """Give what the signs along a cycle make."""
        polarity = self.polarity
        return loop_type(polarity[ends] for ends in _steps(cycle))

    def describe(self, cycle: Cycle) -> FoundLoop:
        """Give a cycle with its name, links and type."""
        known = self._names.get(_turned(cycle))
        links = [link for ends in _steps(cycle) for link in self.links[ends]]
        return FoundLoop(
            known.id if known else keyed_id("Loop", *_turned(cycle)),
            known.name if known else "",
            cycle,
            tuple(link.id for link in links),
            self.type_of(cycle),
            tuple(link.id for link in links if is_contested(link)),
        )


def report_loops(
    branch: Branch,
    *,
    through: str = "",
    max_length: int | None = None,
    limit: int | None = None,
    seconds: float | None = DEFAULT_SECONDS,
    keep: int = KEPT,
) -> LoopReport:
    """Find the feedback loops of a branch, the shortest first.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    through : str, optional
        Id of an element that every loop must pass through.
    max_length : int, optional
        The most elements a loop may have; any number where not given.
    limit, seconds : optional
        Stop after this many loops, or when the search has taken this long; None never stops.
    keep : int, optional
        How many of the shortest to keep for listing; all that are found are counted.
    """
    graph = CausalGraph(branch)
    counts = count_loops(
        graph.successors,
        signs={ends: _SIGNS[polarity] for ends, polarity in graph.polarity.items() if polarity in _SIGNS},
        through=through or None,
        max_length=max_length,
        limit=limit,
        seconds=seconds,
    )
    stream = _stream(graph, through, max_length, keep, seconds)
    kept = [graph.describe(cycle) for cycle in stream]
    by_polarity = {name: counts.by_sign.get(sign, 0) for name, sign in _LOOP_SIGNS.items()}
    named = tuple(named_loops(branch))
    account = counts.account
    return LoopReport(
        account,
        tuple(kept),
        by_polarity,
        _most_first(counts.by_node),
        _most_first({link.id: n for ends, n in counts.by_link.items() for link in graph.links[ends]}),
        tuple(graph.describe((each,)) for each in stream.self_loops),
        named,
        through,
        (_say_count(branch, through, account, by_polarity, len(stream.self_loops)), *_say_named(branch, named)),
    )


def _most_first(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def iterate_loops(branch: Branch, *, through: str = "", max_length: int | None = None) -> Iterator[FoundLoop]:
    """Give loops one by one, the shortest first, so that a room can look at five and then at five more."""
    graph = CausalGraph(branch)
    return (graph.describe(cycle) for cycle in _stream(graph, through, max_length, None, None))


@dataclass(frozen=True, slots=True)
class LoopChanges:
    """Loops that only one of two branches has.

    Parameters
    ----------
    made, broken : tuple of FoundLoop
        Loops that only the later, or only the earlier branch has.
    complete_to_length : int
        The length to which both were searched to the end; no longer loop is compared.
    """

    made: tuple[FoundLoop, ...]
    broken: tuple[FoundLoop, ...]
    complete_to_length: int


def compare_loops(
    before: Branch, after: Branch, *, limit: int = DEFAULT_LIMIT, seconds: float = DEFAULT_SECONDS
) -> LoopChanges:
    """Find the loops made and broken between two branches, to the length that both can be searched to the end."""
    graphs = [CausalGraph(before), CausalGraph(after)]
    found: list[dict[Cycle, Cycle]] = []
    lengths: list[int] = []
    for graph in graphs:
        stream = find_loops(graph.successors, limit=limit, seconds=seconds)
        cycles = {_turned(cycle): cycle for cycle in stream}
        cycles.update({(each,): (each,) for each in stream.self_loops})
        found.append(cycles)
        # A search that found every loop vouches for any length.
        whole = len(graph.successors) + 1
        lengths.append(whole if stream.account.is_whole else stream.account.complete_to_length)
    length = min(lengths)
    old, new = found
    made = [graphs[1].describe(new[key]) for key in new if key not in old and len(key) <= length]
    broken = [graphs[0].describe(old[key]) for key in old if key not in new and len(key) <= length]
    return LoopChanges(tuple(made), tuple(broken), length)


def _stream(
    graph: CausalGraph, through: str, max_length: int | None, limit: int | None, seconds: float | None
) -> LoopStream:
    if through:
        return find_loops_through(graph.successors, through, max_length=max_length, limit=limit, seconds=seconds)
    return find_loops(graph.successors, max_length=max_length, limit=limit, seconds=seconds)


def _steps(cycle: Cycle) -> Iterable[tuple[str, str]]:
    return zip(cycle, cycle[1:] + cycle[:1], strict=True)


def _turned(cycle: Cycle) -> Cycle:
    """Turn a cycle to begin at its lowest id, so that the same loop is the same tuple."""
    if not cycle:
        return cycle
    start = cycle.index(min(cycle))
    return cycle[start:] + cycle[:start]


def _say_unsearched(account: LoopAccount) -> str:
    """Say which loops are all counted and which are not, where some may be missing."""
    length = account.complete_to_length
    if length < 2:
        return "how many loops there are, as the search was stopped before it had counted even the shortest"
    counted = f"loops of up to {length} elements are all counted"
    if not account.at_least:
        return f"whether there are longer loops; {counted}"
    return f"how many longer loops there are; {counted}, of longer ones only those met before the search was stopped"


def _say_count(
    branch: Branch, through: str, account: LoopAccount, by_polarity: Mapping[str, int], on_themselves: int
) -> Finding:
    where = f" through “{branch.name_of(through)}”" if through else ""
    at_least = "at least " if account.at_least else ""
    kinds = [
        f"{by_polarity[kind]:,} {does}"
        for kind, does in (
            (REINFORCING, "feed themselves (R)"),
            (BALANCING, "keep things in check (B)"),
            (UNDETERMINED, "could do either"),
        )
        if by_polarity[kind]
    ]
    if not account.count:
        sentence = f"There is no feedback loop{where}."
        if account.at_least:
            sentence = f"No feedback loop{where} was found before the search was stopped: there may be some."
        elif not account.is_whole:
            sentence = f"There is no feedback loop{where} of up to {account.complete_to_length} elements."
    elif account.count == 1 and not at_least:
        does = next(name for name, number in by_polarity.items() if number)
        what = {REINFORCING: "it feeds itself (R)", BALANCING: "it keeps things in check (B)"}
        sentence = f"There is 1 feedback loop{where}: {what.get(does, 'it could do either')}."
    else:
        listed = " and ".join(filter(None, [", ".join(kinds[:-1]), kinds[-1]]))
        sentence = f"There are {at_least}{account.count:,} feedback loops{where}: {listed}."
    if on_themselves:
        acts = "acts on itself" if on_themselves == 1 else "act on themselves"
        sentence = f"{sentence[:-1]}{', and' if account.count else ' but'} {on_themselves:,} that {acts}."
    missing: tuple[str, ...] = ()
    if not account.is_whole:
        missing = (_say_unsearched(account),)
    unsigned = [link.id for link in branch.of("INFLUENCES") if link.get("polarity", "?") == "?"]
    if unsigned:
        said = "link does not say which way it goes" if len(unsigned) == 1 else "links do not say which way they go"
        missing = (*missing, f"{len(unsigned)} {said}")
    contested = sum(map(is_contested, branch.of("INFLUENCES")))
    if contested and account.count:
        links = "1 link that people disagree on" if contested == 1 else f"{contested} links that people disagree on"
        missing = (*missing, f"which way {links} would go; R and B are as drawn")
    figures = {
        "count": Figure(account.count, "loops", f"closed chains of influence, {at_least}found"),
        "complete_to_length": Figure(account.complete_to_length, "elements", "the length searched to the end"),
        **{name: Figure(number, "loops", "from the signs of their links") for name, number in by_polarity.items()},
    }
    about = (through,) if through else ()
    return Finding("feedback_loops", sentence, about, figures, (), missing, scenario=branch.scenario)


def _say_named(branch: Branch, named: Iterable[NamedLoop]) -> list[Finding]:
    findings = []
    for loop in named:
        name = loop.record.name
        elements = loop.record.items("element_ids")
        rests_on = tuple(link.id for link in loop.links)
        if loop.broken:
            sentence = f"“{name}” is broken: {'; '.join(loop.breaks)}."
        elif loop.type != UNDETERMINED:
            sentence = f"“{name}” {say_loop(loop.type, loop.contested)}."
        else:
            sentence = f"“{name}” could feed itself or keep things in check: not every link says which way it goes."
        findings.append(
            Finding("named_loop", sentence, (loop.record.id, *elements), {}, rests_on, scenario=branch.scenario)
        )
    return findings
