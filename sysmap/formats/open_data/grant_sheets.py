"""Grants in a workbook or CSV, turned into JSON by flattentool, as 360Giving's own tools do."""

import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sysmap.errors import BadInputError
from sysmap.formats import guards
from sysmap.formats.open_data.contents import Entry
from sysmap.formats.text_files import read_text

_CLASH = re.compile(r'with the id "(?P<id>.*?)": field "(?P<field>.*?)"', re.DOTALL)


def _text(title: str) -> dict[str, str]:
    return {"type": "string", "title": title}


def _several(title: str, **properties: dict[str, str]) -> dict[str, Any]:
    items = {"type": "object", "properties": properties}
    return {"type": "array", "title": title, "rollUp": list(properties), "items": items}


_BODY = {
    "id": _text("Identifier"),
    "name": _text("Name"),
    "charityNumber": _text("Charity Number"),
    "companyNumber": _text("Company Number"),
}
_PERSON = {"id": _text("Identifier"), "name": _text("Name")}
_SCHEMA = {
    "type": "object",
    "properties": {
        "id": _text("Identifier"),
        "title": _text("Title"),
        "currency": _text("Currency"),
        "amountAwarded": _text("Amount Awarded"),
        "awardDate": _text("Award Date"),
        "forRegrantType": _text("For Regrant Type"),
        "plannedDates": _several(
            "Planned Dates",
            startDate=_text("Start Date"),
            endDate=_text("End Date"),
            duration=_text("Duration (months)"),
        ),
        "recipientOrganization": _several("Recipient Org", **_BODY),
        "fundingOrganization": _several("Funding Org", **_BODY),
        "recipientIndividual": _several("Recipient Ind", **_PERSON),
        "toIndividualsDetails": {
            "type": "object",
            "title": "To Individuals Details",
            "properties": {"primaryGrantReason": _text("Primary Grant Reason")},
        },
    },
}
"""The columns of a sheet of grants that are read, by the titles of the 360Giving standard; amounts stay as written."""


def read_sheets(path: Path) -> Iterator[tuple[Entry, dict[str, Any]]]:
    """Give each grant of a workbook or CSV as JSON, with its sheet and row.

    Parameters
    ----------
    path : Path
        The file.

    Yields
    ------
    tuple of Entry and dict
        Where it stands, with an error where several rows have its identifier and differ; and the grant.

    Raises
    ------
    BadInputError
        When it is no workbook or CSV, unpacks to too much, or flattentool is not installed.
    """
    guards.check_file(path, max_bytes=guards.MAX_WORKBOOK_BYTES)
    if guards.is_workbook(path):
        guards.check_workbook(path)
        yield from _convert(path, path, "xlsx")
        return
    text = read_text(path)
    with tempfile.TemporaryDirectory() as folder:
        # flattentool reads a folder of CSV files, in UTF-8.
        (Path(folder) / "grants.csv").write_text(text.removeprefix("\ufeff"), encoding="utf-8", newline="")
        yield from _convert(path, Path(folder), "csv")


def _convert(path: Path, source: Path, kind: str) -> Iterator[tuple[Entry, dict[str, Any]]]:
    import warnings

    try:
        # It warns of libraries of its own as it is imported.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from flattentool import INPUT_FORMATS
            from flattentool.schema import SchemaParser
    except ImportError as error:
        raise BadInputError(
            f"{path}: sheets of grants are read by flattentool, which is not installed: pip install sysmap[grants], "
            "or bring the same grants as JSON"
        ) from error
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            options = {"root_list_path": "grants", "root_id": "", "convert_titles": True}
            reader = INPUT_FORMATS[kind](input_name=str(source), **options)
            parser = SchemaParser(root_schema_dict=_SCHEMA, rollup=True, root_id="")
            parser.parse()
            reader.parser, reader.encoding = parser, "utf-8"
            reader.read_sheets()
            grants, cells, _ = reader.fancy_unflatten(with_cell_source_map=True, with_heading_source_map=False)
        except Exception as error:
            first = str(error).strip().splitlines()
            raise BadInputError(f"{path}: is no sheet of grants ({first[0] if first else 'damaged'})") from error
    clashes = [found for each in caught if (found := _CLASH.search(str(each.message)))]
    for at, grant in enumerate(grants):
        yield (
            _entry(path, at, grant, cells, [each["field"] for each in clashes if each["id"] == grant.get("id")]),
            grant,
        )


def _entry(path: Path, at: int, grant: Mapping[str, Any], cells: Mapping[str, Any], clashing: list[str]) -> Entry:
    """Say where a grant stands, and that several rows have its identifier, where they differ."""
    prefix = f"grants/{at}/"
    where: list[Any] = cells.get(f"{prefix}id") or next(
        (each for name, each in cells.items() if name.startswith(prefix)), []
    )
    sheets = [each[0] for each in where if len(each) > 2]
    rows = sorted({int(each[2]) for each in where if len(each) > 2})
    named = f"{path.name}, sheet {sheets[0]}" if sheets and path.suffix.lower() != ".csv" else path.name
    entry = Entry(named, rows[0] if rows else 0, str(grant.get("id") or ""))
    if clashing:
        listed = ", ".join(map(str, rows))
        fields = ", ".join(dict.fromkeys(clashing))
        entry.error("id", f"rows {listed} have this identifier and differ in {fields}", "give each grant its own id")
    return entry
