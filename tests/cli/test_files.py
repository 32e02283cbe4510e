"""Files in and out of a map, from the command line."""

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "sample_maps"
SPEND = ROOT / "tests" / "data" / "spend"


def test_every_format_brings_a_map_back_as_it_was(sysmap, town):
    sysmap("snapshot", town, "one")
    for name in ("town.xlsx", "town.json", "tables"):
        sysmap("export", town, name)
        copy = f"from_{Path(name).suffix.removeprefix('.')}"
        sysmap("import", copy, name, "--new")
        assert "Nothing differs." in sysmap("diff", town, copy).lines


def test_a_map_is_not_made_under_the_name_of_another_sort_of_file(sysmap, town):
    sysmap("export", town, "town.json")
    assert "a map ends in .sysmap; write th.sysmap" in sysmap("import", "th.xlsx", "town.json", "--new", code=2).err


@pytest.mark.parametrize("command", ["export", "render"])
def test_nothing_is_written_to_standard_output_under_the_name_of_a_dash(sysmap, town, command):
    assert sysmap(command, town, "-", code=2).err.startswith("sysmap: - is no name here")
    assert not Path("-").exists()


def test_json_carries_log_and_snapshots_for_the_council_only(sysmap, town):
    sysmap("snapshot", town, "one")
    sysmap("export", town, "town.json")
    said = sysmap("import", "again", "town.json", "--new")
    assert "snapshots came with it." in said.out
    assert sysmap("snapshot", "again", "--format", "json").json == sysmap("snapshot", town, "--format", "json").json
    theirs = sysmap("log", town, "--format", "json").json["edits"]
    assert sysmap("log", "again", "--format", "json").json["edits"] == theirs
    sysmap("set", town, "carer", "sensitivity=internal")
    sysmap("export", town, "partner.json", "--for", "partner")
    assert "Carer" not in Path("partner.json").read_text(encoding="utf-8")


def test_what_an_audience_may_not_see_does_not_leave(sysmap, town):
    sysmap("set", town, "carer", "sensitivity=internal")
    done = sysmap("export", town, "public", "--for", "partner", "--format", "json").json
    assert done["withheld"] == {"Factor": 1, "INFLUENCES": 2}
    assert all("Carer" not in path.read_text(encoding="utf-8-sig") for path in Path("public").iterdir())


def test_nothing_is_written_over_unasked(sysmap, town):
    Path("town.json").write_text("mine", encoding="utf-8")
    assert (
        sysmap("export", town, "town.json", code=2).err == "sysmap: town.json is there already; --force replaces it\n"
    )
    assert Path("town.json").read_text(encoding="utf-8") == "mine"
    sysmap("export", town, "town.json", "--force")
    sysmap("template", "book")
    assert "--force" in sysmap("template", "book.xlsx", code=2).err


def test_a_template_comes_back_filled_in(sysmap, town):
    import openpyxl

    sysmap("template", "book.xlsx")
    book = openpyxl.load_workbook("book.xlsx")
    sheet = next(each for each in book if "name" in [cell.value for cell in each[1]])
    headers = [cell.value for cell in sheet[1]]
    sheet.cell(2, headers.index("name") + 1, "Loneliness")
    kind = next(index for index, header in enumerate(headers) if header in {"label", "what it is", "kind", "type"})
    sheet.cell(2, kind + 1, "factor")
    book.save("book.xlsx")
    assert "added 1: 1 factor" in sysmap("import", town, "book.xlsx").out
    assert sysmap("show", town, "Loneliness", "--format", "json").json["kind"] == "Factor"


def test_importing_again_changes_nothing_and_keeps_what_was_drawn(sysmap):
    sysmap("import", "t", SAMPLES / "thornmere", "--new")
    sysmap("set", "t", "F10", "note=said in the room")
    done = sysmap("import", "t", SAMPLES / "thornmere", "--format", "json").json["files"][0]
    assert (done["added"], done["updated"]) == ({}, {})
    assert sysmap("show", "t", "F10", "--format", "json").json["values"]["note"] == "said in the room"


def test_a_merged_element_does_not_come_back(sysmap):
    sysmap("import", "t", SAMPLES / "thornmere", "--new")
    sysmap("merge", "t", "F05", "F04")
    done = sysmap("import", "t", SAMPLES / "thornmere", "--format", "json").json["files"][0]
    assert "Factor" not in done["added"]
    assert sysmap("check", "t", "--format", "json").json["errors"] == 0


def test_one_table_joins_elements_that_are_on_the_map(sysmap, town):
    Path("links.csv").write_text("from;relationship;to;polarity\ncarer strain;influences;Falls;+\n", encoding="utf-8")
    Path("nodes.csv").write_text("label,name\nfactor,Falls\n", encoding="utf-8")
    assert "table of nodes" in sysmap("import", town, "nodes.csv").out
    sysmap("import", town, "links.csv")
    assert "More “Carer strain” means more “Falls”." in sysmap("show", town, "Falls").lines


def test_positions_saved_by_the_page_take_the_place_of_the_old(sysmap, town):
    carer = sysmap("show", town, "carer", "--format", "json").json["id"]
    for x in ("10.5", "20.5"):
        Path("positions.csv").write_text(f"id,element_id,view,x,y\r\npos-{carer},{carer},,{x},-3\r\n", encoding="utf-8")
        sysmap("import", town, "positions.csv")
    assert sysmap("show", town, "--format", "json").json["counts"]["Position"] == 1
    sysmap("export", town, "tables")
    assert "20.5" in Path("tables/positions.csv").read_text(encoding="utf-8")


def test_positions_of_what_is_not_on_the_map_are_refused_by_file_row_and_field(sysmap, town):
    before = sysmap("show", town, "--format", "json").json["edits"]
    Path("positions.csv").write_text("id,element_id,view,x,y\r\npos-x,nobody,,3,-3\r\n", encoding="utf-8")
    refused = sysmap("import", town, "positions.csv", code=1)
    said = "positions.csv, row 2, element_id: pos-x names 'nobody', which is not on the map"
    assert said in refused.out + refused.err
    shown = sysmap("show", town, "--format", "json").json
    assert shown["edits"] == before
    assert "Position" not in shown["counts"]


def test_a_map_without_positions_is_drawn_wherever_a_layout_puts_it(sysmap, town):
    assert "Position" not in sysmap("show", town, "--format", "json").json["counts"]
    sysmap("render", town, "page.html")
    sysmap("render", town, "picture.svg")
    for name in ("page.html", "picture.svg"):
        assert "Carer strain" in Path(name).read_text(encoding="utf-8"), name


def test_a_file_with_errors_comes_in_not_at_all_or_as_far_as_it_is_sound(sysmap, town):
    Path("nodes.csv").write_text("id,label,name,control\nx1,factor,Good,ours\nx2,factor,,\n", encoding="utf-8")
    Path("relationships.csv").write_text(
        "id,type,from_id,to_id,amount\nr1,INFLUENCES,x1,nowhere,\nr2,FUNDS,x1,x1,many\n", encoding="utf-8"
    )
    before = sysmap("show", town, "--format", "json").json["edits"]
    refused = sysmap("import", town, "nodes.csv", code=1)
    assert "nothing was brought in" in refused.out
    assert "nodes.csv, row 3" in refused.out
    assert sysmap("show", town, "--format", "json").json["edits"] == before
    partly = sysmap("import", town, "nodes.csv", "relationships.csv", "--keep-going", "--format", "json", code=1).json
    assert [each["added"] for each in partly["files"]] == [{"Factor": 1}, {}]
    assert [each["left_out"] for each in partly["files"]] == [1, 2]
    again = sysmap("import", town, "relationships.csv", "--keep-going", code=1)
    assert "  2 rows were left out." in again.lines
    assert {each["row"] for each in partly["files"][1]["problems"]} == {2, 3}


def test_a_second_file_is_not_tried_after_a_bad_one(sysmap, town):
    Path("nodes.csv").write_text("id,label,name\nx2,factor,\n", encoding="utf-8")
    sysmap("export", town, "good.json")
    said = sysmap("import", town, "nodes.csv", "good.json", code=1)
    assert "1 more not tried; --keep-going goes on." in said.lines


def test_a_map_that_is_not_there_is_made_only_where_asked(sysmap):
    refused = sysmap("import", "t", SAMPLES / "starter", code=1)
    assert "--new makes it" in refused.err
    assert not Path("t.sysmap").exists()
    sysmap("import", "t", SAMPLES / "starter", "--new")


def test_a_new_map_goes_again_where_nothing_came_in(sysmap):
    Path("x.csv").write_text("hello\n", encoding="utf-8")
    sysmap("import", "t", "x.csv", "--new", code=1)
    assert list(Path().glob("t.sysmap*")) == []


@pytest.mark.parametrize("name", ["x.pdf", "x.docx", "nothing.csv"])
def test_what_is_no_map_is_one_clear_line(sysmap, town, name):
    if name != "nothing.csv":
        Path(name).write_bytes(b"%PDF-1.4 \x00\x01")
    refused = sysmap("import", town, name, code=1)
    assert refused.err.startswith(f"sysmap: {name}: ")
    assert refused.err.count("\n") == 1


def test_a_renamed_pdf_is_one_clear_line(sysmap, town):
    Path("spend.csv").write_bytes(b"%PDF-1.4 \x00\x01\x02" * 40)
    refused = sysmap("import", town, "spend.csv", code=1)
    assert refused.err.count("\n") == 1
    assert "spend.csv" in refused.err


def test_a_spend_file_is_known_and_added_up_to_the_penny(sysmap):
    done = sysmap("import", "leeds", *sorted((SAMPLES / "leeds_spend").glob("*.csv")), "--new", "--format", "json").json
    spend = done["files"][0]["spend"]
    assert (spend["payments"], spend["total"]) == (2899, "13253345.86")
    assert {each["role"]: each["header"] for each in spend["columns"]}["payee"] == "Beneficiary Name"
    money = sysmap("money", "leeds", "--format", "json").json
    paid = sum(float(each["amount"]) for each in money["flows"] if each["flow_role"] == "spend")
    back = sum(float(each["amount"]) for each in money["flows"] if each["flow_role"] == "repayment")
    assert round(paid - back, 2) == 13253345.86
    again = sysmap("import", "leeds", *sorted((SAMPLES / "leeds_spend").glob("*.csv")), "--format", "json").json
    assert again["files"][0]["added"] == {}


def test_the_payments_behind_a_flow_stay_reachable(sysmap):
    sysmap("import", "leeds", *sorted((SAMPLES / "leeds_spend").glob("*.csv")), "--new")
    flow = sysmap("money", "leeds", "--format", "json").json["flows"][0]
    shown = sysmap("show", "leeds", flow["id"], "--format", "json").json
    assert round(sum(float(each["values"]["amount"]) for each in shown["payments"]), 2) == float(flow["amount"])
    assert sysmap("show", "leeds", flow["id"], "--for", "partner", "--format", "json").json["payments"] == []


def test_the_files_own_total_is_compared(sysmap):
    said = sysmap("import", "l", SPEND / "lambeth_2011-02_pivot.csv", "--new", "--payer", "Lambeth Council")
    assert "states 'Grand Total' £40,354,087.84: agrees with the rows" in said.out


def test_rows_that_cannot_be_read_stop_an_import_and_are_listed_when_it_goes_on(sysmap):
    Path("june.csv").write_text(
        "Payer,Supplier,Date,Amount\nTown,Acme Ltd,01/06/2020,600.00\nTown,Bolt Ltd,02/06/2020,1.2E+05\n",
        encoding="utf-8",
    )
    refused = sysmap("import", "t", "june.csv", "--new", code=1)
    assert "line 3" in refused.err
    done = sysmap("import", "t", "june.csv", "--new", "--keep-going", "--format", "json", code=1)
    sound = done.json["files"][0]
    assert (sound["left_out"], sound["brought_in"]) == (1, True)
    assert [each["line"] for each in sound["spend"]["skipped"]] == [3]
    assert sound["spend"]["total"] == "600.00"


def test_a_page_is_not_drawn_into_a_folder_that_is_not_there(sysmap, town):
    refused = sysmap("render", town, "nowhere/page.html", code=1)
    assert refused.err == "sysmap: nowhere/page.html cannot be written: there is no folder nowhere\n"
    assert not Path("nowhere").exists()


def test_a_map_is_drawn_as_one_page(sysmap, town):
    sysmap("set", town, "carer", "sensitivity=internal")
    said = sysmap("render", town, "--as-of", "2026-11-22")
    assert said.out.startswith("Wrote town.html")
    assert "as of 2026-11-22" in said.out
    assert "Carer strain" in Path("town.html").read_text(encoding="utf-8")
    sysmap("render", town, "partner.html", "--for", "partner")
    assert "Carer strain" not in Path("partner.html").read_text(encoding="utf-8")
    sysmap("render", town)
    Path("mine.html").write_text("<p>mine", encoding="utf-8")
    assert "no page of sysmap's" in sysmap("render", town, "mine.html", code=2).err


def test_the_demo_makes_asks_and_draws_two_maps(sysmap):
    for _ in range(2):
        said = sysmap("demo", "--out", "out")
        assert "There are 51 feedback loops: 19 feed themselves (R) and 32 keep things in check (B)." in said.lines
        assert "13,253,345.86" in said.out
        assert str(Path("out/thornmere.html").resolve()) in said.out
    assert json.loads(sysmap("show", "out/leeds_spend", "--format", "json").out)["edits"] == 1


def test_what_a_file_is_can_be_said(sysmap, town):
    Path("list.txt").write_text("label;name\nfactor;Falls\n", encoding="utf-8")
    assert "table of nodes" in sysmap("import", town, "list.txt", "--as", "table").out
    sysmap("export", town, "tables")
    assert "a folder of CSV files" in sysmap("import", town, "tables", "--as", "csv").out
    assert "there are csv, json, xlsx, table, spend" in sysmap("import", town, "list.txt", "--as", "pdf", code=2).err
    assert "no such file" in sysmap("import", town, "nothing", "--as", "csv", code=1).err


def test_a_picture_goes_into_a_folder_under_the_name_of_the_map(sysmap, town, tmp_path):
    (tmp_path / "out").mkdir()
    assert sysmap("render", town, "out").out.startswith("Wrote out/town.html")
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    assert sysmap("render", town, "file/town.html", code=1).err.startswith("sysmap: file/town.html cannot be written")
    assert "cannot be made" in sysmap("demo", "--out", "file/out", code=1).err


def test_a_damaged_map_file_says_where(sysmap, town):
    Path("cut.json").write_text('{"sysmap": 1,\n "records": [', encoding="utf-8")
    refused = sysmap("import", town, "cut.json", code=1)
    assert refused.err.startswith("sysmap: cut.json")
    assert refused.err.count("\n") == 1
    assert "row 2" in refused.err or "line 2" in refused.err
    assert "that is a map; use sysmap export" in sysmap("import", town, "town.sysmap", code=1).err


def test_a_new_map_goes_again_where_its_import_was_stopped_half_way(sysmap, town, monkeypatch):
    from sysmap.errors import StoreError
    from sysmap.stores.sqlite_file import FileStore

    sysmap("export", town, "town.json")
    commit = FileStore.commit
    done = []

    def run_out_of_space(store, edit):
        done.append(edit)
        if len(done) == 3:
            raise StoreError("the disk is full")
        return commit(store, edit)

    monkeypatch.setattr(FileStore, "commit", run_out_of_space)
    assert sysmap("import", "copy", "town.json", "--new", code=1).err == "sysmap: the disk is full\n"
    assert list(Path().glob("copy.sysmap*")) == []


def test_a_corrected_spend_file_takes_the_place_of_the_first_and_says_so(sysmap):
    header = "Body,Service,Supplier,Date,Amount,Reference\n"
    row = "Thornby Council,Home care,Larkrise Ltd,01/06/2020,{},1\n"
    row += "Thornby Council,Home care,Linden,01/06/2020,1,9\nThornby Council,Home care,Amber,02/06/2020,{},2\n"
    more = "Thornby Council,Advice,Amber,03/06/2020,5,3\n"
    Path("june.csv").write_text(header + row.format(100, 20) + more, "utf-8")
    Path("july.csv").write_text(header + row.replace("/06/", "/07/").format(7, 8), "utf-8")
    Path("june_again.csv").write_text(header + row.format(100, "26.50"), "utf-8")
    sysmap("import", "spend", "june.csv", "july.csv", "--new")
    refused = sysmap("import", "spend", "june_again.csv", code=1)
    assert refused.err == (
        "sysmap: june_again.csv: 2 of its 3 payments are on the map already, from june.csv, which holds 4; "
        "to count this file in place of that, say --replaces june.csv\n"
    )
    done = sysmap("import", "spend", "june_again.csv", "--replaces", "june.csv")
    assert "  Imported total £127.50 = sum of the readable rows, to the penny" in done.lines
    assert "  With the other files on the map, 2 in all: £143.50, to the penny" in done.lines
    assert "  In place of june.csv, whose payments no longer count" in done.lines
    assert "    “Thornby Council” to “Amber”, Home care, 2020-21: £28.00 is now £34.50" in done.lines
    assert "  No longer in the file, kept on the map: 2" in done.lines
    assert "    Advice: the file no longer names it" in done.lines
    sysmap("undo", "spend")
    again = sysmap("import", "spend", "june.csv", "--format", "json").json["files"][0]
    assert again["spend"]["added"] == again["spend"]["changed"] == {}
