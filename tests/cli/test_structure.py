"""What rests on what, and who stands between, from the command line."""

import pytest


def test_what_stops_is_told_with_why(sysmap, thornmere):
    done = sysmap("depends", thornmere, "Age Well")
    assert "If “Age Well Thornmere” stopped, so would “Steady Steps falls programme”." in done.lines
    assert "  “Steady Steps falls programme”: nobody else on this map delivers it: “Age Well Thornmere”" in done.lines
    assert "  is paid for by “Public Health team”, “NHS Vale and Wold Integrated Care Board”" in done.lines
    assert done.lines[-3].startswith("Only what is drawn counts")


def test_all_that_others_rest_on_alone_is_listed(sysmap, thornmere):
    data = sysmap("depends", thornmere, "--format", "json").json
    rows = sysmap("depends", thornmere, "--format", "csv").rows
    pairs = [(one["element"], stop["id"]) for one in data["consequences"] for stop in one["stops"]]
    assert [(row["if"], row["stops"]) for row in rows] == pairs
    assert "more: --list" in sysmap("depends", thornmere, "--list", "2").out
    assert "Nothing on this map rests on one element alone." in sysmap_empty(sysmap)


def sysmap_empty(sysmap):
    sysmap("new", "empty")
    return sysmap("depends", "empty").out


def test_money_that_passes_one_body_says_so(sysmap, town):
    sysmap("add", town, "organisation", "Treasury", "Charity")
    for payer, payee in (("Treasury", "Care Board"), ("Care Board", "Charity")):
        sysmap("link", town, payer, "funds", payee, "--amount", "5", "--year", "2025-26", "--basis", "actual")
    assert "all money drawn to it passes through “Care Board”, “Treasury”" in sysmap("depends", town, "Charity").out


def test_who_stands_between_is_told_by_role_with_what_chance_gives(sysmap, thornmere):
    done = sysmap("brokers", thornmere, "--groups", "sector", "--permutations", "100")
    assert "links lead between sectors" in done.out
    assert "it is not leverage" in done.out
    data = sysmap("brokers", thornmere, "--groups", "sector", "--permutations", "100", "--format", "json").json
    first = data["brokers"][0]
    assert sum(first["roles"].values()) == pytest.approx(sum(first["expected"].values()))
    assert data["external"] + data["internal"] > 0
    rows = sysmap("brokers", thornmere, "--format", "csv").rows
    assert {"coordinator", "consultant", "representative", "gatekeeper", "liaison"} <= rows[0].keys()


def test_without_groups_there_is_no_answer(sysmap):
    sysmap("new", "bare")
    sysmap("add", "bare", "factor", "A", "B")
    sysmap("link", "bare", "A", "+", "B")
    done = sysmap("brokers", "bare", code=1)
    assert "fewer than two organisations have links" in done.err
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize("command", ["depends", "brokers"])
def test_the_method_is_told_in_six_lines(sysmap, command):
    assert len(sysmap(command, "--explain").lines) == 6


def test_what_crosses_between_groups_is_told_by_links_loops_and_ways(sysmap, thornmere):
    done = sysmap("boundaries", thornmere, "--groups", "sector", "--permutations", "50", "--list", "2")
    assert "loops of influence pass through two sectors or more" in done.out
    assert "hand-offs: Delayed discharges from hospital (NHS) → Reablement (local government) → back" in done.out
    assert "The shortest ways from one of these sectors to another pass most often through" in done.out
    data = sysmap("boundaries", thornmere, "--groups", "sector", "--permutations", "50", "--format", "json").json
    assert sum(pair["links"] for pair in data["between"]) == data["external"]
    assert sum(group["internal"] for group in data["by_group"]) == data["internal"]
    assert sum(data["loops_by_hand_offs"].values()) == data["loops_crossing"] <= data["loops"]
    rows = sysmap("boundaries", thornmere, "--groups", "sector", "--format", "csv").rows
    assert [row["id"] for row in rows] == [each["id"] for each in data["elements"]]
    assert "--links goes with --groups" in sysmap("boundaries", thornmere, "--links", "money", code=2).err
    assert len(sysmap("boundaries", "--explain").lines) == 6


def test_what_hangs_on_one_payer_is_weighed_only_by_chances_that_were_given(sysmap, town):
    done = sysmap("depends", town)
    assert "Money: 1 of 1 services that drawn money reaches would get none" in done.out
    assert "chance" not in done.out
    data = sysmap("depends", town, "--fail", "care board=0.2", "--format", "json").json
    assert [(each["chance"], each["weighed"]) for each in data["money_hangs_on"]] == [(0.2, 0.2)]
    assert data["money_hangs_on"][0]["lost"] == data["paid_in_all"] == "310000"
    assert "All drawn money to “Connectors” passes through it." in sysmap("depends", town, "Care Board").out
    for wrong in ("Care Board", "Care Board=2", "=0.1", "Care Board=often"):
        assert "write --fail 'NAME=0.1'" in sysmap("depends", town, "--fail", wrong, code=2).err
    assert "leave out the name" in sysmap("depends", town, "Care Board", "--fail", "Care Board=1", code=2).err
