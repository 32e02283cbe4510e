"""Sharing a map from the command line."""

import pytest

SECRET = "Larch House"


@pytest.fixture
def shared_town(sysmap, town):
    """Give a town with a secret care home that is paid for and spoken of."""
    sysmap("add", town, "organisation", SECRET, "--sensitivity", "internal", "--note", "closing soon")
    sysmap("add", town, "service", "Beds", "--sensitivity", "internal", "--delivered-by", SECRET)
    flow = ("--amount", "387461", "--year", "2025-26", "--basis", "actual")
    sysmap("link", town, "Care Board", "funds", SECRET, *flow)
    sysmap(
        "set",
        town,
        "Carer strain",
        f"note=Since LARCH house closed, £387,461 short. Larchmont House and two {SECRET}s stay.",
    )
    sysmap("about", town, "contact-role=Commissioning manager")
    return town


def test_a_share_holds_nothing_of_what_was_withheld_and_the_manifest_all(sysmap, shared_town, tmp_path):
    done = sysmap("share", shared_town, "--for", "partner", "--as-of", "2026-11-22", "--expires", "2027-03-31")
    page = (tmp_path / "town.partner.html").read_text("utf-8")
    for secret in (SECRET, "closing soon", "387,461", "387461", "Beds", "LARCH"):
        assert secret not in page
    for said in (
        "This map is a claim, not a fact",
        "made for partner on 22 November 2026",
        "Questions to: Commissioning manager.",
        "Please delete this file after 31 March 2027.",
        "Since [withheld] closed, [withheld] short. Larchmont House and two [withheld] stay.",
    ):
        assert said in page
    manifest = (tmp_path / "town.partner.manifest.txt").read_text("utf-8")
    assert SECRET in manifest
    assert "because sensitivity is internal:" in manifest
    assert "town.partner.manifest.txt" in done.out


def test_the_same_share_is_the_same_bytes(sysmap, shared_town, tmp_path):
    for name in ("one.html", "two.html"):
        sysmap("share", shared_town, name, "--for", "public", "--as-of", "2026-11-22", code=1)
    sysmap("set", shared_town, "Carer strain", "sensitivity=public")
    for name in ("one.html", "two.html"):
        sysmap("share", shared_town, name, "--for", "public", "--as-of", "2026-11-22")
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_a_profile_that_leaves_nothing_writes_nothing(sysmap, shared_town, tmp_path):
    before = set(tmp_path.iterdir())
    done = sysmap("share", shared_town, "--for", "public", code=1)
    assert done.err.startswith("sysmap: profile public, line ")
    assert "it leaves nothing of this map" in done.err
    assert set(tmp_path.iterdir()) == before


def test_a_profile_is_kept_shown_used_and_removed(sysmap, shared_town, tmp_path):
    text = '# made by Quillfeather\nsees = "partner"\n\n[[blank]]\nfields = ["Factor.note"]'
    (tmp_path / "ours.toml").write_text(text, encoding="utf-8")
    sysmap("profile", shared_town, "Care forum", "--from", "ours.toml")
    assert sysmap("profile", shared_town, "care forum").out.rstrip() == text
    assert "Care forum" in sysmap("profile", shared_town).out
    sysmap("share", shared_town, "--for", "care forum")
    assert "Since" not in (tmp_path / "town.Care_forum.html").read_text("utf-8")
    assert "Quillfeather" not in (tmp_path / "town.Care_forum.html").read_text("utf-8")
    sysmap("undo", shared_town)
    sysmap("share", shared_town, "--for", "care forum", code=2)
    sysmap("redo", shared_town)
    sysmap("profile", shared_town, "Care forum", "--remove")
    sysmap("profile", shared_town, "Care forum", code=1)


def test_a_profile_that_names_a_field_that_is_not_there_is_not_kept(sysmap, shared_town):
    bad = 'sees = "partner"\n\n[[blank]]\nfields = ["FUNDS.amonut"]\n'
    done = sysmap("profile", shared_town, "ours", "--from", "-", given=bad, code=1)
    assert done.err == "sysmap: profile ours, line 4: there is no field 'amonut' of FUNDS on this map\n"
    assert "ours" not in sysmap("profile", shared_town).out
    assert sysmap("profile", shared_town, "council", "--from", "-", given="", code=2).err.startswith("sysmap: council")


def test_an_export_is_redacted_by_the_same_profile(sysmap, shared_town, tmp_path):
    sysmap("export", shared_town, "out.json", "--for", "no-money")
    text = (tmp_path / "out.json").read_text("utf-8")
    assert SECRET not in text
    assert "310000" not in text
    assert "Since" in text
    sysmap("import", "again", "out.json", "--new")


def test_money_for_a_withheld_service_is_not_said_to_be_tied_to_none(sysmap, town):
    sysmap("add", town, "service", "Secret service", "--sensitivity", "internal")
    flow = ("--amount", "5000", "--year", "2025-26", "--basis", "actual", "--service", "Secret service")
    sysmap("add", town, "organisation", "Day Centre")
    sysmap("link", town, "Care Board", "funds", "Day Centre", *flow, "--flow-role", "spend")
    said = sysmap("money", town, "--for", "partner").out
    assert "tied to no service" not in said
    assert "£5k for services that are withheld here" in said
