"""Counting exactly beside the versions, from the command line: a published table, and what cannot be counted."""

import json
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parents[1] / "golden"


def draw(sysmap, name, signs):
    sysmap("new", name)
    sysmap("add", name, "factor", *(f"V{place}" for place in range(len(signs))))
    for row, line in enumerate(signs):
        for column, sign in enumerate(line):
            if sign and row != column:
                sysmap("link", name, f"V{column}", "+" if sign > 0 else "-", f"V{row}")


def test_the_published_signs_from_the_command_line(sysmap):
    case = json.loads((GOLDEN / "metamorphic_intermediate_node.json").read_text("utf-8"))
    signs, expected = case["input"]["A_before"], case["expected"]["adjugate_before"]
    assert all(signs[place][place] == -1 for place in range(6))
    draw(sysmap, "six", signs)
    for column in (0, 3):
        exact = sysmap("press", "six", f"V{column}", "--exact", "--draws", "100", "--format", "json").json
        names = {value: key for key, value in exact["names"].items()}
        for row in range(6):
            if row != column and names[f"V{row}"] in exact["exact"]["responses"]:
                found = exact["exact"]["responses"][names[f"V{row}"]]
                net = found["cycles_rising"] - found["cycles_falling"]
                assert (net > 0) - (net < 0) == (expected[row][column] > 0) - (expected[row][column] < 0)
                assert found["sign"] == (net > 0) - (net < 0)


def test_the_count_is_told_with_what_versions_say(sysmap):
    draw(sysmap, "chain", [[-1, 0, 0], [1, -1, 0], [-1, 1, -1]])
    done = sysmap("press", "chain", "V0", "--exact", "--draws", "200")
    assert "Counted exactly, all links taken as there and equally strong." in done.out
    lines = [line for line in done.lines if line.startswith(("V1 ", "V2 "))]
    assert [line.split()[1] for line in lines] == ["more", "as"]
    assert "1 and 0" in lines[0]
    assert "1 and 1" in lines[1]
    assert sysmap("press", "chain", "V0", "--draws", "200", "--format", "json").json["exact"] is None
    less = sysmap("press", "chain", "V0", "--less", "--exact", "--draws", "200", "--format", "json").json["exact"]
    assert sorted(each["sign"] for each in less["responses"].values()) == [-1, 0]


@pytest.mark.parametrize(
    ("links", "said"),
    [
        ([("V0", "+", "V1"), ("V1", "+", "V0")], "has no equilibrium where all links are equally strong"),
        ([("V0", "?", "V1"), ("V1", "+", "V2")], "There is no exact count while signs are unsure: 1 of the 2 links"),
        (
            [(f"V{each}", "+", f"V{each + 1}") for each in range(14)],
            "reaches 14 elements; an exact count goes",
        ),
    ],
)
def test_what_cannot_be_counted_is_said_and_the_versions_stand(sysmap, links, said):
    sysmap("new", "m")
    sysmap("add", "m", "factor", *(f"V{place}" for place in range(15)))
    for link in links:
        sysmap("link", "m", *link)
    done = sysmap("press", "m", "V0", "--exact", "--draws", "100")
    assert said in done.out
    assert "versions of the map from seed 1" in done.out
    data = sysmap("press", "m", "V0", "--exact", "--draws", "100", "--format", "json").json["exact"]
    assert list(data) == ["why_not"]
    assert said in data["why_not"]
