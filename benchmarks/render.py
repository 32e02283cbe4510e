"""Writing a map of 1,000 elements and 3,000 links as one HTML file, against stock pyvis writing the same graph.

Ours places everything in boxes, says every link as a sentence and writes tables of it all; pyvis writes names only and
leaves the places to the browser. Each page is written by a program of its own, its imports included; that a map is made
for it is not. The aim is one second.
"""

import statistics
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from benchmarks._programs import run
from sysmap.model.maps import Branch, SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch

ROUNDS = 5
AIM_SECONDS = 1.0
ORGANISATIONS, SERVICES, FACTORS, LINKS = 300, 200, 500, 3000


def scattered(*, start: int = 1) -> Callable[[int], int]:
    """Give a function that draws numbers below an end, the same in every run."""
    state = start

    def below(end: int) -> int:
        nonlocal state
        state = (state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        return (state >> 33) % end

    return below


def make_map(times: int = 1) -> Branch:
    below = scattered()
    bodies = [f"org{n}" for n in range(ORGANISATIONS * times)]
    services = [f"srv{n}" for n in range(SERVICES * times)]
    factors = [f"fac{n}" for n in range(FACTORS * times)]
    causal = factors + services
    records = [Record(each, "Organisation", {"name": f"Organisation {each} of the town"}) for each in bodies]
    records += [Record(each, "Service", {"name": f"Service {each} for people at home"}) for each in services]
    records += [
        Record(each, "Factor", {"name": f"Factor {each} that can rise", "outcome": "no" if n % 20 else "yes"})
        for n, each in enumerate(factors)
    ]
    links: list[tuple[str, str, str, dict[str, str]]] = []
    links += [("PART_OF", each, bodies[n - n % 3], {}) for n, each in enumerate(bodies) if n % 3]
    links += [("COMMISSIONS", bodies[below(len(bodies))], each, {}) for each in services]
    links += [("STEWARDS", bodies[below(len(bodies))], each, {}) for each in factors[::2]]
    year = {"period_start": "2025-04-01", "period_end": "2026-03-31", "basis": "actual"}
    links += [
        ("FUNDS", bodies[below(len(bodies))], services[below(len(services))], {"amount": str(below(10**7)), **year})
        for _ in range(600 * times)
    ]
    while len(links) < LINKS * times:
        signs = {"polarity": "+-?"[below(3)], "strength": str(1 + below(3))}
        links.append(("INFLUENCES", causal[below(len(causal))], causal[below(len(causal))], signs))
    records += [
        Record(f"rel{n}", kind, {"from_id": start, "to_id": finish, **values})
        for n, (kind, start, finish, values) in enumerate(links)
    ]
    return branch(SystemMap(records))


def write_ours(town: Branch, path: Path) -> None:
    from sysmap.render.html import write_page
    from sysmap.render.page import Reading, page_data

    write_page(path, page_data(town, Reading(date(2026, 11, 22))))


def write_stock(town: Branch, path: Path) -> None:
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line")
    for element in town.elements:
        network.add_node(element.id, label=element.name)
    for link in town.relationships:
        network.add_edge(link.from_id, link.to_id, title=link.kind)
    path.write_text(network.generate_html(), encoding="utf-8")


def seconds(write: str, path: Path, times: int) -> float:
    """Give how long a program takes that makes the map and writes so many pages of it."""
    program = f"from sys import argv\nfrom pathlib import Path\nfrom benchmarks.render import make_map, {write}\n"
    program += f"town = make_map()\nfor _ in range({times}):\n    {write}(town, Path(argv[1]))"
    return run(program, str(path))[0]


def main() -> None:
    """Write pages in turn, so that whatever else the machine does falls on both alike."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "town.html"
        rounds = []
        for _ in range(ROUNDS + 1):
            none = seconds("write_ours", path, 0)
            ours, two = (seconds("write_ours", path, times) for times in (1, 2))
            rounds.append((ours - none, two - ours, seconds("write_stock", path.with_name("stock.html"), 1) - none))
        size = path.stat().st_size / 1e6
    # In the first round modules are compiled.
    first, further, stock = (statistics.median(column) for column in zip(*rounds[1:], strict=True))
    town = make_map()
    print(f"{len(town.elements):,} elements, {len(town.relationships):,} links, {size:.1f} MB")
    print(f"a page: {first:.2f} s with its imports (aim {AIM_SECONDS:.0f} s), {further:.2f} s for a further one")
    print(f"stock pyvis, names only, no places: {stock:.2f} s; ours takes {first / stock:.2f} times as long")


if __name__ == "__main__":
    main()
