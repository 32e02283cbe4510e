"""20,000 OCDS releases into a map file: sysmap against plain json, which only reads the same file, in one run.

Run: python benchmarks/open_data.py

The releases are generated from the shape of real ones (a page of Contracts Finder): 5,000 processes of a tender, an
award, an update that changes the amount and one that changes the end, of 400 buyers and 3,000 suppliers. Each file is
brought in by `sysmap import` as a program of its own, once as a package, once as JSON Lines, once as a package packed
with gzip; the package once more. The other program reads the same file by json and adds up the amounts. It compiles
nothing, so that updates count twice; it draws nothing, checks nothing and keeps nothing.

Aim: 20,000 releases in 60 s.
"""

import copy
import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks._programs import SYSMAP, run

PROCESSES = 5_000
SECONDS = 60
REAL = Path(__file__).parents[1] / "tests" / "data" / "ocds" / "contracts_finder_2025-01-23_cut.json"
PLAIN = """
import gzip, json, sys
from decimal import Decimal
name = sys.argv[1]
with (gzip.open if name.endswith(".gz") else open)(name, "rt", encoding="utf-8") as stream:
    if ".jsonl" in name:
        releases = [json.loads(line, parse_float=Decimal) for line in stream]
    else:
        releases = json.load(stream, parse_float=Decimal)["releases"]
print(sum(award["value"]["amount"] for release in releases for award in release.get("awards", [])))
"""


def draw() -> Iterator[dict[str, Any]]:
    """Draw the releases of each process, in the order in which they were published."""
    dice = random.Random(12)
    package = json.loads(REAL.read_text(encoding="utf-8"))
    shapes = [each for each in package["releases"] if each.get("awards")]
    buyers = [{"id": f"GB-CFS-{number}", "name": f"{_word(dice)} Council {number}"} for number in range(400)]
    suppliers = [
        {"id": f"GB-CFS-{1_000 + number}", "name": f"{_word(dice)} {_word(dice)} {number} Ltd"}
        for number in range(3_000)
    ]
    for number in range(PROCESSES):
        release = _fill(copy.deepcopy(dice.choice(shapes)), f"ocds-b5fd17-{number:06}", dice, buyers, suppliers)
        tender = {name: value for name, value in release.items() if name != "awards"}
        yield tender | {"id": f"{number}-1", "date": "2025-01-10T09:00:00Z", "tag": ["tender"]}
        yield release | {"id": f"{number}-2", "date": "2025-03-10T09:00:00Z", "tag": ["award"]}
        dearer, longer = copy.deepcopy(release), copy.deepcopy(release)
        dearer["awards"][0]["value"]["amount"] += dice.randrange(1, 50_000) / 100
        longer["awards"][0] |= {"value": dearer["awards"][0]["value"], "contractPeriod": {"endDate": "2029-03-31"}}
        yield dearer | {"id": f"{number}-3", "date": "2025-06-10T09:00:00Z", "tag": ["awardUpdate"]}
        yield longer | {"id": f"{number}-4", "date": "2025-09-10T09:00:00Z", "tag": ["awardUpdate"]}


def _fill(
    release: dict[str, Any], ocid: str, dice: random.Random, buyers: list[Any], suppliers: list[Any]
) -> dict[str, Any]:
    """Give a real release other names, numbers and amounts."""
    buyer = dice.choice(buyers)
    release |= {"ocid": ocid, "buyer": buyer}
    release["parties"] = [{**buyer, "address": {"locality": _word(dice)}, "roles": ["buyer"]}]
    release["tender"]["title"] = f"{_word(dice)} {_word(dice)} services"
    for number, award in enumerate(release["awards"]):
        chosen = dice.sample(suppliers, len(award["suppliers"]))
        award |= {"id": f"{ocid}-{number}", "suppliers": chosen}
        award["value"]["amount"] = dice.randrange(1, 10**8) / 100
        number_of = {"scheme": "GB-COH", "id": f"{dice.randrange(10**7):08}"}
        release["parties"] += [
            {**each, "identifier": {**number_of, "id": f"1{int(each['id'][7:]):07}"}, "roles": ["supplier"]}
            for each in chosen
        ]
    return release


def _word(dice: random.Random) -> str:
    return dice.choice(("Amber", "Brook", "Cedar", "Dale", "Elm", "Fern", "Glen", "Heath", "Ivy", "Kite", "Larch"))


def write(folder: Path) -> list[Path]:
    """Write the releases as a package, as JSON Lines, and packed."""
    releases = list(draw())
    random.Random(3).shuffle(releases)
    package = {**json.loads(REAL.read_text(encoding="utf-8")), "publishedDate": "2025-10-01T00:00:00Z"}
    paths = [folder / name for name in ("package.json", "lines.jsonl", "packed.json.gz")]
    text = json.dumps(package | {"releases": releases})
    paths[0].write_text(text, encoding="utf-8")
    paths[1].write_text("".join(f"{json.dumps(each)}\n" for each in releases), encoding="utf-8")
    paths[2].write_bytes(gzip.compress(text.encode(), 6))
    return paths


def main() -> None:
    with TemporaryDirectory() as folder:
        paths = write(Path(folder))
        print(
            f"{4 * PROCESSES:,} releases (in brackets: seconds of the processor, which other programs do not lengthen)"
        )
        for path in paths:
            town = Path(folder) / f"{path.name}.sysmap"
            plain, plain_busy, plain_memory = run(PLAIN, str(path))
            took, busy, memory = run(SYSMAP, "import", str(town), str(path), "--new")
            said = "as aimed" if took <= SECONDS else f"more than {SECONDS} s"
            print(f"{path.name}, {path.stat().st_size / 1e6:.0f} MB")
            print(f"  sysmap import: {took:.1f} s ({busy:.1f}), {memory:.0f} MB: {said}")
            print(f"  plain json, which only reads: {plain:.1f} s ({plain_busy:.1f}), {plain_memory:.0f} MB")
            print(f"  sysmap takes {took / plain:.0f} times as long ({busy / plain_busy:.0f})")
        again, again_busy, again_memory = run(
            SYSMAP, "import", str(Path(folder) / "package.json.sysmap"), str(paths[0])
        )
        print(f"the package again, into its map: {again:.1f} s ({again_busy:.1f}), {again_memory:.0f} MB")


if __name__ == "__main__":
    main()
