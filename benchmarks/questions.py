"""Every one of the thirty questions on a year of a large council's payments, against pandas that only reads the file.

Run: python benchmarks/questions.py

The map is what `sysmap import` makes of 200,000 payments in the shape of a real council's (see `benchmarks/spend.py`).
Each question is asked as a program of its own, as people ask it, with the start of Python and reading the map; pandas
reads the same file of payments and sums it. In brackets are seconds of the processor, which other programs do not
lengthen. Question 27 is left out, as spend files name no place.

Aim: every question in 2 s, none over 10 s.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks._programs import SYSMAP, run
from benchmarks.spend import PANDAS, ROWS, generate
from sysmap.pipeline.opening import open_map
from sysmap.pipeline.thirty import QUESTIONS

AIM, MOST = 2.0, 10.0
MAY_FAIL = SYSMAP.replace("main(sys.argv[1:])", "\ntry: main(sys.argv[1:])\nexcept SystemExit: pass")
"""A map of payments has no influences: that a question has no answer takes its time too."""


def main() -> None:
    """Make the map and ask it everything."""
    with TemporaryDirectory() as folder:
        file, town = Path(folder) / "2024.csv", Path(folder) / "town.sysmap"
        generate(file)
        pandas, _, _ = run(PANDAS, str(file))
        run(SYSMAP, "import", str(town), str(file), "--new")
        branch = open_map(str(town)).branch
        flows = branch.of("FUNDS")
        named = {
            "funder": ("--funder", flows[0].from_id, "--cut", "20%"),
            "supplier": ("--supplier", flows[0].to_id),
            "start": ("--from", branch.of("Service")[0].id),
            "finish": ("--to", branch.of("Service")[1].id),
        }
        print(f"{ROWS:,} payments, {len(flows):,} flows. pandas: {pandas:.1f} s")
        worst = 0.0
        for question in QUESTIONS:
            if "place" in question.takes:
                continue
            given = [word for option in question.takes for word in named[option]]
            took, busy, memory = run(MAY_FAIL, "ask", str(town), question.name, *given)
            worst = max(worst, took)
            mark = "" if took <= AIM else f"  more than {AIM:.0f} s" if took <= MOST else f"  MORE THAN {MOST:.0f} s"
            line = f"{question.number:3} {question.name:14} {took:6.2f} s ({busy:5.2f}) {memory:5.0f} MB"
            print(f"{line} {took / pandas:5.1f}x{mark}", flush=True)
    print(f"at most {worst:.1f} s")


if __name__ == "__main__":
    sys.exit(main())
