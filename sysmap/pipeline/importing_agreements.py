"""Bringing a file of public data on agreements into a map: OCDS, 360Giving or a contract register."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from sysmap.errors import BadInputError
from sysmap.formats.open_data.contents import OpenFile
from sysmap.model.commands import describe_map
from sysmap.model.problems import Problem
from sysmap.model.telling import Tell, say_nothing
from sysmap.pipeline.agreements import AgreementReport, agreements_edit
from sysmap.pipeline.agreements_telling import agreements_data, tell_agreements
from sysmap.pipeline.importing_spend import SpendOptions
from sysmap.stores.base import Store

OCDS = "ocds"
GRANTS = "360giving"
REGISTER = "register"
OPEN_DATA = (OCDS, GRANTS, REGISTER)
"""The sorts of public data, as --as has them."""


@dataclass(frozen=True)
class AgreementsDone:
    """What came of a file of agreements: its report, what is wrong in it, and why nothing came of it, if so."""

    words: str
    problems: tuple[Problem, ...]
    left_out: int = 0
    report: AgreementReport | None = None
    lines: tuple[str, ...] = ()
    failure: str = ""

    @property
    def data(self) -> dict[str, object]:
        """The same as plain JSON values."""
        return {"agreements": agreements_data(self.report)} if self.report else {}


def import_agreements(
    store: Store,
    path: Path,
    kind: str,
    options: SpendOptions,
    *,
    keep_going: bool,
    by: str,
    why: str = "",
    tell: Tell = say_nothing,
) -> AgreementsDone:
    """Bring a file of agreements into a map.

    Parameters
    ----------
    store : Store
        The map.
    path : Path
        The file.
    kind : str
        One of `OPEN_DATA`.
    options : SpendOptions
        How to read it.
    keep_going : bool
        Whether to bring what is sound although something could not be read.
    by, why : str
        The role that imports, and its reason.
    tell : Tell
        Told how far it is.

    Raises
    ------
    BadInputError
        When it is no such file at all.
    """
    file = _readers(tell)[kind](path, options)
    errors = [problem for problem in file.problems if problem.severity == "error"]
    if errors and not keep_going:
        more = f", and {len(errors) - 1} more" if len(errors) > 1 else ""
        failure = f"{errors[0]}{more}; --keep-going brings what is sound"
        return AgreementsDone(file.words, file.problems, failure=failure)
    if not file.deals and errors:
        return AgreementsDone(file.words, file.problems, failure=f"no agreement in it could be read: {errors[0]}")
    if not file.deals:
        raise BadInputError(f"{path}: no agreement in it could be read")
    tell(0, 0, f"Laying {path.name} over the map")
    system_map = store.read_map(bulk=True)
    edit, report = agreements_edit(system_map, file, by=by, redact_names=options.redact_names)
    if edit.changes:
        named = system_map.about.get("name")
        values = {"name": _title(file), "question": "Who is paid for what, until when?"}
        naming = () if named else describe_map(system_map, values, by=by).changes
        tell(0, 0, f"Writing {len(edit.changes):,} changes")
        store.commit(replace(edit, changes=(*edit.changes, *naming), why=why))
    lines = tuple(f"  {line}" for line in tell_agreements(report, most=options.listed))
    left_out = len({(each.file, each.row) for each in errors})
    return AgreementsDone(file.words, file.problems, left_out, report, lines)


def _readers(tell: Tell) -> dict[str, Callable[[Path, SpendOptions], OpenFile]]:
    from sysmap.formats.open_data.grants import read_grants
    from sysmap.formats.open_data.ocds_deals import read_ocds
    from sysmap.formats.open_data.register import read_register, register_profile

    return {
        OCDS: lambda path, _: read_ocds(path, tell),
        GRANTS: lambda path, _: read_grants(path, tell),
        REGISTER: lambda path, given: read_register(path, register_profile(path, given.profile), given.payer),
    }


def _title(file: OpenFile) -> str:
    """Call a map without a name after what the file is: a page has to be called something."""
    whose = f" of {file.publisher}" if file.publisher else ""
    return f"{file.words[:1].upper()}{file.words[1:]}{whose}"
