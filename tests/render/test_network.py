import subprocess
import sys

import pytest

from sysmap.render.network import MapNetwork
from sysmap.render.page import make_network
from tests.render.small_maps import BUNDLE, factor, link, make_branch
from tests.render.test_page import READING


def test_two_things_may_be_joined_by_several_links():
    network = MapNetwork()
    network.add_node("a")
    network.add_node("b")
    network.add_edge("a", "b", id="1")
    network.add_edge("a", "b", id="2")
    network.add_edge("b", "a", id="3")
    assert [edge["id"] for edge in network.get_edges()] == ["1", "2", "3"]
    assert network.num_edges() == 3


def test_an_element_is_added_once_and_a_link_needs_both_its_ends():
    network = MapNetwork()
    network.add_node("a", name="first")
    network.add_node("a", name="second")
    assert network.get_node("a") == {"id": "a", "name": "first"}
    assert network.num_nodes() == 1
    with pytest.raises(KeyError, match="b"):
        network.add_edge("a", "b")


def test_adding_looks_at_no_other_node_or_edge():
    class Uncounted(list):
        def __iter__(self):
            raise AssertionError("looked through a list to add to it")

        __contains__ = None

    network = MapNetwork()
    network.nodes, network.edges, network.node_ids = Uncounted(), Uncounted(), Uncounted()
    for number in range(5):
        network.add_node(str(number))
    network.add_edge("0", "4")
    assert len(network.edges) == 1


def test_options_are_pyvis_own_with_nothing_that_moves_by_itself():
    options = make_network(make_branch(factor("a")), READING).page_data()["options"]
    assert options["physics"]["enabled"] is False
    assert set(options) == {"configure", "edges", "interaction", "physics"}


def test_its_html_is_our_page(monkeypatch, tmp_path):
    (tmp_path / "static").mkdir()
    for name, text in BUNDLE.items():
        (tmp_path / "static" / name).write_text(text)
    monkeypatch.setattr("sysmap.render.html.resource", lambda name: tmp_path / name)
    network = make_network(make_branch(factor("a", "</script>"), link("l", "INFLUENCES", "a", "a")), READING)
    page = network.generate_html()
    assert page.startswith("<!doctype html>")
    assert "cdn" not in page
    assert "https://" not in page


def test_pyvis_is_imported_only_to_draw():
    program = "import sys, sysmap.render.page, sysmap.render.html; print('pyvis' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
