"""Every finding says how to ask for it again, and that is true: it is typed later, when the map has changed."""

import shlex
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

ASKED = (
    ("press", "thornmere", "Prevention budget", "--less", "--draws", "150", "--seed", "7"),
    ("whatif", "thornmere", "--more", "F05", "--cut", "Prevention budget -> Steady steps", "--draws", "150"),
    ("leverage", "thornmere", "--less", "Loneliness", "--ours", "--draws", "150", "--weights", "uniform"),
    ("loops", "thornmere", "--through", "Crisis spending pressure"),
    ("loops", "thornmere", "--rank", "--draws", "150"),
    ("depends", "thornmere", "--fail", "Age Well=0.1"),
    ("depends", "thornmere", "Age Well"),
    ("brokers", "thornmere", "--groups", "sector", "--permutations", "50"),
    ("boundaries", "thornmere"),
    ("boundaries", "thornmere", "--groups", "unit", "--permutations", "50", "--seed", "3"),
    ("position", "thornmere", "--measure", "betweenness", "--draws", "20"),
    ("parts", "thornmere", "--links", "influences"),
    ("path", "thornmere", "Loneliness", "Trust between partners"),
    ("lab", "micmac", "thornmere", "--draws", "20"),
    ("lab", "burt", "thornmere", "--draws", "20"),
    ("lab", "compare", "thornmere", "--less", "Loneliness", "--draws", "100"),
    ("lab", "drivers", "thornmere", "--links", "all", "--draws", "20"),
    ("lab", "fcm", "thornmere", "--less", "Reablement", "--lambda", "0.1", "--draws", "100"),
)


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    return tmp_path_factory.mktemp("again") / "thornmere.sysmap"


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: " ".join(asked).replace(" thornmere", ""))
@pytest.mark.parametrize("shape", ["text", "json", "csv"])
def test_what_is_printed_gives_the_same_answer_after_the_map_has_changed(sysmap, changed, asked, shape):
    asked = (*(str(changed) if word == "thornmere" else word for word in asked), "--format", shape)
    if not changed.exists():
        sysmap("import", changed, ROOT / "sample_maps" / "thornmere", "--new")
    first = sysmap(*asked)
    typed = said(first, shape)
    assert typed[0] == "sysmap"
    assert typed[typed.index("--at") + 1].isdecimal()
    sysmap("link", changed, "Trust between partners", "-", "Loneliness", "--another")
    later = sysmap(*typed[1:])
    sysmap("undo", changed)
    if shape == "json":
        one, other = first.json, later.json
        assert one.pop("at") is None
        assert other.pop("at") == f"edit {one['map_version']}"
        assert one == other
    elif shape == "csv":
        assert first.out == later.out
    else:
        assert first.lines[1:] == later.lines[1:]


def said(done, shape):
    if shape == "json":
        return shlex.split(done.json["again"])
    if shape == "csv":
        row = done.rows[0]
        assert row["map_version"].isdecimal()
        return shlex.split(row["again"])
    assert done.lines[-1].startswith("To ask this again: ")
    return shlex.split(done.lines[-1].partition(": ")[2])


def test_names_that_a_shell_would_take_apart_are_quoted(sysmap):
    sysmap("new", "odd")
    sysmap("add", "odd", "factor", "--", 'Cost "in $"', "-x", "B")
    sysmap("link", "odd", 'Cost "in $"', "+", "B")
    sysmap("link", "odd", "B", "+", "--", "-x")
    for asked in (("--", "odd", "-x"), ("odd", 'Cost "in $"', "--list", "0")):
        first = sysmap("press", "--draws", "100", "--format", "json", *asked).json
        again = sysmap(*shlex.split(first["again"])[1:]).json
        assert (first["pushed"], first["responses"]) == (again["pushed"], again["responses"])
