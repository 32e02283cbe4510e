"""Who is who from the command line: listed with reasons, decided in a file or at the keyboard, undone, remembered."""

import csv
from pathlib import Path

import pytest
from openpyxl import Workbook

NAMES = ("Amber Care Ltd", "AMBER CARE LIMITED", "Ambre Care", "Linden Court", "Linden Courts")


@pytest.fixture
def bodies(sysmap):
    """Give the name of a map on which five names are three or four bodies."""
    sysmap("new", "who", "--name", "Who")
    sysmap("add", "who", "organisation", *NAMES, "Thornby Council")
    sysmap("add", "who", "service", "Home visits")
    sysmap("link", "who", "Thornby Council", "funds", "Home visits", "--amount", "100")
    for name in ("Amber Care Ltd", "AMBER CARE LIMITED"):
        sysmap("link", "who", name, "delivers", "Home visits")
    return "who"


def listed(sysmap, *options):
    """Give the pairs that are suggested, as names."""
    pairs = sysmap("duplicates", "who", "--format", "json", *options).json["pairs"]
    return {frozenset((each["first"]["name"], each["second"]["name"])) for each in pairs}


def read(path="who.csv"):
    with Path(path).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def write(rows, path="who.csv", **style):
    with Path(path).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), **style)
        writer.writeheader()
        writer.writerows(rows)


def filled(sysmap, **decisions):
    """Write the list and fill it in: by the word that the second name holds."""
    sysmap("duplicates", "who", "--out", "who.csv", "--force")
    rows = read()
    for row in rows:
        words = f"{row['first']} {row['second']}".lower().split()
        row["decision"] = next((said for word, said in decisions.items() if word in words), "")
    return rows


def on_map(sysmap):
    shown = sysmap("show", "who", "--format", "json").json
    return shown["counts"]["Organisation"]


def test_what_may_be_one_is_listed_with_the_reason_and_nothing_is_merged(sysmap, bodies):
    said = sysmap("duplicates", bodies)
    assert said.lines[0] == "3 pairs may be one thing."
    assert "the same but for case or company endings    100" in said.out
    assert "spelt alike: court, courts" in said.out
    assert said.lines[-1].endswith("Nothing is merged unasked.")
    assert on_map(sysmap) == 6
    told = sysmap("duplicates", bodies, "--format", "json").json["pairs"][0]
    assert (told["reason"], told["likeness"], told["joined_to_both"]) == ("name", 100, 1)
    assert told["first"]["name"] == "Amber Care Ltd"
    assert told["first"]["links"] == 1


def test_a_list_filled_in_is_done_as_one_edit_and_undo_takes_it_back(sysmap, bodies):
    rows = filled(sysmap, limited="Same", ambre="same", linden="different")
    write(rows)
    done = sysmap("duplicates", bodies, "--accept", "who.csv", "--why", "asked them")
    assert "Merged “AMBER CARE LIMITED” into “Amber Care Ltd”." in done.lines
    assert "Told “Linden Court” and “Linden Courts” apart." in done.lines
    assert "Nothing looks like one thing twice. 1 told apart before." in done.lines
    assert on_map(sysmap) == 4
    last = sysmap("log", bodies, "--last", "1", "--format", "json").json["edits"][0]
    assert (last["what"], last["why"]) == (
        "merged 2 pairs and told “Linden Court” and “Linden Courts” apart",
        "asked them",
    )
    kept = sysmap("show", bodies, "Amber Care Ltd", "--format", "json").json
    assert kept["values"]["aliases"] == "AMBER CARE LIMITED;Ambre Care"
    again = sysmap("duplicates", bodies, "--accept", "who.csv")
    assert again.lines[0] == "Nothing to do: nothing is decided that the map does not hold already."
    sysmap("undo", bodies)
    assert on_map(sysmap) == 6
    assert len(listed(sysmap)) == 3


def test_a_single_merge_of_many_can_be_split(sysmap, bodies):
    write(filled(sysmap, limited="same", ambre="same"))
    sysmap("duplicates", bodies, "--accept", "who.csv")
    sysmap("split", bodies, "Ambre Care")
    assert on_map(sysmap) == 5
    assert frozenset(("Amber Care Ltd", "Ambre Care")) in listed(sysmap)


def test_the_other_name_is_kept_where_the_list_says_so(sysmap, bodies):
    rows = filled(sysmap, limited="yes")
    for row in rows:
        row["keep"] = "second"
    write(rows)
    done = sysmap("duplicates", bodies, "--accept", "who.csv")
    assert done.lines[0] == "Merged “Amber Care Ltd” into “AMBER CARE LIMITED”."


def test_what_was_told_apart_is_remembered_also_by_check_and_may_be_merged_after_all(sysmap, bodies):
    pair = frozenset(("Linden Court", "Linden Courts"))
    assert pair in listed(sysmap)
    told = sysmap("duplicates", bodies, "--different", "Linden Court", "Linden Courts")
    assert told.lines[0] == "Told “Linden Court” and “Linden Courts” apart."
    assert pair not in listed(sysmap)
    assert pair in listed(sysmap, "--all")
    assert "Linden Court” and “Linden Courts” look like" not in sysmap("check", bodies).out
    sysmap("merge", bodies, "Linden Court", "Linden Courts")
    assert not sysmap("duplicates", bodies, "--all", "--format", "json").json["told_apart"]
    sysmap("split", bodies, "Linden Courts")
    assert pair not in listed(sysmap)


def test_a_pair_told_apart_goes_with_either_of_them(sysmap, bodies):
    sysmap("duplicates", bodies, "--different", "Linden Court", "Linden Courts")
    sysmap("rm", bodies, "Linden Court")
    assert "Nothing is wrong with it." in sysmap("check", bodies).out


def test_it_stays_in_the_house(sysmap, bodies):
    sysmap("duplicates", bodies, "--different", "Linden Court", "Linden Courts")
    sysmap("export", bodies, "out.json", "--for", "partner")
    assert "Distinct" not in Path("out.json").read_text("utf-8")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"decision": "maybe"}, "row 2, decision: 'maybe' is neither same nor different; leave it empty for later"),
        ({"decision": "same", "keep": "third"}, "row 2, keep: 'third' is neither first nor second"),
        ({"decision": "same", "first_id": "org_none"}, "row 2, first_id: nothing on this map has the id 'org_none'"),
        ({"decision": "same", "first": "Linden Court"}, "was one column sorted without the others?"),
    ],
)
def test_a_list_with_a_slip_is_refused_whole(sysmap, bodies, change, said):
    rows = filled(sysmap, ambre="same")
    rows[0].update(change)
    write(rows)
    refused = sysmap("duplicates", bodies, "--accept", "who.csv", code=1)
    assert refused.err.startswith("sysmap: who.csv: row 2, ")
    assert said in refused.err
    assert refused.err.rstrip().endswith("nothing was done")
    assert refused.err.count("\n") == 1
    assert on_map(sysmap) == 6


def test_rows_that_contradict_each_other_are_refused_whole(sysmap, bodies):
    rows = filled(sysmap, limited="same", linden="")
    twice = [rows[0], {**rows[0], "decision": "different"}]
    write(twice)
    refused = sysmap("duplicates", bodies, "--accept", "who.csv", code=1)
    assert refused.err.startswith("sysmap: who.csv: row 3 says that two things are different which are one")
    assert on_map(sysmap) == 6


def test_lists_come_back_as_spreadsheets_write_them(sysmap, bodies):
    rows = filled(sysmap, limited="SAME", linden="no")
    write(rows, delimiter=";", lineterminator="\r\n")
    sysmap("duplicates", bodies, "--accept", "who.csv")
    assert on_map(sysmap) == 5
    sysmap("undo", bodies)
    book = Workbook()
    book.active.append(["Decided on Monday"])
    book.active.append([name.replace("_", " ").title() for name in rows[0]])
    for row in rows:
        book.active.append(list(row.values()))
    book.save("who.xlsx")
    sysmap("duplicates", bodies, "--accept", "who.xlsx")
    assert on_map(sysmap) == 5
    assert not frozenset(("Linden Court", "Linden Courts")) & set(listed(sysmap))


def test_what_is_no_list_is_refused_in_a_line(sysmap, bodies):
    Path("other.csv").write_text("name,decision\nx,same\n", "utf-8")
    refused = sysmap("duplicates", bodies, "--accept", "other.csv", code=1)
    assert refused.err == (
        "sysmap: other.csv: no column first_id and none second_id; keep the headings as they were written\n"
    )
    assert "there is no such file" in sysmap("duplicates", bodies, "--accept", "none.csv", code=1).err


def test_a_list_that_somebody_fills_in_is_not_written_over(sysmap, bodies):
    sysmap("duplicates", bodies, "--out", "who.csv")
    refused = sysmap("duplicates", bodies, "--out", "who.csv", code=2)
    assert "who.csv is there already; --force replaces it" in refused.err


def test_pair_after_pair_at_the_keyboard(sysmap, bodies, monkeypatch):
    monkeypatch.setattr("sysmap.cli.asking.sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sysmap.cli.asking.sys.stderr.isatty", lambda: True, raising=False)
    answers = iter(["2", "d", "l"])
    monkeypatch.setattr("click.prompt", lambda *_, **__: next(answers))
    done = sysmap("duplicates", bodies, "--review")
    assert "1 of 3: the same but for case or company endings, 100 of 100 alike" in done.err
    assert "both are joined to 1 of the same" in done.err
    assert done.lines[:2] == [
        "Merged “Amber Care Ltd” into “AMBER CARE LIMITED”.",
        "Told “Linden Court” and “Linden Courts” apart.",
    ]
    sysmap("undo", bodies)
    assert len(listed(sysmap)) == 2
    answers = iter(["q"])
    assert sysmap("duplicates", bodies, "--review").lines[0] == "2 pairs may be one thing."


def test_without_a_keyboard_nobody_is_asked(sysmap, bodies):
    refused = sysmap("duplicates", bodies, "--review", given="", code=2)
    assert "--review asks at a keyboard, and there is none; --out FILE writes the list to fill in" in refused.err
