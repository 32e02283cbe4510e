"""A share has ids of its own, and the same answers: what is drawn by lot, and in what order, hangs on names."""

import pytest

from sysmap.formats.csv_folder import write_csv_folder
from sysmap.model.sharing import with_own_ids
from sysmap.stores.base import open_store

ASKED = [("leverage",), ("press", "Reablement"), ("lab", "fcm", "--more", "Reablement"), ("loops", "--rank")]


@pytest.fixture
def under_other_ids(sysmap, thornmere, tmp_path):
    with open_store(f"{thornmere}.sysmap") as store:
        own, _ = with_own_ids(store.read_map())
    write_csv_folder(own, tmp_path / "own")
    sysmap("import", "other", "own", "--new")
    return "other"


@pytest.mark.parametrize("asked", ASKED)
def test_the_same_map_under_other_ids_gives_the_same_answers(sysmap, thornmere, under_other_ids, asked):
    at = 2 if asked[0] == "lab" else 1

    def told(path):
        rows = sysmap(*asked[:at], path, *asked[at:], "--format", "csv").rows
        return [{name: text for name, text in row.items() if not names_ids(name)} for row in rows]

    there = told(thornmere)
    assert len(there) > 3
    assert told(under_other_ids) == there


def names_ids(column):
    """Say whether a column holds ids, or begins a loop at the least of them."""
    return column in {"again", "map_version", "elements", "relationships", "side_effects", "path"} or column.endswith(
        "id"
    )
