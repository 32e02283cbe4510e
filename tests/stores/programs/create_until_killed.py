"""Make maps in a folder until killed, one after the other, and copies of them."""

import sys
from itertools import count
from pathlib import Path

from sysmap.stores.base import create

for number in count():
    with create(Path(sys.argv[1], f"{number}.sysmap")) as store:
        store.copy_to(Path(sys.argv[1], f"{number} copy.sysmap"))
