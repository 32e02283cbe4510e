"""The keys of every JSON answer, with what they hold. They are a promise: programs read them.

A path such as `loops[].id` is a key of each thing in a list. A key whose own keys are not told holds words of the map,
such as kinds or ids, as its keys.
"""

from collections.abc import Mapping

Keys = Mapping[str, str]

_ASKED: Keys = {
    "map": "what the map is called",
    "at": "the moment it was asked at; null for now",
    "scenario": "the id of the scenario; null for the base map",
    "audience": "for whom it was filtered",
    "withheld": "how many records of each kind they may not see",
}

_EDIT: Keys = {
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


def _finding(path: str) -> Keys:
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


def _loop(path: str) -> Keys:
    return {
        f"{path}[].id": "the id of the named loop, or one that always belongs to this chain",
        f"{path}[].name": "the name the group gave it; empty where none",
        f"{path}[].elements": "ids in order, each acting on the next and the last on the first",
        f"{path}[].relationships": "ids of the links in order",
        f"{path}[].length": "how many elements it passes through",
        f"{path}[].polarity": "R feeds itself, B keeps in check, or undetermined",
    }


_VERSIONS: Keys = {
    "draws": "how many versions of the map were drawn",
    "seed": "where the random numbers began",
    "weights": "how large effects are drawn",
    "existence": "how likely a link is there, by how sure people are of it",
    "regimes": "each way to damp: whether it was used, versions kept and tried, how many were shifted, by how much",
}


def _check(path: str) -> Keys:
    return {
        f"{path}[].links": "ids of the link to check; several where several say the same",
        f"{path}[].doubt": "what about it: there, way or strength",
        f"{path}[].worth": "the share of the differences between versions that goes once it is known, 0 to 1",
        f"{path}[].difference": "how much the answer differs by it",
    }


_PRESSED: Keys = {
    **_ASKED,
    "pushed": "what was pushed, 1 up or -1 down, by id",
    "assumed": "what cutting or drawing a link was taken to mean, a sentence each",
    **_VERSIONS,
    "responses": "by id: verdict, direction, shares of versions, sign_index, interval, band, by_regime, if_at_all",
    "paths": "by id: the shortest ways there, with elements, links and polarity",
    "hangs_on": "by id: the links it hangs on most, with doubt, worth and difference",
    **_check("check_first"),
    "names": "the names of elements by id",
    **_finding("findings"),
}


def _parameter(path: str) -> Keys:
    return {
        f"{path}[].name": "a parameter",
        f"{path}[].wants": "id (a name will do), text, number or date",
        f"{path}[].default": "what is taken where nothing is given; null where something has to be",
        f"{path}[].help": "what it means",
    }


_COPIED: Keys = {
    "from": "the address of the map that is copied",
    "to": "the address it is copied to",
    "new": "whether there was no map yet",
    "written": "whether anything was written",
    "edits": "how many edits the other place had not",
    "snapshots": "names of the snapshots it had not",
    "snapshots_left_out": "names of those it cannot have, as its log went another way before them",
    "known": "how many of the edits it had already",
    "ahead": "how many edits of its own it has, which stay",
    "added": "how many records of each kind are added",
    "changed": "how many records of each kind are changed",
    "removed": "how many records of each kind are removed",
}


def _record(path: str) -> Keys:
    return {
        f"{path}[].id": "its id",
        f"{path}[].kind": "its kind",
        f"{path}[].values": "its values by property",
    }


def _flow(path: str) -> Keys:
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


def _amounts(path: str) -> Keys:
    return {
        f"{path}[].id": "the id of the service; null where tied to none",
        f"{path}[].name": "its name",
        f"{path}[].amount": "the exact amount, as text",
    }


def _snapshot(path: str) -> Keys:
    return {
        f"{path}name": "the name of the snapshot",
        f"{path}edit": "the number of the edit after which it is",
        f"{path}time": "when it was named",
        f"{path}by": "the role that named it",
        f"{path}note": "anything worth knowing",
    }


def _problem(path: str) -> Keys:
    return {
        f"{path}[].severity": "error or warning",
        f"{path}[].message": "what is wrong",
        f"{path}[].todo": "what to do",
        f"{path}[].field": "the column or property",
        f"{path}[].record_id": "the id of the record",
    }


_SPEND: Keys = {
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
        "spellings": "other spellings that were taken as one name, by the name",
        "alike": "names that may be one body and were not merged",
        "redacted_names": "whether names that look like private people were left out",
    }.items()
}

JSON_KEYS: Mapping[str, Keys] = {
    "new": {"map": "the address of the map", "name": "what it is called"},
    "about": {"about": "what was said about the map, by property"},
    "about NAME=VALUE": _EDIT,
    "add": _EDIT,
    "link": _EDIT,
    "set": _EDIT,
    "rm": _EDIT,
    "merge": _EDIT,
    "split": _EDIT,
    "undo": _EDIT,
    "redo": _EDIT,
    "log": {
        "edits[].number": "the number of the edit",
        "edits[].id": "its id",
        "edits[].time": "when, in UTC",
        "edits[].by": "the role that did it",
        "edits[].what": "what was done, in words",
        "edits[].why": "the reason it gave",
        "edits[].undoes": "the id of the edit it takes back",
        "edits[].redoes": "the id of the edit it does again",
        "edits[].changes[].operation": "add, set or remove",
        "edits[].changes[].record_id": "the id of the record",
        "edits[].changes[].kind": "its kind",
        "edits[].changes[].old": "its values before",
        "edits[].changes[].new": "its values after",
        **_snapshot("snapshots[]."),
    },
    "snapshot": _snapshot("snapshots[]."),
    "snapshot NAME": _snapshot(""),
    "diff": {
        "from": "the moment or map compared from",
        "to": "the moment or map compared to",
        "withheld_before": "how many records of each kind the audience may not see of the first",
        "withheld_after": "how many of the second",
        **_record("added"),
        **_record("removed"),
        "changed[].id": "the id of a record that differs",
        "changed[].kind": "its kind",
        "changed[].property": "the property that differs",
        "changed[].old": "its value before; empty where it had none",
        "changed[].new": "its value after; empty where it has none",
        **_loop("loops_made"),
        **_loop("loops_broken"),
        "loops_complete_to_length": "loops of at most this length were compared",
        "named_loops_mended": "ids of named loops that close again",
        "named_loops_broken": "ids of named loops that no longer close",
    },
    "import": {
        "map": "the address of the map",
        "edit": "the number of the last edit in the log",
        "files[].file": "the file",
        "files[].what": "what it was taken for",
        "files[].brought_in": "whether it came in",
        "files[].failure": "why not; null where it did",
        "files[].added": "how many records of each kind are new",
        "files[].updated": "how many changed",
        "files[].unchanged": "how many were there already as they are",
        "files[].left_out": "how many were left out because of errors",
        "files[].problems[].severity": "error or warning",
        "files[].problems[].file": "the file or sheet",
        "files[].problems[].row": "the row, as the file's own program counts it",
        "files[].problems[].field": "the column",
        "files[].problems[].message": "what is wrong",
        "files[].problems[].todo": "what to do",
        "files[].problems[].record_id": "the id of the record",
        **_SPEND,
    },
    "export": {
        "path": "the file or folder written",
        "format": "its format",
        "audience": "for whom",
        "records": "how many records are in it",
        "edits": "how many edits of the log are in it",
        "withheld": "how many records of each kind were left out",
    },
    "share": {
        "path": "the file written",
        "manifest": "the file for its maker that says what went and why",
        "bytes": "the size of the file",
        "profile": "for whom",
        "version": "the number of the edit it is as of",
        "as_of": "the day it speaks of",
        "expires": "the day after which its reader is asked to delete it; null where none",
        "scenario": "the id of the scenario; null for the base map",
        "withheld": "how many records of each kind were left out",
        "went": "how many things were removed, blurred, blanked, banded, suppressed, and blanked in texts",
        "warnings": "what may still be worked out, a sentence each",
    },
    "profile": {
        "profiles[].name": "what a profile is called",
        "profiles[].title": "for whom it is",
        "profiles[].sees": "council, partner or public: whose sensitivity counts",
        "profiles[].kept_in": "this map, or sysmap",
    },
    "profile NAME": {"name": "what the profile is called", "text": "its text"},
    "profile NAME --from FILE": _EDIT,
    "template": {"path": "the workbook written"},
    "show": {
        **_ASKED,
        "as_of": "the day it speaks of",
        "about": "what was said about the map, by property",
        "counts": "how many records of each kind",
        "scenarios[].id": "the id of a scenario",
        "scenarios[].name": "its name",
        "scenarios[].rows": "how many rows it lays over the base",
        **_finding("missing"),
        "problems": "how many errors and warnings check lists",
        "snapshots[].name": "the name of a snapshot",
        "snapshots[].edit": "the number of the edit after which it is",
        "edits": "how many edits are in the log",
    },
    "show NAME": {
        **_ASKED,
        "id": "the id of the element or link",
        "kind": "its kind",
        "name": "its name; empty for a link",
        "values": "its values by property",
        "links[].id": "the id of a link",
        "links[].kind": "its type",
        "links[].values": "its values by property",
        "links[].sentence": "the link as a sentence",
        "loops[].id": "the id of a named loop it lies on",
        "loops[].name": "its name",
        "loops[].polarity": "R, B or undetermined",
        "loops[].broken": "whether it no longer closes",
        **_record("measures"),
        **_record("payments"),
    },
    "check": {
        **_ASKED,
        "as_of": "the day it speaks of",
        "errors": "how many errors",
        "warnings": "how many warnings",
        **_problem("problems"),
        **_finding("findings"),
    },
    "loops": {
        **_ASKED,
        "through": "the id of the element all loops pass through; null for all loops",
        "complete_to_length": "every loop of at most this length was found",
        "count": "how many were found, those of length 1 apart",
        "at_least": "true where the search was stopped, so that there may be more",
        "is_whole": "true where no loop of any length is missing",
        "by_polarity": "how many are R, B and undetermined",
        **_loop("loops"),
        **_loop("self_loops"),
        "named[].id": "the id of a loop the group named",
        "named[].name": "its name",
        "named[].polarity": "R, B or undetermined",
        "named[].breaks": "where it does not hold, a sentence each; empty where it closes",
        "by_element": "how many loops pass through each element, by its id",
        "names": "names of the elements, by their ids",
    },
    "boundaries": {
        **_ASKED,
        "counts.accountable": "how many links of each type are of each boundary class, by who answers for it",
        "counts.delivery": "the same by who does it",
        "links[].id": "the id of a link",
        "links[].type": "its type",
        "links[].from": "the id of where it starts",
        "links[].from_name": "its name",
        "links[].to": "the id of where it leads",
        "links[].to_name": "its name",
        "links[].accountable": "its boundary class by who answers for it",
        "links[].delivery": "its boundary class by who does it",
        "links[].crosses": "whether it leaves an organisation",
        "links[].crosses_level": "whether its ends differ in reach",
        "links[].crosses_place": "whether its ends lie in different places",
        "links[].from_homes": "ids of who answers for its start",
        "links[].to_homes": "ids of who answers for its end",
        "links[].sentence": "the link as a sentence",
        **_finding("findings"),
    },
    "money": {
        **_ASKED,
        "year": "the financial year; null where no flow is dated",
        "basis": "the basis of all figures",
        "currency": "their currency",
        "total_spend": "cash spend tied to a service, exact, as text; null where there is none",
        "by_tier[].tier": "a prevention tier, unclassified among them",
        "by_tier[].amount": "its spend",
        "by_tier[].share_percent": "its share of the total; null where there is none",
        **_amounts("by_service"),
        **_amounts("in_kind"),
        **_amounts("repayable"),
        **_flow("tied_to_no_service"),
        "organisations[].id": "the id of an organisation with money in or out",
        "organisations[].name": "its name",
        "organisations[].inflow": "cash in; null where none is mapped",
        "organisations[].outflow": "cash out; null where none is mapped",
        "organisations[].remainder": "in less out; null unless both are known",
        **_flow("flows"),
        "left_out": "what was left out and why",
        **_finding("findings"),
    },
    "press": _PRESSED,
    "whatif": _PRESSED,
    "leverage": {
        **_ASKED,
        "wanted": "what people want to change, 1 up or -1 down, by id",
        **_VERSIONS,
        "places[].id": "the id of a place to act",
        "places[].name": "its name",
        "places[].push": "1 where more of it helps, -1 where less",
        "places[].group": "its group, from 1; within one there is no order",
        "places[].benefit": "the weighted mean sign index over what is wanted, -1 to 1",
        "places[].benefit_band": "its lowest and highest over the ways to damp",
        "places[].harm": "the share of what is wanted that usually goes the wrong way",
        "places[].coverage": "the share of what is wanted of which can be said which way it goes",
        "places[].rank": "its median rank over the versions",
        "places[].rank_low": "the 5th percentile of its rank",
        "places[].rank_high": "the 95th percentile",
        "places[].among_best": "the share of versions in which it is among the best three",
        "places[].side_effects": "ids of outcomes that usually go the wrong way, chosen or not",
        "places[].responses": "by id of an outcome: what becomes of it, as sysmap press has it",
        "places[].paths": "by id of an outcome: the shortest ways there, as ids of elements",
        "places[].loops": "ids of the named loops that pass through it",
        **_check("places[].hangs_on"),
        "out_of_reach": "ids of places from which no way leads to what is wanted",
        **_check("check_first"),
        "names": "the names of elements by id",
        **_finding("findings"),
    },
    "render": {
        "path": "the page or picture written",
        "bytes": "its size; of CSV that of both tables",
        "as_of": "the day it speaks of",
        "scenario": "the id of the scenario; null for the base map",
        "audience": "for whom",
        "withheld": "how many records of each kind were left out",
    },
    "comments": {
        "map": "the address of the map",
        "brought_in": "what was brought in, a sentence a file",
        "done": "what was accepted, rejected or assigned, a sentence each",
        "edit": "the number of the edit that did it; null where none",
        "counts": "how many are open, accepted and rejected",
        "conflicts[].about_id": "the id of what comments differ about",
        "conflicts[].property": "the value they differ about; empty where one agrees with what another calls wrong",
        "conflicts[].ids": "their ids",
        "comments[].id": "the id of a comment",
        "comments[].status": "open, accepted or rejected",
        "comments[].mark": "wrong, missing or agreed",
        "comments[].about_id": "the id of what it is about; empty for the whole map or what was not found",
        "comments[].about": "that in words",
        "comments[].called": "what it was called on the page",
        "comments[].called_kind": "what sort of thing it was there",
        "comments[].role": "in what role the reader speaks",
        "comments[].date": "the day it was written",
        "comments[].text": "the reader's words",
        "comments[].property": "the value that is wrong, or the sort of thing that is missing",
        "comments[].proposed": "what it should say, or what is missing is called",
        "comments[].now": "what the map says now",
        "comments[].then": "what it said when the page was made; empty where it says the same, or that is not known",
        "comments[].changed": "whether the map has changed there since",
        "comments[].against": "ids of open comments that speak against it",
    },
    "query": {
        "questions[].name": "the name of a question",
        "questions[].asks": "the question",
        **_parameter("questions[].parameters"),
    },
    "query --explain NAME": {
        "name": "the name of the question",
        "asks": "the question",
        "explains": "how it is answered; empty where the question says it",
        **_parameter("parameters"),
        "columns": "what each column of the answer holds, by its name",
        "cypher": "the statement",
    },
    "query MAP NAME": {
        "map": "the address of the map",
        "question": "the name of the question",
        "parameters": "what was asked for, by the names of the parameters; ids where names were typed",
        "columns": "the names of the columns",
        "rows": "the rows, each with its values by column: text, numbers, dates as text, lists",
    },
    "query MAP --file FILE": {
        "map": "the address of the map",
        "file": "the file with the statement",
        "write": "whether it might write",
        "columns": "the names of the columns",
        "rows": "the rows, each with its values by column",
    },
    "maps": {
        "maps[].name": "the name of a map",
        "maps[].address": "the address that opens it",
        "maps[].title": "what it is called; empty where nobody said",
        "maps[].edits": "how many edits its log has",
        "maps[].elements": "how many of its records are nodes",
    },
    "push": _COPIED,
    "pull": _COPIED,
    "copy": _COPIED,
    "neo4j check": {
        "server": "host and port",
        "database": "the database",
        "version": "the version of Neo4j",
        "edition": "its edition",
        "schema_version": "how many schema steps the database has had",
        "schema_known": "how many this sysmap has",
        "maps": "how many maps are in the database",
        "algorithms": "whether Graph Data Science is installed",
        "missing": "what is missing, a sentence each",
    },
}
"""Every command that answers in JSON, with its keys."""


def keys_of(command: str) -> dict[str, Keys]:
    """Give the keys of a command, by the way it is used where it answers differently."""
    return {title: keys for title, keys in JSON_KEYS.items() if title.partition(" ")[0] == command}
