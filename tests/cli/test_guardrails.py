"""Questions worth asking from the command line, and what explains one: seen at home, never in a share or on a page."""

from pathlib import Path

import pytest

ON = ("--as-of", "2026-11-22")


def explain(sysmap, question="G06:A02", *, code=0, by="Head of audit", until="2027-03-31", why="Two zones more."):
    return sysmap("explain", "thornmere", question, "--by", by, "--until", until, "--why", why, *ON, code=code)


def test_a_question_shows_rule_evidence_threshold_source_and_caution(sysmap, thornmere):
    said = sysmap("guardrails", thornmere, "--rule", "g6", *ON).out
    assert "G06:A02  value grew [medium]" in said
    assert "Ask whether the growth of “Home care zone contract (Brightwater)” by 56.8% since award" in said
    assert "records A02" in said
    assert "cap on one change on some of the permitted grounds: 50, from 2025-02-24 (Procurement Act 2023" in said
    assert "Often with nothing the matter: Indexation" in said
    assert "Nothing here is legal advice." in said


def test_what_several_questions_of_a_rule_share_is_told_once(sysmap, thornmere):
    said = sysmap("guardrails", thornmere, "--rule", "G03", *ON).out
    assert said.count("[medium]") == 3
    assert said.count("light touch threshold: 663,540") == 1
    assert "  All 5:\n" in said


def test_every_format_says_the_same(sysmap, thornmere):
    data = sysmap("guardrails", thornmere, *ON, "--format", "json").json
    rows = sysmap("guardrails", thornmere, *ON, "--format", "csv").rows
    assert [each["id"] for each in data["questions"]] == [row["question"] for row in rows if row["state"] == "open"]
    assert len(data["questions"]) == 31
    assert len(data["rules"]) == 20
    assert {row["question"]: row["state"] for row in rows}["G13"] == "not checked"


def test_what_was_not_checked_is_said(sysmap):
    sysmap("new", "bare")
    said = sysmap("guardrails", "bare").lines
    assert "No question is asked. What could not be checked is told below." in said
    assert sum(line.startswith("Not checked: G") for line in said) == 20


def test_a_scenario_is_asked_by_itself(sysmap, thornmere):
    assert "G18:A05" not in sysmap("guardrails", thornmere, "--rule", "G18", *ON).out
    assert "G18:A05" in sysmap("guardrails", thornmere, "--rule", "G18", "--scenario", "Home-First", *ON).out


def test_an_explanation_is_an_edit_that_can_be_undone(sysmap, thornmere):
    assert "Explained by Head of audit, until 2027-03-31: Two zones more." in explain(sysmap).lines
    question = sysmap("guardrails", thornmere, "--rule", "G06", *ON, "--format", "json").json["questions"][0]
    assert question["explanation"]["holds"] is True
    later = sysmap("guardrails", thornmere, "--rule", "G06", "--as-of", "2027-04-01").out
    assert "Open again, as its day is past." in later
    sysmap("undo", thornmere, "--by", "Head of audit")
    question = sysmap("guardrails", thornmere, "--rule", "G06", *ON, "--format", "json").json["questions"][0]
    assert question["explanation"] is None


@pytest.mark.parametrize(
    ("question", "role"),
    [
        ("G06:A02", "Brightwater Homecare Ltd"),
        ("G06:A02", "adult social care  directorate"),
        ("G01:R01,O01,O11,FL16", "Cabinet Member for Adult Social Care"),
        ("G17:ME11,O11", "Age Well Thornmere"),
    ],
)
def test_nobody_explains_what_is_about_them(sysmap, thornmere, question, role):
    done = explain(sysmap, question, by=role, code=2)
    assert "somebody else has to explain it" in done.err
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    ("wrong", "code", "said"),
    [
        ({"question": "G06:A01"}, 1, "that rule asks G06:A02"),
        ({"question": "G02:A01"}, 1, "that rule asks none"),
        ({"question": "nonsense"}, 2, "there is no rule"),
        ({"until": "2026-11-21"}, 2, "is past"),
        ({"until": "soon"}, 2, "is no date"),
        ({"why": " "}, 2, "says why"),
        ({"by": " "}, 2, "by a role"),
    ],
)
def test_what_is_no_explanation_is_refused_in_one_line(sysmap, thornmere, wrong, code, said):
    before = sysmap("log", thornmere, "--format", "json").json
    done = explain(sysmap, **wrong, code=code)
    assert said in done.err
    assert done.err.count("\n") == 1
    assert sysmap("log", thornmere, "--format", "json").json == before


def test_explanations_and_questions_stay_at_home(sysmap, thornmere):
    explain(sysmap, why="Secretly agreed with the cabinet.")
    sysmap("share", thornmere, "share.html", "--for", "partner")
    sysmap("export", thornmere, "share.json", "--for", "partner")
    sysmap("render", thornmere, "page.html")
    for left in ("share.html", "share.json", "page.html"):
        held = Path(left).read_text("utf-8")
        assert "Temporary accommodation" in held
        assert "Secretly agreed" not in held
        assert "Ask whether" not in held
    assert "Explained by" not in sysmap("guardrails", thornmere, "--for", "partner", "--list", "99", *ON).out
    # The council's own export holds everything, as it must to be read in again.
    sysmap("export", thornmere, "whole.json")
    assert "Secretly agreed" in Path("whole.json").read_text("utf-8")


def test_rules_tell_themselves(sysmap):
    assert "Section 52 does not cover light touch" in sysmap("guardrails", "--explain-rule", "g8").out
    every = sysmap("guardrails", "--explain-rule", "all").out
    assert "threshold for goods and services: 207,720, from 2026-01-01 until 2027-12-31" in every
    assert "there is no rule 'G21'" in sysmap("guardrails", "--explain-rule", "G21", code=2).err


def test_limits_of_ones_own_and_of_other_nations(sysmap, thornmere):
    scotland = sysmap("guardrails", thornmere, "--nation", "scotland", "--rule", "G06", *ON).out
    assert "Not checked: G06 value grew. Missing: a threshold of that law for this nation and that day" in scotland
    Path("mine.toml").write_text(
        '[[limit]]\nname = "silent_months"\nwords = "months"\nall = 6\nsource = "our own rule"\n', "utf-8"
    )
    mine = sysmap("guardrails", thornmere, "--limits", "mine.toml", "--rule", "G20", *ON).out
    assert "no value in the last 6 months" in mine
    Path("mine.toml").write_text('[[limit]]\nname = "a"\n', "utf-8")
    assert sysmap("guardrails", thornmere, "--limits", "mine.toml", code=1).err.count("\n") == 1
    assert sysmap("guardrails", thornmere, "--limits", "none.toml", code=1).err.count("\n") == 1
    assert "there is no nation 'france'" in sysmap("guardrails", thornmere, "--nation", "france", code=2).err
