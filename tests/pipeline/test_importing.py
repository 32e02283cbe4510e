"""Files brought into a map by the people who made them: what is refused, and in which words."""

from datetime import date

import pytest

from sysmap.errors import BadInputError
from sysmap.model.edits import add, make_edit
from sysmap.model.records import Record
from sysmap.pipeline.checking import check
from sysmap.pipeline.exporting import export_map
from sysmap.pipeline.importing import import_files
from sysmap.pipeline.opening import open_map
from sysmap.stores.base import create, open_store
from sysmap.stores.sqlite_file import FileStore

ELEMENTS = "id,label,name\nf1,Factor,Falls\nf2,Factor,Frailty\n"
LINK = "type,from_id,to_id\nINFLUENCE,Falls,Frailty\n"


@pytest.fixture
def bring(tmp_path):
    """Bring tables, given as text by their names, into a map; give the answer as data."""

    def run(tables, **options):
        folder = tmp_path / "tables"
        folder.mkdir(exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        for name, text in tables.items():
            (folder / name).write_text(text, encoding="utf-8")
        address = tmp_path / "town.sysmap"
        return import_files(str(address), [str(folder)], new=not address.exists(), by="facilitator", **options)

    return run


def read(tmp_path):
    with open_store(str(tmp_path / "town.sysmap")) as store:
        return store.read_map(bulk=True)


def problems(answer):
    return [
        (each["severity"], each["file"], each["row"], each["field"], each["message"], each["todo"])
        for each in answer.data["files"][0]["problems"]
    ]


@pytest.mark.parametrize("polarity", ["up", "++", "--"])
def test_a_way_that_cannot_be_read_is_refused_and_says_the_words_to_write(bring, polarity):
    links = f"type,from_id,to_id,polarity\nINFLUENCES,f1,f2,same\nINFLUENCES,f2,f1,{polarity}\n"
    answer = bring({"nodes.csv": ELEMENTS, "relationships.csv": links})
    assert not answer.fine
    assert problems(answer) == [
        (
            "error",
            "relationships.csv",
            3,
            "polarity",
            f"polarity is '{polarity}'; write one of same, opposite, unsure",
            "correct it",
        )
    ]


def test_check_names_the_link_whose_way_cannot_be_read(tmp_path):
    ends = [Record(each, "Factor", {"name": name}) for each, name in (("f1", "Falls"), ("f2", "Frailty"))]
    link = Record("l1", "INFLUENCES", {"from_id": "f1", "to_id": "f2", "polarity": "up"})
    with create(str(tmp_path / "town.sysmap")) as store:
        store.commit(make_edit("came from elsewhere", [add(each) for each in (*ends, link)], by="facilitator"))
    answer = check(open_map(str(tmp_path / "town.sysmap")), as_of=date(2026, 11, 22), listed=9)
    (problem,) = answer.data["problems"]
    assert not answer.fine
    assert problem["message"].startswith("“Falls” changes “Frailty”, which way is unsure (l1): polarity is 'up'")


def meddle(tmp_path, monkeypatch, times):
    """Let somebody else add an element of the file just before each of the first commits."""
    commit = FileStore.commit
    others = [Record(f"f{number}", "Factor", {"name": f"Theirs {number}"}) for number in range(1, times + 1)]

    def late(store, edit):
        if others:
            with open_store(str(tmp_path / "town.sysmap")) as other:
                commit(other, make_edit("theirs", [add(others.pop(0))], by="participant"))
        return commit(store, edit)

    monkeypatch.setattr(FileStore, "commit", late)


def test_an_import_takes_in_what_somebody_else_did_meanwhile(bring, tmp_path, monkeypatch):
    bring({"nodes.csv": "id,label,name\nf0,Factor,Loneliness\n"})
    meddle(tmp_path, monkeypatch, 1)
    answer = bring({"nodes.csv": ELEMENTS})
    assert answer.fine
    assert (answer.data["files"][0]["added"], answer.data["files"][0]["updated"]) == ({"Factor": 1}, {"Factor": 1})
    assert [each.name for each in read(tmp_path)] == ["Loneliness", "Falls", "Frailty"]


def test_an_import_that_comes_too_late_twice_says_so_in_one_line(bring, tmp_path, monkeypatch):
    bring({"nodes.csv": "id,label,name\nf0,Factor,Loneliness\n"})
    meddle(tmp_path, monkeypatch, 2)
    with pytest.raises(BadInputError, match=r"tables: somebody else changed this map meanwhile; .* try again$"):
        bring({"nodes.csv": ELEMENTS})
    assert [each.name for each in read(tmp_path)] == ["Loneliness", "Theirs 1", "Theirs 2"]


def test_a_name_of_three_million_letters_is_refused_in_a_few_words(bring, tmp_path):
    bring({"nodes.csv": ELEMENTS})
    answer = bring({"nodes.csv": f"label,name\nFactor,{'n' * 3_000_000}\n"})
    assert not answer.fine
    assert max(len(str(part)) for part in answer.parts) < 300
    assert len(read(tmp_path)) == 2


@pytest.mark.parametrize(
    ("table", "header", "said"),
    [
        ("nodes.csv", "id,label,decides", "there is no column name"),
        ("nodes.csv", "id,name,note", "there is no column label"),
        ("nodes.csv", "id,note,decides", "there is no column label and no column name"),
        ("nodes.csv", "apples,pears,plums", "no column here is one of ours"),
        ("relationships.csv", "type,from_id,note", "there is no column to_id"),
        ("relationships.csv", "from_id,to_id,note", "there is no column type"),
    ],
)
@pytest.mark.parametrize("keep_going", [False, True])
def test_a_column_that_is_missing_is_one_error_however_many_rows(bring, table, header, said, keep_going):
    tables = {
        "nodes.csv": ELEMENTS,
        "relationships.csv": "id,type,from_id,to_id,polarity\nl1,INFLUENCES,f1,f2,same\nl2,INFLUENCES,f2,f1,same\n",
        "loops.csv": "loop_id,name,node_ids,relationship_ids\nL,Round,f1;f2,l1;l2\n",
        table: f"{header}\n" + "a,b,c\n" * 20,
    }
    answer = bring(tables, keep_going=keep_going)
    errors = [each for each in problems(answer) if each[0] == "error"]
    assert [each[1:5] for each in errors] == [(table, 1, "", said)]
    assert not answer.fine
    assert all("is not on the map" not in each[4] and "is broken" not in each[4] for each in problems(answer))


def test_only_a_table_with_rows_misses_its_columns_and_notes_need_no_name(bring):
    tables = {"nodes.csv": "label,text\nNote,We ran out of time\n", "relationships.csv": "type,from_id\n,\n"}
    assert bring(tables).fine


def test_errors_come_before_warnings_and_a_loop_is_not_blamed_for_its_link(bring):
    tables = {
        "nodes.csv": "id,label,name,shade\nf1,Factor,Falls,blue\nf2,Factor,Frailty,red\n",
        "relationships.csv": "id,type,from_id,to_id,polarity\nl1,INFLUENCES,f1,f2,same\nl2,INFLUENCES,f2,gone,same\n",
        "loops.csv": "loop_id,name,node_ids,relationship_ids\nL,Round,f1;f2,l1;l2\n",
    }
    told = problems(bring(tables))
    assert [(each[0], each[1]) for each in told] == [("error", "relationships.csv"), ("warning", "nodes.csv")]


def test_a_kind_that_is_not_ours_is_kept_and_told_of_once(bring, tmp_path):
    table = "label,name,shade\nFactr,Falls,\nFactr,Frailty,blue\nBakery,Crumbs,\n"
    told = problems(bring({"nodes.csv": table}))
    kept = "it is kept as a kind of your own"
    assert [each for each in told if each[3] == "label"] == [
        ("warning", "nodes.csv", 2, "label", "'Factr' is not one of our kinds", f"did you mean Factor? {kept}"),
        (
            "warning",
            "nodes.csv",
            4,
            "label",
            "'Bakery' is not one of our kinds",
            f"correct it if it was meant to be; {kept}",
        ),
    ]
    assert [each.kind for each in read(tmp_path)] == ["Factr", "Factr", "Bakery"]
    more = bring(
        {"nodes.csv": table.replace("Crumbs", "Rolls").replace("shade", "shade,hue"), "relationships.csv": LINK}
    )
    assert [each[3] for each in problems(more)] == ["hue", "type"]


def test_a_kind_marked_as_ones_own_is_not_told_of(bring):
    assert problems(bring({"nodes.csv": "label,name,own:shade\nown:Factr,Falls,blue\n"})) == []


@pytest.mark.parametrize(
    ("amount", "basis", "kept"),
    [
        ("300k", "", ("300000", "")),
        ("1.2m", "actual", ("1200000", "actual")),
        ("about £300k", "", ("300000", "estimate")),
        ("about 300k", "actual", ("300000", "actual")),
        ("1234567890123456789012345678.91", "", ("1234567890123456789012345678.91", "")),
    ],
)
def test_a_table_reads_money_as_the_command_does(bring, tmp_path, amount, basis, kept):
    nodes = "id,label,name\no,Organisation,Council\ns,Service,Classes\n"
    answer = bring({
        "nodes.csv": nodes,
        "relationships.csv": f"id,type,from_id,to_id,amount,basis\nm,FUNDS,o,s,{amount},{basis}\n",
    })  # fmt: skip
    assert answer.fine
    flow = read(tmp_path)["m"]
    assert (flow.get("amount"), flow.get("basis")) == kept


def test_a_table_takes_no_word_for_money_and_no_money_for_months(bring):
    bring({"nodes.csv": "id,label,name\no,Organisation,Council\ns,Service,Classes\n"})
    flow = bring({"relationships.csv": "type,from_id,to_id,amount\nFUNDS,o,s,lots\n", "nodes.csv": ELEMENTS})
    term = bring({"nodes.csv": "label,name,current_term_months\nAgreement,Grant,12m\n"})
    assert [each[3:5] for each in problems(flow)] == [("amount", "amount is 'lots'; write a number such as 1250.50")]
    assert [each[3] for each in problems(term)] == ["current_term_months"]


RUBBISH = {
    "empty.json": (b"", "the file is empty"),
    "deep.json": (
        b'{"schema": "sysmap map", "records": ' + b"[" * 100_000,
        "this is no JSON of a map: it is nested far too deeply",
    ),
    "other.json": (b"{}", "this JSON is no map of ours"),
    "report.json": (b"%PDF-1.7 \x00", "this is a PDF"),
    "z.zip": (b"PK\x03\x04\x00\x00", "this is a zip archive"),
    "empty.csv": (b"", "the file is empty"),
    "notes.md": (b"# Notes\n", "say what it is with --as csv, json, xlsx, table, spend"),
    "names.csv": (b"name\nFalls\nFrailty\n", "a list of names needs a column label saying what each is"),
    "old.sysmap": (b"SQLite format 3\x00", "that is a map; use sysmap export"),
}


@pytest.mark.parametrize("name", RUBBISH)
def test_what_is_no_map_is_refused_in_one_line_that_says_what_it_is(tmp_path, name):
    content, said = RUBBISH[name]
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BadInputError) as refused:
        import_files(str(tmp_path / "t"), [str(tmp_path / name)], new=True, by="facilitator")
    message = str(refused.value)
    assert message.startswith(
        f"{tmp_path / name}: {said}" if name != "notes.md" else f"{tmp_path / name}: this is no map"
    )
    assert said in message
    assert "\n" not in message
    assert "recursion" not in message
    assert not (tmp_path / "t.sysmap").exists()


def test_an_empty_folder_says_what_it_needs(tmp_path):
    (tmp_path / "folder").mkdir()
    with pytest.raises(BadInputError, match=r"folder: no table in this folder; it needs nodes\.csv"):
        import_files(str(tmp_path / "t"), [str(tmp_path / "folder")], new=True, by="facilitator")


@pytest.mark.parametrize(
    ("content", "said"),
    [("name\nFalls\n", "a list of names needs a column label"), ("apples,pears\n1,2\n", "no row of it is the header")],
)
def test_a_table_that_is_none_of_ours_says_what_is_missing(tmp_path, content, said):
    (tmp_path / "names.csv").write_text(content, encoding="utf-8")
    with pytest.raises(BadInputError, match=said):
        import_files(str(tmp_path / "t"), [str(tmp_path / "names.csv")], wanted="table", new=True, by="facilitator")


def test_rubbish_among_files_stops_all_of_them_or_only_itself(tmp_path):
    (tmp_path / "nodes.csv").write_text(ELEMENTS, encoding="utf-8")
    (tmp_path / "notes.md").write_text("# Notes\n", encoding="utf-8")
    paths = [str(tmp_path / name) for name in ("nodes.csv", "notes.md", "gone.csv")]
    with pytest.raises(BadInputError, match=r"notes\.md"):
        import_files(str(tmp_path / "town"), paths, new=True, by="facilitator")
    assert not (tmp_path / "town.sysmap").exists()
    answer = import_files(str(tmp_path / "town"), paths, new=True, keep_going=True, by="facilitator")
    assert [each["brought_in"] for each in answer.data["files"]] == [True, False, False]
    assert not answer.fine


@pytest.mark.parametrize("name", ["tables", "book.xlsx"])
def test_an_exported_map_of_payments_comes_back_without_a_remark(tmp_path, name):
    (tmp_path / "june.csv").write_text(
        "Body name,Payment date,Supplier,Net amount\nTown Council,01/06/2025,Acme Ltd,100.00\n", encoding="utf-8"
    )
    import_files(str(tmp_path / "town"), [str(tmp_path / "june.csv")], new=True, by="facilitator")
    export_map(str(tmp_path / "town.sysmap"), str(tmp_path / name))
    again = import_files(str(tmp_path / "again"), [str(tmp_path / name)], new=True, by="facilitator")
    assert again.fine
    assert again.data["files"][0]["added"]["Source"] == 1
    assert problems(again) == []
