"""What readers send back: brought in once, listed beside what the map says, accepted as edits that can be undone."""

import zipfile
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from sysmap.formats.comments.block import write_block
from sysmap.formats.comments.reading import make_comment
from sysmap.formats.comments.word import Thing, add_comments_table
from sysmap.pipeline.drawing import PageWish, read_for_page
from sysmap.pipeline.moments import mark_of
from sysmap.pipeline.opening import open_map
from sysmap.render.page import page_data
from sysmap.stores.base import open_store


@pytest.fixture
def ids(sysmap, town):
    """Give the ids of what is on the map, by name; of the flow of money as "flow"."""
    shown = {}
    with open_store("town.sysmap") as store:
        for record in store.read_map():
            shown[record.get("name") or record.kind] = record.id
    return {**shown, "flow": shown["FUNDS"]}


def mark_now():
    """Give the mark of the map as it is now, as a page carries it."""
    with open_store("town.sysmap") as store:
        return mark_of(store, store.head)


@pytest.fixture
def send(tmp_path, town):
    """Write comments to a file as a page of the map as it is now does; each as (number, values)."""
    made_of = mark_now()

    def write(name, *comments, moment=made_of, map_name="Town"):
        records = [make_comment({"role": "ward manager", **values}, f"cmt_{number:010}") for number, values in comments]
        (tmp_path / name).write_text(write_block(records, map_name, moment), encoding="utf-8")
        return name

    return write


def on(ids, name, kind="Factor", **values):
    return {"about_id": ids[name], "about_kind": kind, "about_name": name, **values}


def money(ids, **values):
    sentence = "“Care Board” pays “Connectors” £310,000 in 2025-26, actual."
    return {"about_id": ids["flow"], "about_kind": "FUNDS", "about_name": sentence, **values}


def test_a_page_carries_the_mark_that_comments_take_home(sysmap, town):
    opened = open_map("town.sysmap")
    assert read_for_page(opened, PageWish(date(2026, 11, 22))).moment == mark_now()


def test_a_file_is_brought_in_once_and_listed_with_who_when_and_what_the_map_says(sysmap, ids, send):
    file = send(
        "a.txt",
        (1, money(ids, mark="wrong", property="amount", value="320k", text="see the ledger", date="2026-11-20")),
        (2, on(ids, "Carer strain", mark="agreed")),
    )
    done = sysmap("comments", "town", file)
    assert "a.txt: 2 comments brought in." in done.out
    assert "cmt_0000000001  wrong, ward manager, 20 November 2026: see the ledger" in done.out
    assert "amount should say 320k; the map says 310,000" in done.out
    assert "“Carer strain” (factor): 1 agreed" in done.out
    again = sysmap("comments", "town", file)
    assert "0 comments brought in, 2 known already" in again.out
    assert sysmap("log", "town", "--format", "json").json["edits"][-1]["what"] == "brought in 2 comments"


def test_nothing_on_the_map_changes_until_a_comment_is_accepted_and_undo_takes_that_back(sysmap, ids, send):
    before = sysmap("show", "town", ids["flow"]).out
    sysmap("comments", "town", send("a.txt", (1, money(ids, mark="wrong", property="amount", value="320k"))))
    assert sysmap("show", "town", ids["flow"]).out == before
    done = sysmap("comments", "town", "--accept", "cmt_0000000001", "--why", "ledger")
    assert "Accepted cmt_0000000001: amount of" in done.out
    assert "320,000" in sysmap("show", "town", ids["flow"]).out
    edit = sysmap("log", "town", "--format", "json").json["edits"][-1]
    assert edit["why"] == "ledger"
    assert {each["kind"] for each in edit["changes"]} == {"FUNDS", "Comment"}
    sysmap("undo", "town")
    assert sysmap("show", "town", ids["flow"]).out == before
    assert sysmap("comments", "town", "--format", "json").json["counts"] == {"open": 1, "accepted": 0, "rejected": 0}


def test_what_was_changed_since_the_page_was_made_is_said(sysmap, ids, send):
    sysmap("set", "town", ids["flow"], "amount=315k")
    done = sysmap("comments", "town", send("a.txt", (1, money(ids, mark="wrong", property="amount", value="320k"))))
    assert "the map says 315,000" in done.out
    assert "changed since the page was made, which said 310,000" in done.out
    assert "1 left open" in sysmap("comments", "town", "--accept-all-agreed").out
    assert "315,000" in sysmap("show", "town", ids["flow"]).out


def test_conflicts_are_shown_and_left_to_people(sysmap, ids, send):
    strain = "Carer strain"
    file = send(
        "a.txt",
        (1, on(ids, strain, mark="wrong", property="name", value="Tired carers")),
        (2, on(ids, strain, mark="wrong", property="name", value="Carers' strain")),
        (3, on(ids, strain, mark="agreed")),
        (4, on(ids, "Hospital admissions", mark="wrong", property="name", value="Admissions")),
        (5, money(ids, mark="wrong", property="amount", value="310,500")),
        (6, money(ids, mark="wrong", property="amount", value="£310500")),
    )
    found = sysmap("comments", "town", file, "--format", "json").json
    assert [set(each["ids"]) for each in found["conflicts"]] == [
        {"cmt_0000000001", "cmt_0000000002", "cmt_0000000003"},
        {"cmt_0000000001", "cmt_0000000002"},
    ]
    refused = sysmap("comments", "town", "--accept", "cmt_0000000001", "--accept", "cmt_0000000002", code=2)
    assert "propose different values for name" in refused.err
    done = sysmap("comments", "town", "--accept-all-agreed")
    assert sysmap("show", "town", "Admissions", "--format", "json").json["id"] == ids["Hospital admissions"]
    assert "says so already" in done.out
    assert "3 left open" in done.out
    sysmap("comments", "town", "--accept", "0000000001", "--reject", "0000000002", "--reject", "cmt_0000000003")
    assert "Tired carers" in sysmap("show", "town", "Tired carers").out
    counts = sysmap("comments", "town", "--format", "json").json["counts"]
    assert counts == {"open": 0, "accepted": 4, "rejected": 2}
    assert "rejected already" in sysmap("comments", "town", "--accept", "0000000002", code=2).err


def test_agreement_with_what_has_changed_since_is_not_counted_as_agreement(sysmap, ids, send):
    sysmap("set", "town", "Carer strain", "note=seen otherwise now")
    marks = (1, on(ids, "Carer strain", mark="agreed")), (2, on(ids, "Hospital admissions", mark="agreed"))
    lost = (3, {"about_id": "x", "about_kind": "Factor", "about_name": "Gone", "mark": "agreed"})
    sysmap("comments", "town", send("a.txt", *marks, lost))
    done = sysmap("comments", "town", "--accept-all-agreed", "--format", "json").json
    assert [each["id"] for each in done["comments"] if each["status"] == "accepted"] == ["cmt_0000000002"]
    assert done["counts"]["open"] == 2


def test_what_is_missing_becomes_a_thing_or_a_note(sysmap, ids, send):
    town_itself = {"about_kind": "Map", "about_name": "Town", "mark": "missing"}
    file = send(
        "a.txt",
        (1, {**town_itself, "property": "organisation", "value": "St Thorn's Hospice", "text": "they matter"}),
        (2, {**town_itself, "text": "Nobody speaks of transport"}),
        (3, on(ids, "Carer strain", mark="wrong", text="it is not one thing")),
    )
    sysmap("comments", "town", file)
    sysmap("comments", "town", "--accept", "cmt_0000000001", "--accept", "cmt_0000000002", "--accept", "cmt_0000000003")
    with open_store("town.sysmap") as store:
        now = store.read_map()
    hospice = next(each for each in now.of("Organisation") if each.name == "St Thorn's Hospice")
    assert hospice.get("confirmed") == "no"
    assert hospice.get("note") == "they matter"
    notes = {each.get("kind"): each for each in now.of("Note")}
    assert "Nobody speaks of transport (ward manager)" in notes["question"].get("text")
    assert notes["disagreement"].get("sensitivity") == "internal"
    assert [each.to_id for each in now.leaving(notes["disagreement"].id, "ABOUT")] == [ids["Carer strain"]]
    sysmap("undo", "town")
    assert "Hospice" not in sysmap("show", "town").out


def test_comments_find_their_thing_by_name_where_a_share_had_ids_of_its_own(sysmap, ids, send):
    file = send(
        "a.txt",
        (
            4,
            {
                "about_id": "x1",
                "about_kind": "FUNDS",
                "about_name": "“Care Board” pays “Connectors” £1.",
                "mark": "agreed",
            },
        ),
        (1, {"about_id": "e7", "about_kind": "Factor", "about_name": "carer strain", "mark": "agreed"}),
        (
            2,
            {"about_id": ids["Carer strain"], "about_kind": "Factor", "about_name": "Something else", "mark": "agreed"},
        ),
        (
            3,
            {
                "about_id": "x",
                "about_kind": "Service",
                "about_name": "Gone",
                "mark": "wrong",
                "property": "name",
                "value": "Here",
            },
        ),
    )
    found = {each["id"]: each for each in sysmap("comments", "town", file, "--format", "json").json["comments"]}
    assert found["cmt_0000000001"]["about_id"] == ids["Carer strain"]
    assert found["cmt_0000000004"]["about_id"] == ids["flow"]
    assert found["cmt_0000000002"]["about_id"] == found["cmt_0000000003"]["about_id"] == ""
    assert "assign it" in sysmap("comments", "town", "--accept", "cmt_0000000003", code=2).err
    assert "cmt_0000000003  wrong on “Gone”" in sysmap("comments", "town").out
    sysmap("comments", "town", "--assign", "cmt_0000000003=Connectors", "--assign", "cmt_0000000002=map")
    sysmap("comments", "town", "--accept", "cmt_0000000003")
    assert "Here" in sysmap("show", "town").out
    counted = {
        each["id"]: each["about"] for each in sysmap("comments", "town", "--all", "--format", "json").json["comments"]
    }
    assert counted["cmt_0000000002"] == "The whole map"


def test_a_page_for_partners_has_ids_of_its_own_and_comments_on_it_still_find_their_thing(sysmap, ids, tmp_path):
    opened = open_map("town.sysmap", audience="partner", leaving=True)
    data = page_data(opened.branch, read_for_page(opened, PageWish(date(2026, 11, 22))))
    assert ids["Carer strain"] not in str(data)
    strain = next(each for each in data["elements"] if each["name"] == "Carer strain")
    flow = next(each for each in data["links"] if each["kind"] == "FUNDS")
    records = [
        make_comment({"about_id": thing["id"], "about_kind": thing["kind"], "about_name": name, "mark": "agreed"}, made)
        for thing, name, made in (
            (strain, "a name blurred", "cmt_0000000001"),
            (flow, "somebody pays", "cmt_0000000002"),
        )
    ]
    sysmap("set", "town", "Carer strain", "name=Load")
    text = write_block(records, data["map"]["name"], data["map"]["moment"], data["audience"])
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    found = sysmap("comments", "town", "a.txt", "--format", "json").json["comments"]
    assert [each["about_id"] for each in found] == [ids["Carer strain"], ids["flow"]]


def test_comments_follow_merges_renames_and_removals(sysmap, ids, send):
    sysmap("add", "town", "factor", "Strain on carers")
    later = mark_now()
    sysmap("comments", "town", send("a.txt", (1, on(ids, "Carer strain", mark="wrong", text="no")), moment=later))
    sysmap("merge", "town", "Strain on carers", "Carer strain")
    sysmap("set", "town", "Strain on carers", "name=Load")
    late = send("b.txt", (2, on(ids, "Carer strain", mark="agreed")), moment=later)
    found = sysmap("comments", "town", late, "--format", "json").json["comments"]
    assert len({each["about_id"] for each in found}) == 1
    assert found[0]["about"] == "“Load” (factor)"
    sysmap("rm", "town", "Load")
    assert "wrong on “Carer strain”" in sysmap("comments", "town").out


@pytest.mark.parametrize(
    "bad",
    [
        ("other.txt", lambda text: text, "comments on another map, “City”"),
        ("cut.txt", lambda text: text[: len(text) // 2], "line"),
        ("altered.txt", lambda text: text.replace("ward manager", "chief"), "altered after it was copied"),
        ("none.txt", lambda _: "Dear all, it is fine.", "no comments in it"),
        ("empty.txt", lambda _: "", "empty"),
        ("outlook.msg", lambda text: text, "Outlook"),
        ("bytes.txt", lambda _: "\x00\x01\x02" * 50, "binary"),
    ],
)
def test_a_bad_file_is_one_line_and_nothing_is_brought_in(sysmap, ids, send, bad):
    name, make, said = bad
    good = send("good.txt", (1, on(ids, "Carer strain", mark="agreed")))
    other = "9.0000000000" if name == "other.txt" else mark_now()
    send(name, (2, on(ids, "Carer strain", mark="agreed")), moment=other, map_name="City")
    Path(name).write_text(make(Path(name).read_text(encoding="utf-8")), encoding="utf-8")
    done = sysmap("comments", "town", good, name, code=1)
    assert said in done.err
    assert len(done.err.splitlines()) == 1
    assert sysmap("comments", "town", "--format", "json").json["comments"] == []


def test_what_is_sound_comes_in_when_asked_and_another_map_when_meant(sysmap, ids, send):
    file = send("a.txt", *((each, on(ids, "Carer strain", mark="agreed", text=f"Seen {each}")) for each in (1, 2, 3)))
    Path(file).write_text(Path(file).read_text(encoding="utf-8").replace("Seen 2", "Seen two"), encoding="utf-8")
    assert "--keep-going brings in the 2" in sysmap("comments", "town", file, code=1).err
    done = sysmap("comments", "town", file, "--keep-going")
    assert "2 comments brought in, 1 left out" in done.out
    other = send("b.txt", (7, on(ids, "Carer strain", mark="agreed")), moment="9.0000000000")
    sysmap("comments", "town", other, code=1)
    assert "1 comment brought in" in sysmap("comments", "town", other, "--anyway").out


def test_an_e_mail_is_read_pasted_or_saved(sysmap, ids, send):
    text = Path(send("a.txt", (1, on(ids, "Carer strain", mark="agreed")))).read_text(encoding="utf-8")
    assert "1 comment brought in" in sysmap("comments", "town", "-", given=f"Hello\n{text}").out
    text = Path(send("b.txt", (2, on(ids, "Carer strain", mark="agreed", text="ie = café")))).read_text("utf-8")
    from email.message import EmailMessage

    mail = EmailMessage()
    mail["Subject"] = "the map"
    mail.set_content(text, cte="quoted-printable")
    Path("plain.eml").write_bytes(mail.as_bytes())
    assert "1 comment brought in" in sysmap("comments", "town", "plain.eml").out
    text = Path(send("c.txt", (3, on(ids, "Carer strain", mark="agreed")))).read_text(encoding="utf-8")
    mail = EmailMessage()
    mail.set_content("<div>" + "</div><div>".join(text.splitlines()) + "</div>", subtype="html", cte="base64")
    Path("html.eml").write_bytes(mail.as_bytes())
    assert "1 comment brought in" in sysmap("comments", "town", "html.eml").out


def test_a_table_filled_in_in_word_is_read(sysmap, ids):
    document = Document()
    document.add_table(rows=2, cols=6)
    table = add_comments_table(
        document,
        "Town",
        mark_now(),
        [
            Thing(ids["Carer strain"], "Factor", "Carer strain"),
            Thing(ids["flow"], "FUNDS", "“Care Board” pays “Connectors” 310,000."),
        ],
    )
    rows = table.rows
    rows[2].cells[1].text = "Agree"
    rows[3].cells[1].text = "wrong"
    rows[3].cells[2].text = "the ledger says otherwise"
    rows[3].cells[3].text = "amount: 320k"
    rows[3].cells[4].text = "finance partner"
    rows[4].cells[1].text = "missing"
    rows[4].cells[2].text = "no hospices"
    document.save("filled.docx")
    found = sysmap("comments", "town", "filled.docx", "--format", "json").json["comments"]
    assert [(each["mark"], each["about_id"]) for each in found] == [
        ("agreed", ids["Carer strain"]),
        ("wrong", ids["flow"]),
        ("missing", ""),
    ]
    assert found[1]["now"] == "310,000"
    assert found[2]["about"] == "The whole map"
    assert "0 comments brought in, 3 known" in sysmap("comments", "town", "filled.docx").out
    rows[5].cells[2].text = "and this"
    document.save("unmarked.docx")
    assert "line 6" in sysmap("comments", "town", "unmarked.docx", code=1).err
    Document().save("plain.docx")
    assert "no table of comments" in sysmap("comments", "town", "plain.docx", code=1).err
    Path("broken.docx").write_bytes(Path("filled.docx").read_bytes()[:400])
    assert "damaged" in sysmap("comments", "town", "broken.docx", code=1).err


def test_the_word_summary_of_a_share_comes_back_and_finds_its_things(sysmap, ids):
    sysmap("share", "town", "share.zip", "--for", "partner", "--zip")
    with zipfile.ZipFile("share.zip") as packed:
        name = next(each for each in packed.namelist() if each.endswith(".docx"))
        packed.extract(name)
    document = Document(name)
    row = next(row for row in document.tables[-1].rows if row.cells[0].text == "Carer strain")
    assert ids["Carer strain"] not in row.cells[-1].text
    row.cells[1].text = "wrong"
    row.cells[3].text = "name: Load on carers"
    document.save("filled.docx")
    sysmap("set", "town", "Carer strain", "name=Strain")
    (found,) = sysmap("comments", "town", "filled.docx", "--format", "json").json["comments"]
    assert (found["about_id"], found["now"], found["then"]) == (ids["Carer strain"], "Strain", "Carer strain")


def test_hostile_words_stay_words(sysmap, ids, send):
    bad = "=cmd|' /C calc'!A0 <script>alert(1)</script> \x1b[31m DROP TABLE"
    sysmap(
        "comments",
        "town",
        send("a.txt", (1, on(ids, "Carer strain", mark="wrong", text=bad, role=bad[:80]))),
    )
    shown = sysmap("comments", "town")
    assert "\x1b" not in shown.out
    assert "<script>" in shown.out
    row = sysmap("comments", "town", "--format", "csv").out.splitlines()[1]
    assert "'=cmd" in row


def test_comments_travel_with_the_map_and_never_to_another_audience(sysmap, ids, send):
    sysmap(
        "comments",
        "town",
        send("a.txt", (1, on(ids, "Carer strain", mark="wrong", text="Zebra-remark"))),
    )
    for path in ("out.json", "out", "out.xlsx"):
        sysmap("export", "town", path)
        sysmap("import", f"back_{path.rpartition('.')[2]}", path, "--new")
        assert "Zebra-remark" in sysmap("comments", f"back_{path.rpartition('.')[2]}").out
    sysmap("export", "town", "partner", "--for", "partner")
    assert not any(b"Zebra-remark" in each.read_bytes() for each in Path("partner").iterdir())
    for audience in ("council", "partner", "public"):
        sysmap("render", "town", "page.html", "--for", audience)
        assert "Zebra-remark" not in Path("page.html").read_text(encoding="utf-8")


def test_nothing_to_list_says_how_comments_come(sysmap, town):
    assert "No comments yet" in sysmap("comments", "town").out
    assert "no comment has the id" in sysmap("comments", "town", "--accept", "cmt_1", code=1).err
