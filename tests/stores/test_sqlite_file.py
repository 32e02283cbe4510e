"""What is special about the one file: what is not a map, damage, versions, one file at rest, copies, odd paths."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from sysmap.errors import NotFoundError, StoreError, SysmapError
from sysmap.model.edits import add, make_edit
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.stores import connecting, schema
from sysmap.stores.base import create, open_store


def draw(*ids: str, size: int = 10):
    return make_edit("draw", [add(Record(each, "Factor", {"name": each, "note": "x" * size})) for each in ids], by="a")


@pytest.fixture
def town(tmp_path: Path) -> Path:
    path = tmp_path / "town.sysmap"
    with create(path) as store:
        store.commit(draw(*(f"fac_{number}" for number in range(200)), size=200))
    return path


def pragma(path: Path, name: str) -> object:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"PRAGMA {name}").fetchone()[0]


def read_everything(path: Path | str) -> None:
    with open_store(path) as store:
        store.read_map(bulk=True)
        store.log()


def refusal(path: Path | str) -> str:
    """Give the line with which opening and reading is refused."""
    with pytest.raises(SysmapError) as error:
        read_everything(path)
    message = str(error.value)
    assert message.startswith(("there is no map at ", str(path)))
    assert "\n" not in message
    return message


# ---- settings


def test_the_file_says_what_it_is(town: Path) -> None:
    assert pragma(town, "application_id") == schema.APPLICATION_ID == int.from_bytes(b"SYSM")
    assert pragma(town, "user_version") == len(schema.STEPS)
    assert pragma(town, "journal_mode") == "wal"


def test_every_commit_waits_for_the_disk(town: Path) -> None:
    with open_store(town) as store:
        assert store._connection.execute("PRAGMA synchronous").fetchone() == (2,)
        assert store._connection.execute("PRAGMA busy_timeout").fetchone() == (connecting.PATIENCE * 1000,)


# ---- one file


def test_at_rest_it_is_one_file(town: Path) -> None:
    with open_store(town) as store:
        store.commit(draw("fac_last"))
        assert town.with_name("town.sysmap-wal").stat().st_size
    assert [each.name for each in town.parent.iterdir()] == ["town.sysmap"]


def test_a_command_leaves_the_file_whole_while_a_server_has_it_open(town: Path, tmp_path: Path) -> None:
    with open_store(town) as server:
        server.read_map()
        with open_store(town) as command:
            command.commit(draw("fac_last"))
        copied = tmp_path / "copied.sysmap"
        subprocess.run(["cp", town, copied], check=True)
        with open_store(copied) as copy:
            assert "fac_last" in copy.read_map()


def test_a_command_does_not_wait_for_a_long_reader_to_close(town: Path) -> None:
    with open_store(town) as server, server._at_one_moment():
        assert server.head
        with open_store(town) as command:
            command.commit(draw("fac_last"))
            begun = time.monotonic()
        assert time.monotonic() - begun < connecting.PATIENCE / 3
        assert "fac_last" not in {record.id for record in server._read_all(bulk=False)}
    with open_store(town) as store:
        assert "fac_last" in store.read_map()


def test_a_copy_of_a_map_in_use_is_whole(town: Path, tmp_path: Path) -> None:
    with open_store(town) as writer, open_store(town) as reader:
        writer.commit(draw("fac_last"))
        reader.copy_to(tmp_path / "copy.sysmap")
    assert pragma(tmp_path / "copy.sysmap", "journal_mode") == "wal"
    with open_store(tmp_path / "copy.sysmap") as copy:
        assert "fac_last" in copy.read_map()


def test_a_copy_never_goes_over_the_map_itself(town: Path) -> None:
    link = town.with_name("link.sysmap")
    link.symlink_to(town)
    with open_store(town) as store:
        for path in (town, link):
            with pytest.raises(StoreError, match="is the map itself"):
                store.copy_to(path, overwrite=True)
        assert len(store.read_map()) == 200


def test_a_copy_never_goes_over_a_map_in_use(town: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.sysmap"
    with create(other) as used, open_store(town) as store:
        used.commit(draw("fac_mine"))
        with pytest.raises(StoreError, match="is open in another program"):
            store.copy_to(other, overwrite=True)
        assert "fac_mine" in used.read_map()


def test_a_copy_over_a_map_meets_no_log_of_the_old_one(town: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.sysmap"
    create(other).close()
    program = (
        "import os, sys; from sysmap.stores.base import open_store; from sysmap.model.edits import make_edit;"
        "open_store(sys.argv[1]).commit(make_edit('killed', [], by='a')); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", program, other], check=True)
    assert other.with_name("other.sysmap-wal").exists()
    with open_store(town) as store:
        store.copy_to(other, overwrite=True)
    with open_store(other) as copy:
        assert [edit.what for edit in copy.log()] == ["draw"]


# ---- what is not a map


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        open_store(tmp_path / "none.sysmap")
    assert "there is no map" in refusal(tmp_path / "none.sysmap")
    assert "there is no map" in refusal(tmp_path / "none" / "none.sysmap")
    assert list(tmp_path.iterdir()) == []


def test_a_folder(tmp_path: Path) -> None:
    assert "is a folder" in refusal(tmp_path)


def test_a_device() -> None:
    assert "is not a map file" in refusal("/dev/full")


def test_a_path_that_cannot_be(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be a path"):
        open_store("a\0b")
    assert "File name too long" in refusal(tmp_path / ("x" * 300))


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 40, "is not a map file"),
        (b"id;name\n1;2\n", "is not a map file"),
        (b"SQLite format 3\0" + b"\xff" * 4080, "is not a map file"),
    ],
)
def test_a_file_of_another_sort(tmp_path: Path, content: bytes, line: str) -> None:
    path = tmp_path / "town.sysmap"
    path.write_bytes(content)
    assert line in refusal(path)
    assert path.read_bytes() == content


def test_a_database_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "town.sysmap"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE record (id TEXT)")
    before = path.read_bytes()
    assert "another program" in refusal(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("pages", [1, 2, 20, -1])
def test_a_file_cut_short(town: Path, pages: int) -> None:
    town.write_bytes(town.read_bytes()[: pages * 4096])
    assert "is damaged" in refusal(town)


def test_a_file_with_damage_inside(town: Path) -> None:
    content = town.read_bytes()
    refused = 0
    for page in range(1, len(content) // 4096):
        damaged = bytearray(content)
        damaged[page * 4096 : page * 4096 + 2000] = b"\xa5" * 2000
        town.write_bytes(damaged)
        try:
            with open_store(town) as store:
                store.read_map()
                store.log()
                store.commit(draw(f"fac_new{page}"))
        except StoreError as error:
            refused += "is damaged" in str(error)
    assert refused > len(content) // 4096 // 2


@pytest.mark.parametrize("properties", ["{", "[]", '{"name": 5}', '{"name": null}', "[" * 100_000, '{"a": NaN}'])
def test_properties_that_somebody_else_wrote(town: Path, properties: str) -> None:
    with closing(sqlite3.connect(town)) as connection:
        connection.execute("UPDATE record SET properties = ? WHERE id = 'fac_7'", (properties,))
        connection.commit()
    assert "is damaged at fac_7" in refusal(town)


@pytest.mark.parametrize("changes", ["{", "[" * 100_000, '[{"operation": "add"}]', '"x"'])
def test_a_log_that_somebody_else_wrote(town: Path, changes: str) -> None:
    with closing(sqlite3.connect(town)) as connection:
        connection.execute("UPDATE edit SET changes = ?", (changes,))
        connection.commit()
    assert "is damaged" in refusal(town)


def test_text_that_no_file_can_hold(town: Path) -> None:
    half = make_edit("draw", [add(Record("fac_half", "Factor", {"name": "\ud83d"}))], by="a")
    with open_store(town) as store:
        with pytest.raises(StoreError, match="half a character"):
            store.commit(half)
        assert store.commit(draw("fac_next")) == 2


# ---- versions


LATER = ("ALTER TABLE edit ADD COLUMN weight TEXT NOT NULL DEFAULT 'light'",)


def test_a_file_of_a_newer_version(town: Path) -> None:
    with closing(sqlite3.connect(town)) as connection:
        connection.execute(f"PRAGMA user_version = {len(schema.STEPS) + 1}")
    assert "newer sysmap" in refusal(town)
    assert "update sysmap" in refusal(town)


def test_an_older_file_is_brought_up_to_date_once(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(town) as store:
        before = store.read_map(), store.log()
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, LATER))
    for _ in range(2):
        with open_store(town) as store:
            assert (store.read_map(), store.log()) == before
            assert store._connection.execute("SELECT weight FROM edit").fetchall() == [("light",)]
    assert pragma(town, "user_version") == len(schema.STEPS)


def test_a_step_that_fails_leaves_the_old_version(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, LATER, ("CREATE TABLE snapshot (id TEXT)",)))
    with pytest.raises(StoreError, match="snapshot already exists"):
        open_store(town)
    monkeypatch.undo()
    with open_store(town) as store:
        assert len(store.read_map()) == 200


def test_a_file_upgraded_while_it_is_open(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(town) as store:
        with monkeypatch.context() as newer:
            newer.setattr(schema, "STEPS", (*schema.STEPS, LATER))
            open_store(town).close()
        with pytest.raises(StoreError, match="newer sysmap"):
            store.commit(draw("fac_new"))


def test_an_older_file_that_may_only_be_read(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, LATER))
    monkeypatch.setattr("sysmap.stores.sqlite_file.may_write", lambda _: False)
    with pytest.raises(StoreError, match="older sysmap: copy it"):
        open_store(town)


# ---- others at work


def test_somebody_who_does_not_stop_writing(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "PATIENCE", 0.05)
    with closing(sqlite3.connect(town, isolation_level=None)) as other, open_store(town) as store:
        other.execute("BEGIN IMMEDIATE")
        assert len(store.read_map()) == 200
        with pytest.raises(StoreError, match="is being written by another program"):
            store.commit(draw("fac_new"))
        other.execute("ROLLBACK")
        assert store.commit(draw("fac_new")) == 2


def test_two_who_make_the_same_map(tmp_path: Path) -> None:
    path = tmp_path / "town.sysmap"
    program = (
        "import sys; from sysmap.stores.base import create; from sysmap.errors import StoreError\n"
        "try: create(sys.argv[1]); print('made')\n"
        "except StoreError as error: print(error)"
    )
    makers = [
        subprocess.Popen([sys.executable, "-c", program, path], stdout=subprocess.PIPE, text=True) for _ in range(6)
    ]
    said = sorted(maker.communicate()[0].strip() for maker in makers)
    assert said == [f"{path} is there already and was left as it is: choose another name"] * 5 + ["made"]
    assert [each.name for each in tmp_path.iterdir()] == ["town.sysmap"]


# ---- making


def test_where_no_folder_is(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no folder"):
        create(tmp_path / "none" / "town.sysmap")


def test_where_a_link_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "town.sysmap").symlink_to(tmp_path / "elsewhere.sysmap")
    with create(tmp_path / "town.sysmap") as store:
        store.commit(draw("fac_1"))
    assert (tmp_path / "town.sysmap").is_symlink()
    assert len(open_and_read(tmp_path / "elsewhere.sysmap")) == 1


def test_a_disk_that_knows_no_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(source: object, target: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    path = tmp_path / "town.sysmap"
    create(path).close()
    with pytest.raises(StoreError, match="is there already"):
        create(path)
    assert [each.name for each in tmp_path.iterdir()] == ["town.sysmap"]


def open_and_read(path: Path) -> SystemMap:
    with open_store(path) as store:
        return store.read_map()


@pytest.mark.parametrize(
    "name",
    [
        "a b.sysmap",
        "Bürgermeisteramt 家.sysmap",
        "100%41?mode=ro#x&y=1.sysmap",
        "file:x.sysmap",
        "'\"; --.sysmap",
        ":memory:",
        "C:\\maps\\town.sysmap",
        "\udcff.sysmap",
        "x" * 240 + ".sysmap",
    ],
)
def test_any_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with create(path) as store:
        store.commit(draw("fac_1"))
        store.copy_to(tmp_path / f"2{name[1:]}")
    assert len(open_and_read(path)) == len(open_and_read(tmp_path / f"2{name[1:]}")) == 1
    assert sorted(tmp_path.iterdir()) == sorted([path, tmp_path / f"2{name[1:]}"])


def test_a_path_longer_than_windows_likes(tmp_path: Path) -> None:
    folder = tmp_path.joinpath(*("a folder with a long name" for _ in range(14)))
    folder.mkdir(parents=True)
    create(folder / "town.sysmap").close()
    assert len(str(folder)) > 300
    assert len(open_and_read(folder / "town.sysmap")) == 0


def test_a_path_from_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with create("town.sysmap") as store:
        monkeypatch.chdir("/")
        store.commit(draw("fac_1"))
        assert store.address == "town.sysmap"
    assert len(open_and_read(tmp_path / "town.sysmap")) == 1


@pytest.mark.parametrize(
    ("path", "native"),
    [
        ("C:\\maps\\town.sysmap", "C:\\maps\\town.sysmap"),
        ("C:\\" + "x" * 250, "\\\\?\\C:\\" + "x" * 250),
        ("\\\\server\\share\\" + "x" * 250, "\\\\?\\UNC\\server\\share\\" + "x" * 250),
        ("\\\\?\\C:\\" + "x" * 250, "\\\\?\\C:\\" + "x" * 250),
    ],
)
def test_long_paths_as_windows_wants_them(path: str, native: str) -> None:
    assert connecting._native(path, "win32") == native


# ---- size


def test_a_hundred_thousand_payments_do_not_slow_the_map_down(tmp_path: Path) -> None:
    path = tmp_path / "spend.sysmap"
    payments = [
        Record(f"txn_{number}", "Transaction", {"amount": "1.25", "payee": "x" * 60}) for number in range(100_000)
    ]
    with create(path) as store:
        store.commit(draw("fac_1", "fac_2"))
        store.commit(make_edit("import", map(add, payments), by="analyst"))
        store.commit(draw("fac_3"))
    shutil.copyfile(path, tmp_path / "copied.sysmap")
    begun = time.process_time()
    assert len(open_and_read(tmp_path / "copied.sysmap")) == 3
    assert time.process_time() - begun < 0.1
    with open_store(path) as store:
        begun = time.process_time()
        store.commit(draw("fac_4"))
        assert time.process_time() - begun < 0.5
        assert sum(1 for _ in store.read_records("Transaction")) == 100_000
