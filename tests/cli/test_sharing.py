"""Sharing a map from the command line."""

import contextlib
import io
import sqlite3
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from pypdfium2 import PdfDocument

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


def test_a_summary_says_which_words_are_in_the_language_of_the_map(sysmap, shared_town, tmp_path):
    def tongues():
        sysmap("share", shared_town, "tongue.zip", "--for", "partner", "--zip")
        with zipfile.ZipFile(tmp_path / "tongue.zip") as packed:
            document = docx.Document(io.BytesIO(packed.read("tongue.docx")))
        return {
            (said.get(qn("w:val")), run.text)
            for run in document.element.body.iter(qn("w:r"))
            for said in run.iter(qn("w:lang"))
        }

    assert tongues() == set()
    sysmap("about", shared_town, "language=cy")
    names = tongues()
    assert {tongue for tongue, _ in names} == {"cy"}
    assert len(names) > 2
    assert not {"service", "who buys it", "What it says"} & {text for _, text in names}


def test_a_zip_holds_page_picture_and_summary_redacted_alike_and_clean(sysmap, shared_town, tmp_path):
    for name in ("one.zip", "two.zip"):
        sysmap("share", shared_town, name, "--for", "partner", "--zip", "--as-of", "2026-11-22")
    with zipfile.ZipFile(tmp_path / "one.zip") as packed:
        assert packed.namelist() == ["one.html", "one.pdf", "one.docx"]
        assert {each.date_time for each in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        content = packed.read("one.docx")
        (tmp_path / "back.docx").write_bytes(content)
    with zipfile.ZipFile(tmp_path / "two.zip") as packed:
        assert packed.read("two.docx") == content
    document = docx.Document(io.BytesIO(content))
    about = document.core_properties
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
    assert about.modified.date().isoformat() == "2026-11-22"
    said = "\n".join(each.text for each in document.paragraphs)
    assert "This map is a claim, not a fact" in said
    assert "left out for this audience" in said
    (drawn,) = document.inline_shapes
    assert "Care Board" in drawn._inline.docPr.get("descr")
    assert SECRET not in drawn._inline.docPr.get("descr")
    assert drawn.width <= document.sections[0].page_width - 2 * document.sections[0].left_margin
    assert [each.rows[0].cells[0].text for each in document.tables] == ["service", "who pays", "About"]
    with zipfile.ZipFile(io.BytesIO(content)) as inner:
        assert not any("thumbnail" in each or "customXml" in each for each in inner.namelist())
        styles = inner.read("word/styles.xml").decode()
    assert 'w:val="en-GB"' in styles
    assert "en-US" not in styles.replace('w:eastAsia="en-US"', "")
    for table in document.tables:
        rows = [row._tr.trPr for row in table.rows]
        assert [each.find(qn("w:tblHeader")) is not None for each in rows] == [True, *[False] * (len(rows) - 1)]
        assert all(each.find(qn("w:cantSplit")) is not None for each in rows)
    assert not (tmp_path / "one.html").exists()


def test_the_table_in_the_summary_comes_back_as_comments(sysmap, shared_town, tmp_path):
    sysmap("share", shared_town, "one.zip", "--for", "partner", "--zip")
    with zipfile.ZipFile(tmp_path / "one.zip") as packed:
        document = docx.Document(io.BytesIO(packed.read("one.docx")))
    rows = {row.cells[0].text: row for row in document.tables[-1].rows}
    rows["Carer strain"].cells[1].text = "wrong"
    rows["Carer strain"].cells[2].text = "It fell last year."
    document.save(str(tmp_path / "back.docx"))
    done = sysmap("comments", shared_town, "back.docx", "--format", "json").json
    assert "It fell last year." in str(done)
    assert "Carer strain" in sysmap("comments", shared_town).out


def test_a_locked_share_takes_its_passphrase_from_nowhere_others_look(sysmap, shared_town, tmp_path, monkeypatch):
    args = ("share", shared_town, "--for", "partner", "--passphrase")
    assert "set SYSMAP_PASSPHRASE" in sysmap(*args, given="", code=2).err
    monkeypatch.setenv("SYSMAP_PASSPHRASE", "short")
    assert "12 letters or more" in sysmap(*args, code=2).err
    monkeypatch.setenv("SYSMAP_PASSPHRASE", "plum violin harbour")
    assert "leave --zip out" in sysmap(*args, "--zip", code=2).err
    assert not list(tmp_path.glob("*.html"))
    sysmap(*args)
    for file in ("town.partner.html", "town.partner.manifest.txt"):
        assert "plum violin" not in (tmp_path / file).read_text("utf-8")
    assert "Carer strain" not in (tmp_path / "town.partner.html").read_text("utf-8")


def test_a_share_replaces_only_shares_and_leaves_nothing_half_written(sysmap, shared_town, tmp_path):
    (tmp_path / "letter.html").write_text("dear all", encoding="utf-8")
    assert "is no share of sysmap's" in sysmap("share", shared_town, "letter.html", "--for", "partner", code=2).err
    assert "there is no folder" in sysmap("share", shared_town, "no/one.html", "--for", "partner", code=1).err
    assert "name it so" in sysmap("share", shared_town, "one.pdf", "--for", "partner", code=2).err
    assert "there is no audience or profile" in sysmap("share", shared_town, "--for", "press", code=2).err
    assert (tmp_path / "letter.html").read_text("utf-8") == "dear all"
    assert not list(tmp_path.glob("*.manifest.txt"))
    for _ in range(2):
        sysmap("share", shared_town, "one.html", "--for", "partner")
        sysmap("share", shared_town, "one.zip", "--for", "partner", "--zip")


def test_a_page_of_bands_says_so_and_draws_no_figure_as_nothing(sysmap, town, tmp_path):
    sysmap("share", town, "--for", "amounts-in-bands")
    page = (tmp_path / "town.amounts-in-bands.html").read_text("utf-8")
    assert "1 item left out for this audience: 1 figure given as a band." in page
    assert "£250k to £1m" in page
    assert "310" not in page.partition('<main id="sysmap-text">')[2]
    assert "whose amount is given as a band only" in sysmap("money", town, "--for", "amounts-in-bands", code=1).out


def test_a_profile_or_a_file_whose_name_says_what_is_withheld_leaves_nothing(sysmap, shared_town, tmp_path):
    town = shared_town
    sysmap("profile", shared_town, f"without {SECRET}", "--from", "-", given='sees = "partner"\n')
    (tmp_path / "larch-house.sysmap").write_bytes((tmp_path / "town.sysmap").read_bytes())
    before = set(tmp_path.iterdir())
    for command in (("share", shared_town), ("render", shared_town), ("export", shared_town, "out.json")):
        said = sysmap(*command, "--for", f"without {SECRET}", code=1).err
        assert said.startswith(f"sysmap: profile without {SECRET}: its name says “{SECRET}”, which it withholds")
    assert "publish a copy of another name" in sysmap("publish", "site", "larch-house", "--for", "partner", code=2).err
    for command in (("share", "larch-house"), ("render", "larch-house"), ("report", town, "Larch House.docx")):
        said = sysmap(*command, "--for", "partner", code=2).err
        assert f"the name of this file says “{SECRET}”, which is withheld" in said
    assert "write it under another name" in sysmap("export", town, "larch house.json", "--for", "partner", code=2).err
    assert set(tmp_path.iterdir()) == before


def test_kinds_of_which_little_is_left_out_are_not_told(sysmap, shared_town, tmp_path):
    sysmap("share", shared_town, "--for", "partner")
    page = (tmp_path / "town.partner.html").read_text("utf-8")
    assert "4 whose kind is not told, 1 place in texts" in page
    assert "1 organisation" not in page.partition("left out for this audience")[2][:200]


def test_a_zip_of_all_scenarios_says_that_its_documents_show_the_base(sysmap, town, tmp_path):
    sysmap("add", town, "scenario", "More beds")
    for name, more in (("one.zip", ()), ("all.zip", ("--scenario", "all"))):
        sysmap("share", town, name, "--for", "partner", "--zip", *more)
        with zipfile.ZipFile(tmp_path / name) as packed:
            document = docx.Document(io.BytesIO(packed.read(name.replace(".zip", ".docx"))))
            drawn = PdfDocument(packed.read(name.replace(".zip", ".pdf")))[0].get_textpage().get_text_range()
        for said in ("\n".join(each.text for each in document.paragraphs), " ".join(drawn.split())):
            assert ("This file shows the base map only" in said) == bool(more)


def test_last_changed_is_the_day_of_an_edit_of_what_is_seen(sysmap, shared_town, tmp_path):
    sysmap("set", shared_town, SECRET, "note=closed for good")
    with contextlib.closing(sqlite3.connect(tmp_path / "town.sysmap")) as file, file:
        file.execute("update edit set time = printf('2026-01-%02dT12:00:00+00:00', number)")
        (last,) = file.execute("select max(number) from edit").fetchone()
    for audience, day in (("council", last), ("partner", last - 1)):
        sysmap("share", shared_town, "--for", audience)
        page = (tmp_path / f"town.{audience}.html").read_text("utf-8")
        assert f"Last changed {day} January 2026" in page


def test_a_report_tells_its_reader_no_more_of_what_was_left_out_than_a_page_does(sysmap, shared_town, tmp_path):
    sysmap("snapshot", shared_town, f"before {SECRET} left")
    said = sysmap("report", shared_town, "two.html", "--for", "partner", "--at", f"before {SECRET} left").out
    assert "2 “pays” links" in said or "1 organisation" in said, "its maker is told all"
    page = (tmp_path / "two.html").read_text("utf-8")
    (left_out,) = [each for each in page.split(". ") if "left out for this audience" in each]
    assert "whose kind is not told" in left_out
    assert "organisation" not in left_out
    assert "as it was at “before [withheld] left”" in page
    assert "Questions to: Commissioning manager." in page
    assert SECRET not in page
    sysmap("report", shared_town, "two.docx", "--for", "partner")
    assert "1 organisation" not in "\n".join(each.text for each in docx.Document("two.docx").paragraphs)


def test_a_moment_from_before_it_was_secret_tells_nothing_of_it(sysmap, town, tmp_path):
    sysmap("add", town, "organisation", SECRET, "--note", "closing soon")
    sysmap("set", town, "Carer strain", f"note=Ask {SECRET}")
    sysmap("snapshot", town, "open")
    sysmap("set", town, SECRET, "sensitivity=internal")
    for command in (("share", town, "old.html"), ("export", town, "old.json"), ("render", town, "old.svg")):
        sysmap(*command, "--for", "partner", "--at", "open")
        assert SECRET.casefold() not in (tmp_path / command[2]).read_text("utf-8").casefold()
    told = sysmap("diff", town, "--from", "open", "--for", "partner").out
    assert SECRET not in told
    assert SECRET not in sysmap("show", town, "--for", "partner").out


def test_what_is_owned_by_somebody_withheld_is_not_said_to_be_nobodys(sysmap, shared_town, tmp_path):
    sysmap("link", shared_town, SECRET, "answers for", "Carer strain")
    told = sysmap("boundaries", shared_town, "--for", "partner").out
    assert "nobody on this map owns “Hospital admissions”" in sysmap("boundaries", shared_town).out
    assert "owns “Carer strain”" not in told
    assert (
        "it is not told who answers for both ends" in sysmap("ask", shared_town, "boundaries", "--for", "partner").out
    )
    sysmap("share", shared_town, "--for", "partner")
    page = (tmp_path / "town.partner.html").read_text("utf-8")
    assert "not told: links of it are withheld" in page


def test_a_guardrail_asks_for_nothing_that_is_withheld(sysmap, shared_town, tmp_path):
    sysmap("set", shared_town, "Hospital admissions", "outcome=yes")
    sysmap("set", shared_town, "Carer strain", "sensitivity=internal")
    as_of = ("--as-of", "2026-11-22", "--format", "json")

    def status(audience):
        rules = sysmap("guardrails", shared_town, "--rule", "G20", "--for", audience, *as_of).json["rules"]
        return rules[0]["status"]

    assert status("partner") == "not_checked", "an influence of what is secret is withheld"
    assert status("council") == "questions"
    sysmap("render", shared_town, "asked.html", "--for", "partner", "--guardrails")
    page = (tmp_path / "asked.html").read_text("utf-8")
    assert "what it asks for, which is withheld from this audience" in page
