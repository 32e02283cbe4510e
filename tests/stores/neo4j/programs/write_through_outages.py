"""Write edits to a map until a file appears, through outages, printing the number of each once it is acknowledged.

Arguments: the map's address, the writer's name, the file. An edit whose answer was lost is sent again under the same id
until the server is back, as a person would press the button again.
"""

import sys
import time
from itertools import count
from pathlib import Path

from sysmap.errors import StoreError
from sysmap.model.edits import add, make_edit
from sysmap.model.records import Record
from sysmap.stores.base import open_store

address, writer, stop = sys.argv[1], sys.argv[2], Path(sys.argv[3])
while True:
    try:
        store = open_store(address)
    except StoreError:
        continue  # the server was killed before this program had begun
    break
for number in count():
    if stop.exists():
        break
    start, end = (Record(f"fac_{writer}_{number}_{side}", "Factor", {"name": side}) for side in "ab")
    link = Record(f"inf_{writer}_{number}", "INFLUENCES", {"from_id": start.id, "to_id": end.id})
    edit = make_edit(f"{writer} {number}", [add(start), add(end), add(link)], by=writer)
    while True:
        try:
            acknowledged = store.commit(edit)
        except StoreError:
            print("outage", flush=True)  # noqa: T201 - a program
            time.sleep(0.2)
            continue
        break
    print(acknowledged, edit.id, flush=True)  # noqa: T201 - a program
store.close()
