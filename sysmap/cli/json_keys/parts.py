"""Keys that the answers of several commands share."""

from collections.abc import Mapping

Keys = Mapping[str, str]

ASKED: Keys = {
    "map": "what the map is called",
    "map_version": "the number of the edit after which the map was asked",
    "at": "the moment it was asked at; null for now",
    "scenario": "the id of the scenario; null for the base map",
    "audience": "for whom it was filtered",
    "withheld": "how many records of each kind they may not see",
}

FOUND: Keys = {**ASKED, "again": "what to type for the same answer again"}

EDIT: Keys = {
    "edit": "the number of the edit in the log; null where nothing was to be done",
    "edit_id": "its id; null too",
    "what": "what was done, in words",
    "by": "the role that did it",
    "why": "the reason it gave",
    "changes[].operation": "add, set or remove",
    "changes[].id": "the id of the record",
    "changes[].kind": "its kind",
    "changes[].name": "its name; empty for a link",
    "like[].name": "a name that was added",
    "like[].id": "the id of an element that is named alike",
    "like[].like": "its name",
}


def finding(path: str) -> Keys:
    """Give the keys of findings under a path."""
    return {
        f"{path}[].kind": "the sort of finding, a word that does not change",
        f"{path}[].sentence": "one plain sentence",
        f"{path}[].about": "ids of what it is about",
        f"{path}[].figures": "its figures by name: value, unit, made_from, rests_on",
        f"{path}[].rests_on": "ids of what it was worked out from",
        f"{path}[].missing": "what is not known and could change it",
        f"{path}[].as_of": "the day it speaks of; null where it depends on none",
        f"{path}[].scenario": "the id of the scenario; null for the base map",
    }


def loop(path: str) -> Keys:
    """Give the keys of loops under a path."""
    return {
        f"{path}[].id": "the id of the named loop, or one that always belongs to this chain",
        f"{path}[].name": "the name the group gave it; empty where none",
        f"{path}[].elements": "ids in order, each acting on the next and the last on the first",
        f"{path}[].relationships": "ids of the links in order",
        f"{path}[].length": "how many elements it passes through",
        f"{path}[].polarity": "R feeds itself, B keeps in check, or undetermined, by the signs as drawn",
        f"{path}[].contested": "ids of its links that people disagree on",
    }


def parameter(path: str) -> Keys:
    """Give the keys of the parameters of a question under a path."""
    return {
        f"{path}[].name": "a parameter",
        f"{path}[].wants": "id (a name will do), text, number or date",
        f"{path}[].default": "what is taken where nothing is given; null where something has to be",
        f"{path}[].help": "what it means",
    }


COPIED: Keys = {
    "from": "the address of the map that is copied",
    "to": "the address it is copied to",
    "new": "whether there was no map yet",
    "written": "whether anything was written",
    "edits": "how many edits the other place had not",
    "snapshots": "names of the snapshots it had not",
    "snapshots_left_out": "names of those it cannot have, as its log went another way before them",
    "known": "how many of the edits it had already",
    "ahead": "how many edits of its own it has, which stay",
    "conflicts": "how many edits that had been refused it had not",
    "unfinished": "whether it goes on with copying that was cut short",
    "taken_back": "whether copying of another map, which was cut short, is taken back instead",
    "added": "how many records of each kind are added",
    "changed": "how many records of each kind are changed",
    "removed": "how many records of each kind are removed",
}


def record(path: str) -> Keys:
    """Give the keys of records under a path."""
    return {
        f"{path}[].id": "its id",
        f"{path}[].kind": "its kind",
        f"{path}[].values": "its values by property",
    }


def flow(path: str) -> Keys:
    """Give the keys of flows of money under a path."""
    return {
        f"{path}[].id": "the id of the link",
        f"{path}[].from": "the id of who pays",
        f"{path}[].from_name": "their name",
        f"{path}[].to": "the id of who is paid",
        f"{path}[].to_name": "their name",
        f"{path}[].service": "the id of the service it pays for; empty where none",
        f"{path}[].service_name": "its name",
        f"{path}[].amount": "the exact amount, as text",
        f"{path}[].currency": "its currency",
        f"{path}[].year": "its financial year",
        f"{path}[].basis": "actual, committed, budget, forecast or estimate",
        f"{path}[].mechanism": "how the money moves",
        f"{path}[].flow_role": "source, transfer, spend or repayment",
    }


def amounts(path: str) -> Keys:
    """Give the keys of amounts by service under a path."""
    return {
        f"{path}[].id": "the id of the service; null where tied to none",
        f"{path}[].name": "its name",
        f"{path}[].amount": "the exact amount, as text",
    }


def snapshot(path: str) -> Keys:
    """Give the keys of a snapshot under a path."""
    return {
        f"{path}name": "the name of the snapshot",
        f"{path}edit": "the number of the edit after which it is",
        f"{path}time": "when it was named",
        f"{path}by": "the role that named it",
        f"{path}note": "anything worth knowing",
    }


def problem(path: str) -> Keys:
    """Give the keys of problems under a path."""
    return {
        f"{path}[].severity": "error or warning",
        f"{path}[].message": "what is wrong",
        f"{path}[].todo": "what to do",
        f"{path}[].field": "the column or property",
        f"{path}[].record_id": "the id of the record",
    }


SPEND: Keys = {
    f"files[].spend.{key}": said
    for key, said in {
        "file": "the name of the spend file",
        "encoding": "how its letters were read",
        "delimiter": "what parts its columns; empty in a workbook",
        "line_ends": "what ends its lines",
        "sheet": "the sheet of a workbook",
        "header_line": "the line of the header",
        "date_order": "dmy, mdy or ymd; empty where there are no dates",
        "columns": "role, position, header and why of each column that was used",
        "unused": "headers of the others",
        "payments": "how many rows were read",
        "total": "their exact sum, as text",
        "stated_total": "the total that the file states; null where it states none",
        "difference": "that less the sum; null where it states none",
        "redacted": "how many rows name no payee, by the name that stands for it",
        "skipped": "line, sheet, kind, reason and text of every line that is no payment",
        "recovered": "line, sheet, what, before and after of every damaged row that was put right",
        "people": "payee, why and lines of what looks like a private person",
        "notes": "anything else, a sentence each",
        "source_id": "the id of the source that everything cites",
        "payers": "who paid",
        "years": "the financial years",
        "spend": "what was paid",
        "repayments": "what was paid back; spend less this is the total",
        "added": "how many records of each kind are new",
        "changed": "how many changed",
        "amounts": "id, old and new of flows whose amount changed",
        "vanished": "id, name and why of what the file no longer holds",
        "replaced": "names of files that this one stands in place of",
        "overlaps": "file, same and of: files on the map that hold some of the same payments, and how many they hold",
        "files_on_map": "how many spend files count on the map with this one",
        "total_of_files": "what they come to together, as text",
        "spellings": "other spellings that were taken as one name, by the name",
        "alike": "names that may be one body and were not merged",
        "redacted_names": "whether names that look like private people were left out",
    }.items()
}

AGREEMENTS: Keys = {
    f"files[].agreements.{key}": said
    for key, said in {
        "what": "ocds, 360giving or register",
        "source_id": "the id of the source that everything cites",
        "publisher": "who published the file",
        "licence": "the licence of the file",
        "published": "the day on which it was published",
        "entries": "how many releases, grants or rows it has",
        "agreements": "how many agreements they come to",
        "totals": "what those are worth in the file: exact, as text, by currency",
        "on_map": "what the same agreements are worth on the map",
        "flows": "the part that is drawn as money, each over its whole term",
        "paid": "what was paid under them",
        "undrawn": "why, agreements and totals of what is not drawn as money",
        "kept": "ocid, reference, name and why of agreements left as they are on the map",
        "added": "how many records of each kind are new",
        "changed": "how many changed",
        "values": "name, old and new worth of agreements whose worth changed",
        "vanished": "id, name and why of what the file no longer holds and the map keeps",
        "known_by_number": "bodies that were on the map under their number in a public register",
        "people": "how many names look like those of private people",
        "redacted_names": "whether those were left out",
        "said": "how the file was read, a sentence each",
    }.items()
}
