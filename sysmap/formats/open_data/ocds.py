"""OCDS releases and records: what a map needs of each is picked, and the releases of one process are compiled.

Only what is listed in `_RELEASE` is ever held, so contact points, addresses and free text that may name people go no
further than the parser. Releases are compiled by the merging rules of OCDS 1.1 (ocdsmerge), so that an update replaces
what it updates and is never counted beside it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sysmap.errors import BadInputError
from sysmap.formats.open_data.contents import Entry
from sysmap.formats.open_data.stream import Broken, Header, read_entries
from sysmap.model.problems import Problem
from sysmap.model.telling import Tell, say_nothing

VERSIONS = ("1.0", "1.1")
"""Versions of OCDS that are read."""

_MERGE_RULES = {
    ("id",): "omitWhenMerged",
    ("date",): "omitWhenMerged",
    ("tag",): "omitWhenMerged",
    ("parties", "additionalIdentifiers"): "wholeListMerge",
}
"""The rules of the 1.1.5 release schema for what is picked; the rest is merged by id or, as lists of text, whole."""

_Spec = Mapping[str, Any]
_PLAIN = None
_IDENTIFIER: _Spec = {"scheme": _PLAIN, "id": _PLAIN, "legalName": _PLAIN}
_BODY: _Spec = {
    "id": _PLAIN,
    "name": _PLAIN,
    "identifier": _IDENTIFIER,
    "additionalIdentifiers": _IDENTIFIER,
    "roles": _PLAIN,
    "details": {"vcse": _PLAIN},
}
_VALUE: _Spec = {"amount": _PLAIN, "amountGross": _PLAIN, "currency": _PLAIN}
_PERIOD: _Spec = {"startDate": _PLAIN, "endDate": _PLAIN, "durationInDays": _PLAIN}
_CODE: _Spec = {"scheme": _PLAIN, "id": _PLAIN, "description": _PLAIN}
_NOTICE: _Spec = {"id": _PLAIN, "noticeType": _PLAIN}
_TECHNIQUES: _Spec = {"hasFrameworkAgreement": _PLAIN, "hasDynamicPurchasingSystem": _PLAIN}
_AWARD: _Spec = {
    "id": _PLAIN,
    "title": _PLAIN,
    "status": _PLAIN,
    "date": _PLAIN,
    "value": _VALUE,
    "suppliers": _BODY,
    "contractPeriod": _PERIOD,
    "mainProcurementCategory": _PLAIN,
    "relatedLots": _PLAIN,
    "items": {"id": _PLAIN, "classification": _CODE},
    "documents": _NOTICE,
}
_CONTRACT: _Spec = {
    "id": _PLAIN,
    "awardID": _PLAIN,
    "title": _PLAIN,
    "status": _PLAIN,
    "value": _VALUE,
    "period": _PERIOD,
    "suppliers": _BODY,
    "documents": _NOTICE,
    "agreedMetrics": {"id": _PLAIN},
    "implementation": {
        "transactions": {
            "id": _PLAIN,
            "date": _PLAIN,
            "value": _VALUE,
            "amount": _VALUE,
            "payer": _BODY,
            "payee": _BODY,
        },
        "documents": _NOTICE,
    },
}
_TENDER: _Spec = {
    "id": _PLAIN,
    "title": _PLAIN,
    "status": _PLAIN,
    "value": _VALUE,
    "procuringEntity": _BODY,
    "procurementMethod": _PLAIN,
    "procurementMethodDetails": _PLAIN,
    "procurementMethodRationaleClassifications": _CODE,
    "mainProcurementCategory": _PLAIN,
    "classification": _CODE,
    "items": {"id": _PLAIN, "classification": _CODE},
    "legalBasis": _CODE,
    "specialRegime": _PLAIN,
    "aboveThreshold": _PLAIN,
    "contractPeriod": _PERIOD,
    "numberOfTenderers": _PLAIN,
    "techniques": _TECHNIQUES,
    "lots": {"id": _PLAIN, "title": _PLAIN, "contractPeriod": _PERIOD, "value": _VALUE},
    "documents": _NOTICE,
}
_RELEASE: _Spec = {
    "ocid": _PLAIN,
    "id": _PLAIN,
    "date": _PLAIN,
    "tag": _PLAIN,
    "buyer": _BODY,
    "parties": _BODY,
    "planning": {"documents": _NOTICE},
    "tender": _TENDER,
    "awards": _AWARD,
    "contracts": _CONTRACT,
    "bids": {
        "statistics": {"id": _PLAIN, "measure": _PLAIN, "value": _PLAIN, "relatedLot": _PLAIN, "relatedLots": _PLAIN},
        "details": {"id": _PLAIN},
    },
}
_VERSIONED = frozenset({"releaseID", "releaseDate", "releaseTag", "value"})
_TELL_EVERY = 500
_SPACES = re.compile(r"\s")


@dataclass
class Process:
    """One contracting process: what all of its releases come to.

    Attributes
    ----------
    ocid : str
        Its identifier.
    row : int
        The entry of the file that its last release is.
    releases : list of dict
        What was picked of each release, with the entry it is.
    compiled : dict
        What they come to.
    first : dict
        By the id of an award or contract, the first value and period that were published for it.
    """

    ocid: str
    row: int
    releases: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    compiled: dict[str, Any] = field(default_factory=dict)
    first: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)


@dataclass
class Read:
    """What a file of OCDS held."""

    header: Header = field(default_factory=Header)
    processes: list[Process] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    entries: int = 0
    releases: int = 0
    last_date: str = ""


def read_processes(path: Path, tell: Tell = say_nothing) -> Read:
    """Read and compile a file of releases or records: a package, a list, one of them, or JSON Lines; gzip or not.

    Parameters
    ----------
    path : Path
        The file.
    tell : Tell
        Told how far it is.

    Raises
    ------
    BadInputError
        When it is no JSON, no OCDS, or of a version that is not read.
    """
    read = Read()
    found: dict[str, Process] = {}
    for row, given in read_entries(path, ("releases", "records"), read.header, tell):
        _check_version(path, read.header)
        read.entries = max(read.entries, row)
        for release in _releases_of(path, row, given, read.problems):
            read.releases += 1
            ocid = release["ocid"]
            process = found.setdefault(ocid, Process(ocid, row))
            process.row = row
            process.releases.append((row, release))
    _check_version(path, read.header)
    if not found and not read.problems:
        raise BadInputError(f"{path}: there is no release and no record in it")
    for count, process in enumerate(found.values()):
        if not count % _TELL_EVERY:
            tell(count, len(found), "Merging releases of contracting processes")
        if _compile(path, process, read.problems):
            read.processes.append(process)
            read.last_date = max(read.last_date, str(process.compiled.get("date") or "")[:10])
    return read


def _check_version(path: Path, header: Header) -> None:
    version = header.values.get("version")
    if version is not None and ".".join(str(version).split(".")[:2]) not in VERSIONS:
        raise BadInputError(
            f"{path}: it says version {version!r} of OCDS; read are {' and '.join(VERSIONS)}. "
            "Ask the publisher for one of those"
        )


def _releases_of(path: Path, row: int, given: Any, problems: list[Problem]) -> Iterator[dict[str, Any]]:
    """Give what is picked of each release that an entry holds."""
    entry = Entry(path.name, row)
    if isinstance(given, Broken):
        entry.error("", given.why, "correct the line, or leave it out")
    elif not isinstance(given, dict):
        entry.error("", f"a release is an object, and this is {_kind(given)}", "fetch the file again")
    else:
        for release in _whole_releases(given, entry):
            picked = pick(release, _RELEASE)
            ocid = picked.get("ocid") or given.get("ocid")
            if not isinstance(ocid, str) or not ocid.strip():
                about = f"the release {picked['id']!r} " if picked.get("id") else "it "
                entry.error("ocid", f"{about}does not say which contracting process it is of", "give it its ocid")
                continue
            picked["ocid"] = ocid.strip()
            _refuse_twins(picked, entry)
            if not entry.failed:
                yield picked
    problems.extend(entry.problems)


def _whole_releases(given: dict[str, Any], entry: Entry) -> list[Any]:
    """Give the releases of a record, best the single ones, which tell what was first; a release is its own."""
    if not ({"releases", "compiledRelease", "versionedRelease"} & given.keys()):
        return [given]
    listed = given.get("releases")
    singles = [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    if singles and all("ocid" in each for each in singles):
        return singles
    if isinstance(given.get("compiledRelease"), dict):
        return [given["compiledRelease"]]
    if isinstance(given.get("versionedRelease"), dict):
        return [_latest(given["versionedRelease"])]
    entry.error("releases", "the record only names its releases and holds none", "fetch it with its compiled release")
    return []


def _latest(given: Any) -> Any:
    """Give the last of each value of a versioned release."""
    if isinstance(given, dict):
        return {name: _latest(value) for name, value in given.items()}
    if isinstance(given, list):
        if given and all(isinstance(each, dict) and each.keys() == _VERSIONED for each in given):
            return given[-1]["value"]
        return [_latest(each) for each in given]
    return given


def pick(given: Any, spec: _Spec | None) -> Any:
    """Keep of a JSON value what a specification names; names broken by spaces are taken as they were meant."""
    if spec is _PLAIN:
        return given if not isinstance(given, dict) else None
    if isinstance(given, list):
        return [pick(each, spec) for each in given if isinstance(each, dict)]
    if not isinstance(given, dict):
        return {}
    picked = {}
    for name, value in given.items():
        if name not in spec:
            name = _SPACES.sub("", name)  # noqa: PLW2901 - the same name, as it was meant
            if name not in spec or name in given:
                continue
        wanted = spec[name]
        picked[name] = value if wanted is _PLAIN and not isinstance(value, dict) else pick(value, wanted)
    if isinstance(picked.get("documents"), list):
        picked["documents"] = [each for each in picked["documents"] if each.get("noticeType")]
    return picked


def _refuse_twins(release: Mapping[str, Any], entry: Entry) -> None:
    """Refuse two awards or contracts of one id in a release: merged by id, one of them would be lost."""
    for name in ("awards", "contracts"):
        given = release.get(name)
        if not isinstance(given, list):
            continue
        counted = Counter(str(each["id"]) for each in given if each.get("id") is not None)
        for told, count in counted.items():
            if count > 1:
                entry.error(name, f"{count} {name} have the id {told!r}", "give each an id of its own")
        if any(each.get("id") is None for each in given) and len(given) > 1:
            entry.error(name, f"one of {len(given)} {name} has no id", "give each an id of its own")


def _compile(path: Path, process: Process, problems: list[Problem]) -> bool:
    """Bring the releases of a process into the order of their dates and merge them."""
    if len(process.releases) == 1:
        process.compiled = process.releases[0][1]
        return True
    dated = []
    for row, release in process.releases:
        moment = _moment(release.get("date"))
        if moment is None:
            entry = Entry(path.name, row, process.ocid)
            said = f"the date of one of its {len(process.releases)} releases is {release.get('date')!r}"
            entry.error("date", f"{said}, so nobody can say which is the latest", "give it its date")
            problems.extend(entry.problems)
            return False
        release["date"] = moment.isoformat()
        dated.append((moment, release))
    dated.sort(key=lambda each: each[0])
    ordered = [release for _, release in dated]
    for release in ordered:
        for name in ("awards", "contracts"):
            for each in release.get(name) or ():
                _keep_first(process.first.setdefault((name, str(each.get("id"))), {}), each)
    merged = _merge(ordered)
    process.compiled = merged or ordered[-1]
    if merged is None:
        entry = Entry(path.name, process.row, process.ocid)
        entry.warn("", "its releases differ in shape and cannot be merged; the latest counts", "ask the publisher")
        problems.extend(entry.problems)
    return True


def _keep_first(kept: dict[str, Any], each: Mapping[str, Any]) -> None:
    for name in ("value", "contractPeriod", "period"):
        if each.get(name):
            kept.setdefault(name, each[name])


def _merge(releases: list[dict[str, Any]]) -> dict[str, Any] | None:
    import warnings

    import ocdsmerge
    from ocdsmerge.exceptions import DuplicateIdValueWarning, InconsistentTypeError

    with warnings.catch_warnings():
        # Two documents or parties of one id in one release are one: only awards and contracts must not be.
        warnings.simplefilter("ignore", DuplicateIdValueWarning)
        try:
            merged: dict[str, Any] = ocdsmerge.Merger(merge_rules=_MERGE_RULES).create_compiled_release(releases)
        except InconsistentTypeError:
            return None
    return merged


def _moment(given: Any) -> datetime | None:
    if not isinstance(given, str):
        return None
    try:
        moment = datetime.fromisoformat(given.strip())
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _kind(given: Any) -> str:
    return {list: "a list", str: "a text", bool: "true or false", type(None): "nothing"}.get(type(given), "a number")
