"""A year of a large council's payments into a map file: sysmap against pandas, which only reads the file, in one run.

Run: python benchmarks/spend.py

The file is generated from the shape of a real month (sample_maps/leeds_spend): how many payments a payee has under one
service area, how long names and amounts are. Told are the seconds and the memory of `sysmap import` as a program of its
own, of the same file a second time, and of a script that reads it by pandas and sums the amounts. pandas draws nothing,
checks nothing and keeps nothing.

Aim: 200,000 payments in 30 s and 500 MB.
"""

import csv
import random
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks._programs import SYSMAP, run
from sysmap.formats.spend import read_spend

ROWS = 200_000
SECONDS, MEGABYTES = 30, 500
LEEDS = Path(__file__).parents[1] / "sample_maps" / "leeds_spend" / "leeds_2020-06_adults_and_health.csv"
PANDAS = """
import sys, pandas
print(pandas.read_csv(sys.argv[1], parse_dates=["Date"], dayfirst=True).Amount.sum())
"""


def generate(path: Path) -> None:
    """Write a year of payments: the real month's pairs of service area and payee, ten times as many."""
    dice = random.Random(11)
    real = read_spend(LEEDS).payments
    pairs = Counter((each.service, each.payee) for each in real)
    amounts = [each.amount for each in real]
    shape = list(pairs.values())
    services = sorted({service for service, _ in pairs})
    many = [
        (dice.choice(services), f"{dice.choice(['North', 'Amber', 'Larkrise', 'Thornby'])} Supplies {number} Ltd")
        for number in range(10 * len(shape))
    ]
    drawn = dice.choices(many, [dice.choice(shape) for _ in many], k=ROWS)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["Body", "Service", "Supplier", "Date", "Amount", "Reference"])
        for number, (service, payee) in enumerate(drawn):
            day = f"{dice.randrange(1, 29):02}/{dice.randrange(4, 13):02}/2024"
            writer.writerow(["Thornby Council", service, payee, day, dice.choice(amounts), f"{number:07}"])


def main() -> None:
    with TemporaryDirectory() as folder:
        file, town = Path(folder) / "2024.csv", Path(folder) / "town.sysmap"
        generate(file)
        pandas, pandas_busy, pandas_memory = run(PANDAS, str(file))
        first, busy, memory = run(SYSMAP, "import", str(town), str(file), "--new")
        again, again_busy, again_memory = run(SYSMAP, "import", str(town), str(file))
        size = town.stat().st_size / 1e6
    print(f"{ROWS:,} payments (in brackets: seconds of the processor, which other programs do not lengthen)")
    said = "as aimed" if first <= SECONDS and memory <= MEGABYTES else f"more than {SECONDS} s or {MEGABYTES} MB"
    print(f"  sysmap import: {first:.1f} s ({busy:.1f}), {memory:.0f} MB, a map of {size:.0f} MB: {said}")
    print(f"  the same file again: {again:.1f} s ({again_busy:.1f}), {again_memory:.0f} MB")
    print(f"  pandas, which only reads: {pandas:.1f} s ({pandas_busy:.1f}), {pandas_memory:.0f} MB")
    print(f"  sysmap takes {first / pandas:.0f} times as long ({busy / pandas_busy:.0f})")


if __name__ == "__main__":
    main()
