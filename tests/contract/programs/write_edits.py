"""Write edits to a map, printing the number of each once the store has acknowledged it.

Arguments: the map's address, the writer's name, how many edits. Every edit adds two factors and a link between them, so
that a reader who sees one without the others has seen half an edit, and sets a note on a factor that all writers fight
for, trying again on the new state when another was quicker.
"""

import sys

from sysmap.errors import ConflictError
from sysmap.model.edits import add, make_edit, set_values
from sysmap.model.records import Record
from sysmap.stores.base import open_store

address, writer, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
with open_store(address) as store:
    for number in range(count):
        key = f"{writer}_{number}"
        start, end = (Record(f"fac_{key}_{side}", "Factor", {"name": key}) for side in "ab")
        link = Record(f"inf_{key}", "INFLUENCES", {"from_id": start.id, "to_id": end.id})
        while True:
            shared = store.read_map()["fac_shared"]
            change = set_values(shared, {"note": shared.get("note") + f"{key};"})
            edit = make_edit(key, [add(start), add(end), add(link), change], by=writer)
            try:
                acknowledged = store.commit(edit)
            except ConflictError:
                continue
            break
        print(acknowledged, edit.id, flush=True)  # noqa: T201 - a program
