"""Who is who on 5,000 organisations: sysmap against rapidfuzz's cdist bare on the same names, in one run.

Run: python benchmarks/duplicates.py

The names are made of parts, as councils' payees are: many share most of their letters ("... Nursing Home Ltd"). One in
ten is written a second time, otherwise. Told are the seconds of each, the ratio, and how many of those written twice
were found; then what a list of 300 decisions costs. Bare cdist gives a matrix of likeness and no reason; sysmap adds
numbers, endings, trading names, initials, and the word-by-word look that keeps one nursing home from another.
"""

import random
from time import perf_counter

from rapidfuzz import fuzz, process

from sysmap.analysis.duplicates import find_duplicates
from sysmap.model.edits import apply
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch
from sysmap.pipeline.deciding import Decision, decide

SIZE = 5_000
RUNS = 3
DECISIONS = 300
_STARTS = "am bri cor dun el fen gar hol in jar kel lin mor nor oak pem quar ros sel thorn ul vin wen yar"
STARTS = _STARTS.split()
_MIDDLES = "ber wen de mer ford bar low ing cot sted well ton ham by wick mead dale crest"
MIDDLES = _MIDDLES.split()
ENDS = (
    "Nursing Home Ltd", "Residential Care Home", "Care Services Limited", "Primary School", "Taxis", "Recruitment plc",
    "Housing Association", "Day Nursery", "Medical Centre", "Building Maintenance Ltd", "Fostering Ltd",
)  # fmt: skip


def written_otherwise(name: str, dice: random.Random) -> str:
    """Give a name as another department would write it."""
    place = dice.randrange(1, len(name.partition(" ")[0]) - 1)
    return dice.choice(
        (
            name.upper(),
            name.replace(" Ltd", " Limited") if " Ltd" in name else f"{name} Ltd",
            f"The {name}",
            name[:place] + name[place + 1] + name[place] + name[place + 2 :],
            f"{name} (UK)",
        )
    )


def main() -> None:
    dice = random.Random(7)
    names: dict[str, None] = {}
    while len(names) < SIZE * 10 // 11:
        word = dice.choice(STARTS) + "".join(dice.choices(MIDDLES, k=dice.choice((1, 2, 2))))
        names[f"{word.title()} {dice.choice(ENDS)}"] = None
    once = list(names)
    twice = {each: written_otherwise(each, dice) for each in dice.sample(once, SIZE - len(once))}
    records = [
        Record(f"o{place}", "Organisation", {"name": name}) for place, name in enumerate((*once, *twice.values()))
    ]
    council = Record("c", "Organisation", {"name": "Council"})
    flows = [
        Record(f"f{place}", "FUNDS", {"from_id": "c", "to_id": dice.choice(records).id, "amount": "10"})
        for place in range(2 * SIZE)
    ]
    system_map = SystemMap([council, *records, *flows])
    base = branch(system_map)
    plain = [record.name for record in records]

    bare = ours = float("inf")
    for _ in range(RUNS):
        started = perf_counter()
        scores = process.cdist(plain, plain, scorer=fuzz.ratio, score_cutoff=80)
        bare = min(bare, perf_counter() - started)
        started = perf_counter()
        found = find_duplicates(base)
        ours = min(ours, perf_counter() - started)
    pairs = {frozenset((pair.first.name, pair.second.name)) for pair in found.pairs}
    hits = sum(frozenset(pair) in pairs for pair in twice.items() if pair[0] != pair[1])
    asked = sum(pair[0] != pair[1] for pair in twice.items())
    print(f"{len(records):,} organisations, {asked:,} of them written twice")
    print(f"  sysmap duplicates {ours:.2f} s, cdist bare {bare:.2f} s: {ours / bare:.1f} times as long")
    print(
        f"  sysmap suggests {len(found.pairs):,} pairs, with {hits:,} of the {asked:,}; "
        f"bare, {len(scores.nonzero()[0]) // 2:,}"
    )

    decisions = [
        Decision("same" if place % 3 else "different", (pair.first.id, pair.second.id))
        for place, pair in enumerate(found.pairs[:DECISIONS])
    ]
    started = perf_counter()
    done = decide(system_map, decisions, by="analyst")
    took = perf_counter() - started
    assert apply(system_map, done.edit) == done.map
    print(f"  {len(decisions)} decisions made one edit in {took:.2f} s")


if __name__ == "__main__":
    main()
