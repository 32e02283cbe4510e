"""Looking at a database of Neo4j: the maps in it, and whether sysmap can work there."""

from dataclasses import asdict

from sysmap.pipeline.addresses import map_name, refuse_unless_neo4j
from sysmap.pipeline.answers import Answer, make_table


def tell_maps(address: str) -> Answer:
    """List the maps of a database.

    Parameters
    ----------
    address : str
        The address of the database.

    Raises
    ------
    UsageError
        When it is no address in Neo4j.
    StoreError
        When the server cannot be used.
    """
    refuse_unless_neo4j(address)
    from sysmap.stores.neo4j.looking import list_maps

    entries = list_maps(address)
    columns = ["map", "called", "elements", "edits", "address"]
    rows = [[each.name, each.title, str(each.elements), str(each.edits), each.address] for each in entries]
    shown = make_table(columns, rows, ("elements", "edits"))
    # Programs find the same headings whether or not a copy is under way; people see the last one only where it is.
    whole = [[*row, each.unfinished] for row, each in zip(rows, entries, strict=True)]
    table = make_table([*columns, "copied so far"], whole, ("elements", "edits"))
    if any(each.unfinished for each in entries):
        shown = table
    parts = (shown,) if entries else ("There are no maps in this database yet; sysmap new or sysmap push makes one.",)
    return Answer(parts, {"maps": [asdict(each) for each in entries]}, table)


def tell_server(address: str) -> Answer:
    """Say what runs at an address and what is missing there; nothing is written.

    Parameters
    ----------
    address : str
        The address of a database, or of a map in one.

    Raises
    ------
    UsageError
        When it is no address in Neo4j.
    StoreError
        When the server cannot be used at all; the message says why.
    """
    refuse_unless_neo4j(address)
    from sysmap.stores.neo4j.looking import check_server, list_maps

    report = check_server(address)
    wanted = map_name(address)
    found = not wanted or any(each.name == wanted for each in list_maps(address))
    lines = [
        f"Neo4j {report.version} {report.edition} at {report.server}, database {report.database}.",
        f"Schema: {report.schema_version} of {report.schema_known} steps done.",
        f"Maps: {report.maps}.",
        f"Graph Data Science: {'installed' if report.algorithms else 'not installed'}.",
    ]
    if wanted and found:
        lines.append(f"The map {wanted!r} is there.")
    lines.extend(("", *report.missing) if report.missing else ("Nothing is missing.",))
    said = {name: str(value) for name, value in asdict(report).items() if name != "missing"}
    rows = [*said.items(), *(("missing", each) for each in report.missing)]
    data = {**asdict(report), "missing": list(report.missing)}
    usable = found and report.schema_version <= report.schema_known
    return Answer(tuple(lines), data, make_table(("what", "found"), rows), fine=usable)
