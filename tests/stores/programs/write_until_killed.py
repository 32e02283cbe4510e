"""Write edits to a map until killed, printing the id of each once the store has acknowledged it.

Arguments: the map, and a seed. What is done in which order, edits of any size, snapshots, copies, closing and opening
again, comes from the seed.
"""

import os
import random
import sys

from sysmap.model.edits import add, make_edit
from sysmap.model.records import Record
from sysmap.stores.base import open_store

address, chance = sys.argv[1], random.Random(sys.argv[2])
while True:
    with open_store(address) as store:
        for _ in range(chance.randint(1, 12)):
            count, size = chance.choice([(1, 10), (3, 500), (20, 2000)])
            records = [Record(f"fac_{os.urandom(8).hex()}", "Factor", {"note": "x" * size}) for _ in range(count)]
            edit = make_edit("draw", map(add, records), by="facilitator")
            store.commit(edit)
            print(edit.id, flush=True)  # noqa: T201 - a program
            if chance.random() < 0.1:
                store.snapshot(edit.id, by="facilitator")
                print("snapshot", edit.id, flush=True)  # noqa: T201 - a program
