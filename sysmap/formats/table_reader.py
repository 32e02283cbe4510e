"""Tables of text read back into records, whoever filled them in."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from sysmap.formats.interface import Place, Reading
from sysmap.formats.layout import Column, Layout, fold, layout_of, nearest_kind, read_kind
from sysmap.formats.made_ids import possible_ids
from sysmap.formats.tables import ID_MARK, computed_value, name_index
from sysmap.model.maps import SystemMap
from sysmap.model.problems import Problem, Severity
from sysmap.model.records import Record
from sysmap.model.validation import unreadable_severity
from sysmap.model.values import (
    MONEY,
    UnreadableError,
    canonical,
    clean_text,
    join_list,
    read_rough,
    split_list,
    write_number,
)
from sysmap.model.vocabulary import KINDS, Kind, Property

_HEADER_WITHIN = 20
"""The header stands in the first rows; people put titles and instructions above it."""

_INSTEAD = ("scenario_target", "text")
"""A row that changes something in a scenario says only what differs; a note has a text and often no name."""


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table as its file gives it.

    Parameters
    ----------
    table : str
        The table of the vocabulary that it fills.
    file : str
        What messages call it: the file, or the file and the sheet.
    rows : iterable of (int, sequence of str)
        The rows from the top, each with the number people find it by. The header is among the first.
    """

    table: str
    file: str
    rows: Iterable[tuple[int, Sequence[str]]]


@dataclass(slots=True, eq=False)
class _Row:
    """A record in the making."""

    place: Place
    kind: Kind
    id: str
    values: dict[str, str] = field(default_factory=dict)
    computed: dict[str, str] = field(default_factory=dict)
    link: str = ""
    """For a detail, the property that names the record it belongs to."""
    first: "_Row | None" = None
    """For a detail, the row of that record, where it stands on the same row of the file."""


@dataclass(frozen=True, slots=True)
class _Header:
    """The header of a table: what each column holds, and what it is called there."""

    layout: Layout
    columns: tuple[Column, ...]
    words: dict[Column, str]
    row: int = 0

    def missing(self) -> tuple[str, str]:
        """Say what is missing without which no row can be read, and what to do; nothing where all is there."""
        layout = self.layout
        if self.words and not any(map(layout.knows, self.words.values())):
            known = ", ".join(layout.header(column) for column in layout.order()[:6])
            return "no column here is one of ours", f"name the columns {known} and so on"
        needed = [Column("kind")] if layout.kind_header else []
        if not any(Column("property", name) in self.columns for name in _INSTEAD):
            needed.extend(Column("property", name) for name in layout.needs)
        missing = [layout.header(column) for column in needed if column not in self.columns]
        return f"there is no column {' and no column '.join(missing)}" if missing else "", "name it in the header"

    def word(self, column: Column) -> str:
        return self.words.get(column, column.name)


class _Reader:
    def __init__(self) -> None:
        self.rows: list[_Row] = []
        self.problems: list[tuple[Problem, _Row | None]] = []
        self.made_ids: set[str] = set()
        self.lost = False
        self._kinds: dict[str, str] = {}

    def report(
        self,
        place: Place,
        column: str,
        message: str,
        todo: str,
        *,
        row: _Row | None = None,
        warning: bool = False,
        own: str = "",
    ) -> None:
        severity: Severity = "warning" if warning or own else "error"
        self.problems.append((Problem(message, todo, severity, place.file, place.row, column, own=own), row))

    # Rows as they stand

    def read_table(self, raw: RawTable) -> None:
        layout = layout_of(raw.table)
        rows = iter(raw.rows)
        header, skipped = self._header(layout, raw.file, rows)
        firsts: dict[str, _Row] = {}
        nameless: set[int] = set()
        missing, todo = header.missing()
        for number, cells in chain(skipped, rows):
            given = [clean_text(cell) for cell in cells]
            if any(given) and missing:
                self.report(Place(raw.file, header.row), "", missing, todo)
                self.lost = True
                return
            if any(given):
                place = Place(raw.file, number)
                self._row(header, place, self._fill(header, place, given, nameless), firsts)

    def _header(
        self, layout: Layout, file: str, rows: Iterator[tuple[int, Sequence[str]]]
    ) -> tuple[_Header, list[tuple[int, Sequence[str]]]]:
        """Find the header among the first rows; give it and the rows read past it."""
        tried: list[tuple[int, Sequence[str]]] = []
        for row in rows:
            if any(cell.strip() for cell in row[1]):
                tried.append(row)
                if len(tried) == _HEADER_WITHIN or _known(layout, row[1]) >= 2:
                    break
        if not tried:
            return _Header(layout, (), {}), []
        at = max(range(len(tried)), key=lambda each: (_known(layout, tried[each][1]), -each))
        number, cells = tried[at]
        place = Place(file, number)
        columns: list[Column] = []
        words: dict[Column, str] = {}
        for index, cell in enumerate(cells):
            word = clean_text(cell)
            columns.append(self._column(layout, place, word, index, columns))
            words[columns[-1]] = word or f"column {index + 1}"
        return _Header(layout, tuple(columns), words, number), tried[at + 1 :]

    def _column(self, layout: Layout, place: Place, word: str, index: int, before: list[Column]) -> Column:
        if not word:
            return Column("property", f"column {index + 1}")
        column = layout.resolve(word)
        if column in before:
            self.report(
                place,
                word,
                f"column {index + 1} means the same as one before it",
                "keep one of the two; this one is read as a property of your own",
                warning=True,
            )
            return Column("property", f"{word} ({index + 1})")
        if not layout.knows(word):
            self.report(
                place,
                word,
                f"the column {word!r} is not one of ours",
                "it is kept as a property of your own; correct the header if it was meant to be ours",
                own=column.name,
            )
        return column

    def _fill(self, header: _Header, place: Place, cells: list[str], nameless: set[int]) -> dict[Column, str]:
        """Give the filled cells of a row by what their columns hold; one under no header is kept and reported."""
        filled: dict[Column, str] = {}
        for at, text in enumerate(cells):
            if not text:
                continue
            name = f"column {at + 1}"
            column = header.columns[at] if at < len(header.columns) else Column("property", name)
            filled[column] = text
            if header.word(column) == name and at not in nameless:
                nameless.add(at)
                todo = "name the column, or move the cells; they are kept as a property of your own"
                self.report(place, name, f"{text!r} stands under no header", todo, warning=True)
        return filled

    def _row(self, header: _Header, place: Place, filled: dict[Column, str], firsts: dict[str, _Row]) -> None:
        layout = header.layout
        own = {column: text for column, text in filled.items() if not column.detail}
        given_id = own.pop(Column("id"), "")
        first: _Row | None = None
        if own or len(own) == len(filled) - bool(given_id):
            kind = self._kind(layout, place, own.pop(Column("kind"), ""))
            if kind is None:
                return
            row = _Row(place, kind, given_id)
            self._values(header, row, own)
            first = self._first(header, row, firsts)
        for kind in layout.details:
            cells = {column: text for column, text in filled.items() if column.detail == kind.name}
            if cells:
                detail_id = cells.pop(Column("id", detail=kind.name), "")
                detail = _Row(place, kind, detail_id, link=layout.links[kind.name].name, first=first)
                if given_id:
                    detail.values[detail.link] = given_id
                elif first is None:
                    todo = f"write its {layout.id_header}"
                    message = f"the {kind.words} does not say which {layout.kinds[0].words} it is of"
                    self.report(place, layout.id_header, message, todo, row=detail, warning=True)
                self._values(header, detail, cells)
                self.rows.append(detail)

    def _kind(self, layout: Layout, place: Place, text: str) -> Kind | None:
        if not layout.kind_header:
            return layout.kinds[0]
        if not text:
            offered = ", ".join(kind.name for kind in layout.kinds if kind.room)
            self.report(place, layout.kind_header, "the row does not say what it is", f"write one of {offered}")
            return None
        if text not in self._kinds:
            self._kinds[text] = name = read_kind(text)
            if name == text and name not in KINDS:
                close = nearest_kind(layout, text)
                slip = f"did you mean {close}?" if close else "correct it if it was meant to be;"
                todo = f"{slip} it is kept as a kind of your own"
                self.report(place, layout.kind_header, f"{text!r} is not one of our kinds", todo, own=name)
        return layout.kind(self._kinds[text])

    def _values(self, header: _Header, row: _Row, cells: dict[Column, str]) -> None:
        for column, text in cells.items():
            prop = row.kind.property(column.name)
            if prop is not None and prop.computed:
                row.computed[column.name] = text
                continue
            said = read_rough(text) if prop is not None and prop.name in MONEY else None
            if said and said[1] and column.name == "amount" and Column("property", "basis") not in cells:
                row.values.setdefault("basis", "estimate")
            try:
                value = write_number(said[0]) if said else canonical(prop, text)
            except UnreadableError as error:
                value = text
                warns = prop is not None and unreadable_severity(prop) == "warning"
                self.report(row.place, header.word(column), str(error), "correct it", row=row, warning=warns)
            if value:
                row.values[column.name] = value

    def _first(self, header: _Header, row: _Row, firsts: dict[str, _Row]) -> _Row:
        """Keep a record; where its columns only repeat those of one above it, on rows of details, give that one."""
        layout = header.layout
        telling = (layout.kinds[0].properties[0].name, "name")
        key = row.id or "\x1f".join(row.values.get(name, "") for name in telling)
        known = firsts.get(key) if layout.details and key.strip("\x1f") else None
        if known is None:
            firsts[key] = row
            self.rows.append(row)
            return row
        for name, text in row.values.items():
            if known.values.setdefault(name, text) != text:
                self.report(
                    row.place,
                    header.word(Column("property", name)),
                    f"{known.id or known.values.get('name')} has {text!r} here and {known.values[name]!r} above",
                    "make the rows agree; the first is kept",
                    row=known,
                )
        return known

    # What only the whole tells

    def finish(self) -> Reading:
        self._drop_duplicates()
        used = {row.id for row in self.rows if row.id}
        # The id of a relationship is drawn from its ends and that of a detail from its first, so those come later.
        later = [row for row in self.rows if row.kind.form == "relationship" or row.link]
        self._make_ids((row for row in self.rows if row.kind.form != "relationship" and not row.link), used)
        self._resolve_references(used)
        for row in later:
            if row.first is not None:
                row.values[row.link] = row.first.id
        self._make_ids(later, used)
        records = tuple(Record(row.id, row.kind.name, row.values) for row in self.rows)
        self._check_computed(records)
        places = {row.id: row.place for row in self.rows}
        problems = tuple(replace(each, record_id=row.id) if row else each for each, row in self.problems)
        return Reading(records, problems, places, frozenset(self.made_ids), lost=self.lost)

    def _drop_duplicates(self) -> None:
        kept: dict[str, _Row] = {}
        rows = []
        for row in self.rows:
            other = kept.setdefault(row.id, row) if row.id else row
            if other is row:
                rows.append(row)
            else:
                self.report(
                    row.place,
                    "id",
                    f"the id {row.id!r} stands in {other.place.file}, row {other.place.row}, already",
                    "give this row another id, or leave it blank; the first is kept",
                )
        self.rows = rows

    def _make_ids(self, rows: Iterable[_Row], used: set[str]) -> None:
        for row in rows:
            if not row.id:
                row.id = next(made for made in possible_ids(row.kind, row.values, row.link) if made not in used)
                used.add(row.id)
                self.made_ids.add(row.id)

    def _resolve_references(self, used: set[str]) -> None:
        index = name_index(Record(row.id, row.kind.name, row.values) for row in self.rows if row.id)
        for row in self.rows:
            for prop in row.kind.properties:
                text = row.values.get(prop.name)
                if text is None or prop.reads not in {"ref", "refs"} or (text in used and not text.startswith(ID_MARK)):
                    continue
                if prop.several:
                    items = (self._resolve(row, prop, item, used, index) for item in split_list(text))
                    row.values[prop.name] = join_list(items)
                else:
                    row.values[prop.name] = self._resolve(row, prop, text, used, index)

    def _resolve(self, row: _Row, prop: Property, text: str, used: set[str], index: dict[str, list[Record]]) -> str:
        if text.startswith(ID_MARK) and text != ID_MARK:
            return text[len(ID_MARK) :]
        if text in used:
            return text
        named = index.get(fold(text), [])
        wanted = prop.refers_to or {"from_id": row.kind.from_kinds, "to_id": row.kind.to_kinds}.get(prop.name, ())
        fitting = [each for each in named if each.kind in wanted] or named
        if len(fitting) == 1:
            return fitting[0].id
        if fitting:
            ids = ", ".join(each.id for each in fitting)
            self.report(
                row.place,
                prop.header,
                f"{len(fitting)} elements are called {text!r}: {ids}",
                "write the id of the one that is meant",
                row=row,
            )
        return text

    def _check_computed(self, records: tuple[Record, ...]) -> None:
        asked = [row for row in self.rows if row.computed]
        system_map = SystemMap(records) if asked else SystemMap()
        for row in asked:
            for name, text in row.computed.items():
                prop = row.kind.property(name)
                assert prop is not None
                found = computed_value(system_map, system_map[row.id], prop)
                try:
                    agrees = not found or canonical(prop, text) == found
                except UnreadableError:
                    agrees = False
                if not agrees:
                    self.report(
                        row.place,
                        prop.header,
                        f"{row.values.get('name', row.id)!r} says {text} and its links make it {found}",
                        "it is worked out from the links, so correct those, or leave it blank",
                        row=row,
                        warning=True,
                    )


def read_tables(raw_tables: Iterable[RawTable], problems: Iterable[Problem] = ()) -> Reading:
    """Read tables into records.

    Parameters
    ----------
    raw_tables : iterable of RawTable
        The tables, in any order.
    problems : iterable of Problem
        What was found before: files and sheets that are no tables.

    Returns
    -------
    Reading
        Records and problems. Rows without an id are given one that the same row gets again; ends and other references
        may be names. A value that is worked out, such as a loop's type, is checked and not kept.
    """
    reader = _Reader()
    reader.problems.extend((each, None) for each in problems)
    for raw in raw_tables:
        reader.read_table(raw)
    return reader.finish()


def known_columns(table: str, cells: Sequence[str]) -> int:
    """Count the cells that are headers of a table: how sure one can be that a row is its header."""
    return _known(layout_of(table), cells)


def _known(layout: Layout, cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if cell.strip() and layout.knows(cell.strip()))
