"""Public data through the program: found out, strict or not, reconciled on the screen, nothing half done."""

import gzip
import json
from pathlib import Path

from sysmap.pipeline.importing import import_files

OCDS = Path(__file__).parents[1] / "data" / "ocds" / "contracts_finder_2025-01-23_cut.json"


def release(ocid, amount):
    award = {
        "id": "a",
        "status": "active",
        "value": {"amount": amount, "currency": "GBP"},
        "suppliers": [{"name": "S"}],
    }
    return {"ocid": ocid, "date": "2025-04-01", "buyer": {"name": "Council"}, "awards": [award]}


def test_contracts_and_a_register_are_found_out_and_reconciled(sysmap):
    Path("contracts.csv").write_text(
        "Contract Ref,Title,Supplier,Value,Start Date,End Date\n1,Care,Care Ltd,5.25,01/04/2025,31/03/2026\n",
        encoding="utf-8",
    )
    done = sysmap("import", "t", OCDS, "contracts.csv", "--payer", "Thornmere Council", "--new")
    assert done.out.count("On the map: the same, to the penny") == 2
    assert "6 releases update others" in done.out
    ending = sysmap("ending", "t", "--as-of", "2025-06-01", "--format", "json").json
    assert any(each["day"] == "2026-03-31" for each in ending["endings"])
    check = sysmap("check", "t", "--format", "json").json
    assert [each for each in check["problems"] if each["severity"] == "error"] == []


def test_whoever_waits_is_told_how_far_an_import_is(tmp_path):
    spend = tmp_path / "2025-04.csv"
    rows = [f"Council,S{number},{number}.50,01/04/2025\n" for number in range(5001)]
    spend.write_text("Body,Supplier,Amount,Date\n" + "".join(rows), encoding="utf-8")
    lines = tmp_path / "notices.jsonl"
    lines.write_text("".join(f"{json.dumps(release(f'ocds-{n}', 5))}\n" for n in range(501)), encoding="utf-8")
    packed = tmp_path / "packed.json.gz"
    packed.write_bytes(gzip.compress(OCDS.read_bytes()))
    told = []
    files = [str(each) for each in (spend, lines, packed)]
    import_files(str(tmp_path / "t"), files, new=True, by="analyst", tell=lambda *each: told.append(each))
    for each in (
        (0, 0, "Reading 2025-04.csv"),
        (5000, 5001),
        (0, 0, "Laying 2025-04.csv over the map"),
        (lines.stat().st_size >> 10, lines.stat().st_size >> 10, "Reading notices.jsonl, in kilobytes"),
        (500, 501, "Merging releases of contracting processes"),
    ):
        assert each in told
    sizes = [each[1] for each in told if each[2:] == ("Reading packed.json.gz, in kilobytes",)]
    assert sizes == [packed.stat().st_size >> 10]
    assert [each[2].split()[0] for each in told if each[2:]].count("Writing") == 3


def test_strict_brings_nothing_of_a_file_with_an_error_and_keep_going_the_rest(sysmap):
    given = {"releases": [release("ocds-1", 100), release("ocds-2", "£1.2m (est)")]}
    Path("march.json").write_text(json.dumps(given), encoding="utf-8")
    for flags in ((), ("--strict",)):
        refused = sysmap("import", "t", "march.json", "--new", *flags, code=1)
        assert "march.json, row 2, awards[0].value.amount: ocds-2: the amount is “£1.2m (est)”" in refused.out
        assert "nothing was brought in" in refused.out
        assert not Path("t.sysmap").exists()
    rest = sysmap("import", "t", "march.json", "--new", "--keep-going", "--format", "json", code=1).json["files"][0]
    assert (rest["agreements"]["on_map"], rest["left_out"]) == ({"GBP": "100"}, 1)
