"""Where sysmap meets pyvis: its `Network` with its options, without its quadratic checks and without its HTML.

pyvis looks through every node for each edge it adds, and through every edge of a graph without directions; it joins two
nodes once only; and its template asks a server on the internet for its scripts and puts titles and headings into the
page as they are. Import this module only to render: pyvis brings IPython with it.
"""

import json
from typing import Any

from pyvis.network import Network


class MapNetwork(Network):  # type: ignore[misc]  # pyvis has no types
    """A network of elements and links, each with what the page should know of it.

    Nodes are elements by their ids, with places of their own, so that physics is off. Two nodes may be joined by
    several edges: a flow of money and an influence, or two flows.
    """

    def __init__(self) -> None:
        super().__init__(directed=True, cdn_resources="in_line")
        self.options.physics.enabled = False
        self.options.edges.smooth.enabled = False
        self.options.edges.color.inherit = False
        self.options.interaction.hideEdgesOnDrag = True
        self.frame: dict[str, Any] = {}

    def add_node(self, n_id: str, **options: Any) -> None:
        """Add an element, once; adding its id again changes nothing."""
        if n_id in self.node_map:
            return
        node = {"id": n_id, **options}
        self.nodes.append(node)
        self.node_ids.append(n_id)
        self.node_map[n_id] = node

    def add_edge(self, source: str, to: str, **options: Any) -> None:
        """Add a link between two elements that are there.

        Raises
        ------
        KeyError
            When an end is not on the picture.
        """
        for end in (source, to):
            if end not in self.node_map:
                raise KeyError(end)
        self.edges.append({"from": source, "to": to, **options})

    def page_data(self) -> dict[str, Any]:
        """Give the data of a page: what was set as its frame, the elements, the links and the options."""
        return {
            **self.frame,
            "elements": self.nodes,
            "links": self.edges,
            "options": json.loads(self.options.to_json()),
        }

    def generate_html(self, name: str = "index.html", *, local: bool = True, notebook: bool = False) -> str:  # noqa: ARG002  # pyvis's signature
        """Give the page as one file that asks nobody for anything; the parameters are pyvis's and change nothing."""
        from sysmap.render.html import render_page

        return render_page(self.page_data())
