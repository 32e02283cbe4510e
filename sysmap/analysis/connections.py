"""How a map hangs together: its parts, what everything passes through, and the shortest ways (METHODS 9)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, pairwise

from sysmap.model.commands import say_link
from sysmap.model.findings import Figure, Finding
from sysmap.model.graphs import Connections, Layer, Path, Skeleton, drawn_links
from sysmap.model.maps import Branch
from sysmap.model.polarity import BALANCING, REINFORCING, joint_polarity, loop_type
from sysmap.model.records import Record

_TOLD = 5
"""Pieces whose sizes a sentence tells."""

PATHS = 200
"""Shortest ways kept to be listed; all are counted."""

_WALKED: Mapping[Layer, str] = {
    "influences": "links of influence",
    "money": "links of money",
    "all": "links between bodies, services and factors",
}


@dataclass(frozen=True, slots=True)
class CutPoint:
    """An element without which its part of the map would fall apart.

    Parameters
    ----------
    element : str
        Its id.
    pieces : tuple of int
        How many elements each of the pieces would have, the largest first.
    """

    element: str
    pieces: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PartsReport:
    """How a layer of a branch hangs together.

    Parameters
    ----------
    connections : Connections
        Its parts and bridges.
    points : tuple of CutPoint
        What everything passes through, what would cut the most off first.
    findings : tuple of Finding
        What it says, in sentences.
    """

    connections: Connections
    points: tuple[CutPoint, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """One shortest way from one element to another.

    Parameters
    ----------
    elements : tuple of str
        Ids in order.
    links : tuple of tuple of Record
        Between each element and the next, the links that join them that way.
    effect : str
        What its signs make: same, opposite or unsure; empty where it is no chain of influence.
    sentences : tuple of str
        Each step in words, parallel links that say the same told once.
    """

    elements: Path
    links: tuple[tuple[Record, ...], ...]
    effect: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PathReport:
    """The shortest ways from one element to another.

    Parameters
    ----------
    steps : int or None
        How many links the shortest way has; None where there is none.
    count : int
        How many ways are as short.
    ways : tuple of Way
        The first of them, by the ids of their elements.
    findings : tuple of Finding
        What it says, in a sentence.
    """

    steps: int | None
    count: int
    ways: tuple[Way, ...]
    findings: tuple[Finding, ...]


def report_parts(branch: Branch, connections: Connections, layer: Layer) -> PartsReport:
    """Say how a map hangs together.

    Parameters
    ----------
    branch : Branch
        The map; of each element its name is enough.
    connections : Connections
        What an engine found.
    layer : {"influences", "money", "all"}
        The links it looked at.
    """
    pieces = fall_apart(connections.skeleton)
    points = [CutPoint(each, sizes) for each, sizes in pieces.items()]
    points.sort(key=lambda point: (-sum(point.pieces[1:]), point.element))
    findings = [_say_parts(branch, connections, layer)]
    if connections.strong:
        findings.append(_say_strong(branch, connections, layer))
    findings.extend(_say_point(branch, point) for point in points)
    # What hangs on the map by one link alone is told of with what it hangs on.
    findings.extend(_say_bridge(branch, pair) for pair in connections.bridges if pieces.keys() >= set(pair))
    return PartsReport(connections, tuple(points), tuple(findings))


def fall_apart(skeleton: Skeleton) -> dict[str, tuple[int, ...]]:
    """Say what each part of a graph would fall into without one of its points.

    Blocks and points form a forest (Hopcroft and Tarjan 1973); without a point each branch of the forest that hangs on
    it is a piece.

    Parameters
    ----------
    skeleton : Skeleton
        The graph.

    Returns
    -------
    dict of str to tuple of int
        For each point how many elements each piece has, the largest first.
    """
    import rustworkx

    graph: rustworkx.PyGraph[int, None] = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(skeleton.weights)))
    graph.add_edges_from_no_data(list(skeleton.edges))
    members: dict[int, set[int]] = {}
    for edge, block in rustworkx.biconnected_components(graph).items():
        members.setdefault(block, set()).update(edge)
    blocks: dict[int, list[int]] = {}
    for block, nodes in members.items():
        for node in nodes:
            blocks.setdefault(node, []).append(block)
    hangs_on, below = _weigh(skeleton.weights, members, blocks)
    parts = {
        node: sum(skeleton.weights[each] for each in part)
        for part in rustworkx.connected_components(graph)
        for node in part
    }
    pieces = {}
    for element, node in skeleton.points.items():
        hanging = [below[block] for block in blocks[node] if hangs_on[block] == node]
        rest = parts[node] - skeleton.weights[node] - sum(hanging)
        pieces[element] = tuple(sorted([*hanging, *([rest] if rest else [])], reverse=True))
    return pieces


def _weigh(
    weights: tuple[int, ...], members: Mapping[int, set[int]], blocks: Mapping[int, list[int]]
) -> tuple[dict[int, int], dict[int, int]]:
    """Walk the forest of blocks: the node from which each block was reached, and the weight of all beyond that node."""
    hangs_on: dict[int, int] = {}
    order: list[int] = []
    reached: set[int] = set()
    for root in blocks:
        if root in reached:
            continue
        reached.add(root)
        waiting = [root]
        while waiting:
            node = waiting.pop()
            for block in blocks[node]:
                if block not in hangs_on:
                    hangs_on[block] = node
                    order.append(block)
                    waiting.extend(members[block] - {node})
                    reached |= members[block]
    below: dict[int, int] = {}
    for block in reversed(order):  # what hangs further out comes first
        inside = members[block] - {hangs_on[block]}
        further = (below[each] for node in inside for each in blocks[node] if hangs_on[each] == node)
        below[block] = sum(weights[node] for node in inside) + sum(further)
    return hangs_on, below


def report_paths(branch: Branch, between: tuple[Path, ...], start: str, finish: str, layer: Layer) -> PathReport:
    """Say how one element reaches another by as few links as possible, in the direction in which they lead.

    Parameters
    ----------
    branch : Branch
        The map; the elements that an engine found and the links between them are enough.
    between : tuple of tuple of str
        What an engine found: ids of the elements on any shortest way, step by step.
    start, finish : str
        Ids of the elements.
    layer : {"influences", "money", "all"}
        The links it walked.
    """
    ends = f"from “{branch.name_of(start)}” to “{branch.name_of(finish)}”"
    step_of = {element: number for number, step in enumerate(between) for element in step}
    links: dict[str, dict[str, list[Record]]] = {}
    for link in drawn_links(branch, layer) if between else ():
        if step_of.get(link.from_id, -2) + 1 == step_of.get(link.to_id):
            links.setdefault(link.from_id, {}).setdefault(link.to_id, []).append(link)
    if not between:
        sentence = f"No chain of {_WALKED[layer]} leads {ends} on this map."
        finding = Finding("shortest_path", sentence, (start, finish), {}, scenario=branch.scenario)
        return PathReport(None, 0, (), (finding,))
    counts = {finish: 1}
    for step in reversed(between[:-1]):
        for element in step:
            counts[element] = sum(counts[after] for after in links.get(element, ()))
    chains = islice(_chains(links, start, finish), PATHS)
    ways = tuple(_way(branch, links, chain, layer) for chain in chains)
    steps, count = len(between) - 1, counts[start]
    as_short = "it is the only one as short" if count == 1 else f"there are {count:,} as short"
    length = "1 step" if steps == 1 else f"{steps} steps"
    sentence = f"The shortest way {ends} has {length}; {as_short}."
    figures = {
        "steps": Figure(steps, "links", f"the fewest {_WALKED[layer]} that lead there"),
        "ways": Figure(count, "ways", "counted, whichever are listed"),
    }
    rests_on = tuple(sorted({link.id for way in ways for step in way.links for link in step}))
    finding = Finding("shortest_path", sentence, (start, finish), figures, rests_on, scenario=branch.scenario)
    return PathReport(steps, count, ways, (finding,))


def _chains(links: Mapping[str, Mapping[str, list[Record]]], start: str, finish: str) -> Iterator[Path]:
    waiting: list[Path] = [(start,)]
    while waiting:
        chain = waiting.pop()
        if chain[-1] == finish:
            yield chain
        else:
            waiting.extend((*chain, after) for after in sorted(links.get(chain[-1], ()), reverse=True))


def _way(branch: Branch, links: Mapping[str, Mapping[str, list[Record]]], chain: Path, layer: Layer) -> Way:
    steps = tuple(tuple(sorted(links[a][b], key=lambda link: link.id)) for a, b in pairwise(chain))
    said = [sentence for step in steps for sentence in dict.fromkeys(f"{say_link(branch, link)}." for link in step)]
    effect = ""
    if layer == "influences":
        makes = loop_type(joint_polarity(step) for step in steps)
        effect = {REINFORCING: "same", BALANCING: "opposite"}.get(makes, "unsure")
    return Way(chain, steps, effect, tuple(said))


def _say_parts(branch: Branch, connections: Connections, layer: Layer) -> Finding:
    sizes = [len(part) for part in connections.weak]
    total = sum(sizes)
    if not sizes:
        sentence = f"No {_WALKED[layer]} are drawn yet."
    elif len(sizes) == 1:
        sentence = f"All {total:,} elements that {_WALKED[layer]} join hang together."
    else:
        sentence = (
            f"The {total:,} elements that {_WALKED[layer]} join are in {len(sizes):,} parts with nothing between them; "
            f"the largest has {sizes[0]:,}."
        )
    figures = {
        "parts": Figure(len(sizes), "parts", "whichever way links lead"),
        "elements": Figure(total, "elements", f"joined by {_WALKED[layer]}"),
        "largest": Figure(max(sizes, default=0), "elements", "in the largest part"),
    }
    about = tuple(each[0] for each in connections.weak[1:])
    return Finding("connected_parts", sentence, about, figures, scenario=branch.scenario)


def _say_strong(branch: Branch, connections: Connections, layer: Layer) -> Finding:
    largest = connections.strong[0]
    there = "feedback runs only there" if layer == "influences" else "only there does a way lead back"
    if len(connections.strong) == 1:
        sentence = f"{len(largest):,} elements each lead to all the others of them and back: {there}."
    else:
        sentence = (
            f"In {len(connections.strong):,} places elements each lead to all the others of them and back; "
            f"the largest has {len(largest):,}; {there}."
        )
    figures = {
        "places": Figure(len(connections.strong), "places", "the way links lead"),
        "largest": Figure(len(largest), "elements", "in the largest"),
    }
    return Finding("strong_parts", sentence, largest, figures, scenario=branch.scenario)


def _say_point(branch: Branch, point: CutPoint) -> Finding:
    sizes = point.pieces
    told = [f"{size:,}" for size in sizes[:_TOLD]]
    listed = f"{', '.join(told)} and more" if len(sizes) > _TOLD else f"{', '.join(told[:-1])} and {told[-1]}"
    into = f"{len(sizes):,} pieces, of {listed} element{'s' * (sizes[-1] > 1)}"
    name = branch.name_of(point.element)
    sentence = f"Everything passes through “{name}” there: without it that part of the map would fall into {into}."
    figures = {
        "pieces": Figure(len(sizes), "pieces", "without it, whichever way links lead"),
        "largest": Figure(sizes[0], "elements", "in the largest piece"),
        "cut_off": Figure(sum(sizes[1:]), "elements", "in all the other pieces"),
    }
    return Finding("passes_through", sentence, (point.element,), figures, scenario=branch.scenario)


def _say_bridge(branch: Branch, pair: tuple[str, str]) -> Finding:
    first, second = (branch.name_of(each) for each in pair)
    sentence = f"What joins “{first}” and “{second}” is all that joins the two sides of the map there."
    return Finding("only_connection", sentence, pair, {}, scenario=branch.scenario)
