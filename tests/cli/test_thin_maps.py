"""Maps that hold too little for an answer: a plain sentence and what to do, never a number that pretends."""

import pytest


def make(sysmap, names, *links):
    sysmap("new", "m")
    if names:
        sysmap("add", "m", "factor", *names)
    for link in links:
        sysmap("link", "m", *link)


CONTESTED = [(a, "+", b, "--confidence", "contested") for a, b in ("AB", "BC", "CA")]
NOT_SURE = "every causal link on this map is unsure of its sign, so every answer could go either way: say + or -"


@pytest.mark.parametrize(
    ("names", "links", "asked", "said"),
    [
        ("AB", [("A", "+", "B")], ("leverage", "m"), "nothing says what you want to change: name it, or mark"),
        ("AB", [], ("leverage", "m", "--more", "B"), "no causal links yet: draw some"),
        ("AB", [], ("press", "m", "A"), "no causal links yet: draw some"),
        ("AB", [], ("loops", "m", "--rank"), "there is no feedback loop"),
        ("ABC", [("A", "+", "B")], ("press", "m", "C"), "no causal link starts or ends at “C”"),
        ("ABC", CONTESTED, ("press", "m", "A"), NOT_SURE),
        ("ABC", CONTESTED, ("whatif", "m", "--more", "A"), NOT_SURE),
        ("ABC", CONTESTED, ("leverage", "m", "--more", "C"), NOT_SURE),
        (
            "ABCD",
            [("A", "+", "B"), ("C", "-", "D")],
            ("leverage", "m", "--more", "D", "--only", "A"),
            "no place to act",
        ),
        ("AB", [("A", "+", "B")], ("leverage", "m", "--more", "A"), "no place to act reaches what you want to change"),
        ("AB", [("A", "+", "B")], ("leverage", "m", "--more", "B", "--ours"), "no place to act reaches"),
        ("AB", [("A", "+", "B")], ("brokers", "m"), "say who answers for what, or ask --groups otherwise"),
        ("AB", [("A", "+", "B")], ("boundaries", "m", "--groups", "sector"), "say the sector of organisations"),
    ],
)
def test_where_no_answer_is_possible_it_says_so_and_what_to_do(sysmap, names, links, asked, said):
    make(sysmap, names, *links)
    done = sysmap(*asked, code=1)
    assert said in done.err
    assert len(done.err.splitlines()) == 1
    assert not done.out


def test_two_elements_are_answered_as_what_they_are(sysmap):
    make(sysmap, "AB", ("A", "+", "B"))
    assert "more “B”" in sysmap("press", "m", "A", "--draws", "200").out
    assert "they are listed, not ranked" in sysmap("leverage", "m", "--more", "B", "--draws", "200").out
    assert "There is no feedback loop." in sysmap("loops", "m").out
    assert "Nothing on this map rests on one element alone." in sysmap("depends", "m").out
    small = sysmap("position", "m", "--draws", "100").out
    assert "so few that all are among the first five" in small
    assert "stays among" not in small


def test_what_another_part_of_the_map_does_is_not_reached(sysmap):
    make(sysmap, "ABCD", ("A", "+", "B"), ("C", "-", "D"))
    data = sysmap("press", "m", "A", "--draws", "200", "--format", "json").json
    verdicts = {data["names"][each]: response["verdict"] for each, response in data["responses"].items()}
    assert verdicts["C"] == verdicts["D"] == "none"
    assert "Not reached: “" in sysmap("press", "m", "A", "--draws", "200").out


def test_links_that_contradict_each_other_could_go_either_way(sysmap):
    make(sysmap, "ABC", ("A", "+", "B"), ("A", "-", "B", "--another"), ("B", "+", "C"))
    done = sysmap("press", "m", "A", "--draws", "500")
    assert "Nothing moves one way in most versions of the map." in done.out
    assert "A → B: which way?" in done.out
    assert (
        "There is no exact count while signs are unsure" in sysmap("press", "m", "A", "--exact", "--draws", "200").out
    )
