"""Open a map, read it and try to write to it, with no more rights than the files give; print what came of it as JSON.

Arguments: the map, and "believing" for a system that does not say beforehand what may be written. An administrator, as
whom tests often run, may write everywhere; so the powers to do that are given up first.
"""

import ctypes
import json
import sys

from sysmap.errors import SysmapError
from sysmap.model.edits import add, make_edit
from sysmap.model.records import Record
from sysmap.stores import sqlite_file
from sysmap.stores.base import open_store


class Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("process", ctypes.c_int))


def give_up_powers() -> None:
    header, none = Header(0x20080522, 0), (ctypes.c_uint32 * 6)()
    if ctypes.CDLL(None).capset(ctypes.byref(header), none):
        raise OSError("capset failed")


def use(path: str) -> dict[str, object]:
    came: dict[str, object] = {}
    with open_store(path) as store:
        came["read_only"] = store.read_only
        came["records"] = [record.id for record in store.read_map()]
        came["head"] = store.head
        try:
            store.commit(make_edit("write", [add(Record("fac_new", "Factor", {}))], by="analyst"))
        except SysmapError as refusal:
            came["refused"] = str(refusal)
        try:
            store.snapshot("now", by="analyst")
        except SysmapError as refusal:
            came["refused snapshot"] = str(refusal)
    return came


give_up_powers()
if sys.argv[2:] == ["believing"]:
    sqlite_file.may_write = lambda _: True
try:
    print(json.dumps(use(sys.argv[1])))  # noqa: T201 - a program
except SysmapError as refusal:
    print(json.dumps({"not opened": str(refusal)}))  # noqa: T201 - a program
