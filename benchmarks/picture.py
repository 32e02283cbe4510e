"""Drawing a map of 1,000 elements and 3,000 links as SVG, against networkx and matplotlib drawing the same graph.

Ours measures from the data of a page to the text of the file: curves, signs, key, question and every name. matplotlib
draws dots, straight arrows and names at the same places. The aim is one second. PDF and PNG are timed beside it.
"""

import io
import statistics
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from render import make_map

from sysmap.render.drawing.pdf import draw_pdf
from sysmap.render.drawing.picture import drawing_of
from sysmap.render.drawing.png import draw_png
from sysmap.render.drawing.sheet import lay_on_paper
from sysmap.render.drawing.still import still_of
from sysmap.render.drawing.svg import svg_text
from sysmap.render.page import Reading, page_data

ROUNDS = 3
AIM_SECONDS = 1.0
DAY = date(2026, 11, 22)
LAYERS = ("causal", "money", "other")


def draw_ours(data: dict[str, Any]) -> int:
    return len(svg_text(lay_on_paper(drawing_of(data, layers=LAYERS), "A1").sheet).encode())


def draw_stock(data: dict[str, Any]) -> int:
    import matplotlib as mpl
    import networkx as nx

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    graph = nx.MultiDiGraph()
    places = {each["id"]: (each["x"], -each["y"]) for each in data["elements"] if "x" in each}
    graph.add_nodes_from(places)
    graph.add_edges_from((each["from"], each["to"]) for each in data["links"])
    figure = plt.figure(figsize=(33.1, 23.4))
    names = {each["id"]: each["name"] for each in data["elements"] if "x" in each}
    nx.draw_networkx(graph, places, labels=names, node_size=30, font_size=5)
    stream = io.BytesIO()
    figure.savefig(stream, format="svg")
    plt.close(figure)
    return len(stream.getvalue())


def timed(act: Callable[[], int]) -> tuple[float, int]:
    times, size = [], 0
    for _ in range(ROUNDS):
        start = time.perf_counter()
        size = act()
        times.append(time.perf_counter() - start)
    return statistics.median(times), size


def main() -> None:
    data = page_data(make_map(), Reading(DAY))
    ours, size = timed(lambda: draw_ours(data))
    stock, stock_size = timed(lambda: draw_stock(data))
    sheet = lay_on_paper(drawing_of(data, layers=LAYERS), "A1").sheet
    pdf = draw_pdf(sheet, DAY).content
    print(f"{len(data['elements']):,} elements, {len(data['links']):,} links; median of {ROUNDS}")
    print(f"SVG by sysmap       {ours:6.2f} s  {size / 1e6:5.2f} MB   aim {AIM_SECONDS} s")
    print(f"SVG by matplotlib   {stock:6.2f} s  {stock_size / 1e6:5.2f} MB   {stock / ours:.1f} times as long")
    seconds, size = timed(lambda: len(draw_pdf(sheet, DAY).content))
    print(f"PDF by sysmap       {seconds:6.2f} s  {size / 1e6:5.2f} MB")
    seconds, size = timed(lambda: len(draw_png(pdf)))
    print(f"PNG by sysmap       {seconds:6.2f} s  {size / 1e6:5.2f} MB")
    seconds, size = timed(lambda: len(still_of(data).encode()))
    print(f"still for the page  {seconds:6.2f} s  {size / 1e6:5.2f} MB")


if __name__ == "__main__":
    main()
