from pathlib import Path

import pytest

from sysmap import resources
from sysmap.errors import SysmapError
from sysmap.resources import resource


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in for the folder that holds the package, with the package in it."""
    (tmp_path / "sysmap").mkdir()
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "sysmap")
    monkeypatch.setattr(resources, "_CHECKOUT", tmp_path)
    return tmp_path


def make_file(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("here", encoding="utf-8")
    return path


def test_sample_maps_are_found_in_this_checkout():
    assert (resource("sample_maps/thornmere") / "nodes.csv").is_file()


def test_cypher_statements_are_found_in_this_checkout():
    assert resource("cypher/questions/spend_by_tier.cypher").is_file()


def test_a_checkout_reads_the_sample_maps_beside_the_package(root):
    make_file(root / "pyproject.toml")
    there = make_file(root / "sample_maps" / "town" / "nodes.csv")
    assert resource("sample_maps/town/nodes.csv") == there


def test_a_wheel_reads_the_sample_maps_inside_the_package(root):
    inside = make_file(root / "sysmap" / "sample_maps" / "town" / "nodes.csv")
    make_file(root / "sample_maps" / "town" / "nodes.csv")  # somebody else's folder in site-packages
    assert resource("sample_maps/town/nodes.csv") == inside


def test_the_bundle_lies_in_the_package(root):
    bundle = make_file(root / "sysmap" / "static" / "page.js")
    assert resource("static/page.js") == bundle


def test_a_bundle_that_was_never_built_says_how_to_build_it(root):
    (root / "frontend").mkdir()
    with pytest.raises(SysmapError, match=r"static/page\.js.*`make build`") as raised:
        resource("static/page.js")
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("name", ["static/page.js", "sample_maps/thornmere", "nothing/of/the/kind"])
def test_a_damaged_installation_says_so(root, name):
    with pytest.raises(SysmapError, match="install sysmap again"):
        resource(name)
