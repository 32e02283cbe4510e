"""Drawing links: one, or a pasted list of them; one that is there already is not drawn again."""

import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sysmap.errors import AmbiguousNameError, ConflictError, NotFoundError, SysmapError, UsageError
from sysmap.model import commands
from sysmap.model.duplicates import similar_names
from sysmap.model.edits import Edit, apply, edit_between
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.vocabulary import kind_of
from sysmap.pipeline.adding import name_notes, plain_line
from sysmap.pipeline.answers import Answer
from sysmap.pipeline.names import Ask, find_named, read_link_word
from sysmap.pipeline.opening import writing
from sysmap.pipeline.reading_back import own_notes, read_back, sentence, tell_edit
from sysmap.pipeline.typed import read_typed

_LONGEST_WORD = 3
"""Words in the longest text that says how two elements are joined: is part of."""


@dataclass(frozen=True)
class LinkWish:
    """How links are to be drawn.

    Parameters
    ----------
    given : Mapping of str to str
        Values that all of them get.
    add_missing : bool
        Whether an end that is not on the map is added with it: a factor, or what alone can stand there.
    another : bool
        Whether a link is drawn although one is there already.
    own : bool
        Whether a type or property of the user's own is meant.
    """

    given: Mapping[str, str] = field(default_factory=dict)
    add_missing: bool = False
    another: bool = False
    own: bool = False


def link_elements(
    address: str,
    links: Iterable[Sequence[str]],
    wish: LinkWish,
    *,
    by: str,
    why: str = "",
    ask: Ask | None = None,
) -> Answer:
    """Draw links in one edit. One that is there already gets the given values, and is not drawn again.

    Parameters
    ----------
    address : str
        The map.
    links : iterable of sequence of str
        Of each: where it starts, the word between, where it leads; or one line that holds all three.
    wish : LinkWish
        How they are to be drawn.
    by, why : str
        The role that does it, and its reason.
    ask : callable, optional
        Asks which of several is meant.

    Raises
    ------
    ConflictError
        When one is there that goes the other way.
    UsageError
        When there is no link, or a line is none.
    """
    with writing(address) as (store, before):
        drawing = _Drawing(address, before, wish, by, ask)
        for number, words in enumerate(links, 1):
            if len(words) > 1:
                drawing.draw(words)
            elif line := plain_line(words[0]):
                drawing.draw_line(number, line)
        if not drawing.said:
            raise UsageError("no link was given; write one a line, such as Carer strain + Hospital admissions")
        edit = edit_between(before, drawing.after, _say(drawing.said), by=by, why=why)
        number_in_log = store.commit(edit) if edit.changes else None
        lines = [*drawing.there, *read_back(drawing.after, edit)]
        added = [change for change in edit.changes if change.operation == "add" and change.new.get("name")]
        likes = [
            (change.new["name"], like)
            for change in added
            for like in similar_names(before, change.new["name"], change.kind, 1)
        ]
        notes = [*drawing.notes, *name_notes(address, [change.new["name"] for change in added], likes)]
        return tell_edit(store, edit, number_in_log, lines, notes, likes=likes)


def _say(said: Sequence[str]) -> str:
    return said[0] if len(said) == 1 else f"linked: {len(said)} pairs"


class _Drawing:
    """Links being drawn on a map, one after another."""

    def __init__(self, address: str, before: SystemMap, wish: LinkWish, by: str, ask: Ask | None) -> None:
        self.address = address
        self.after = before
        self.wish = wish
        self.by = by
        self.ask = ask
        self.said: list[str] = []
        self.there: list[str] = []
        self.notes: list[str] = []

    def draw_line(self, number: int, line: str) -> None:
        """Draw what a pasted line says, and name the line where that fails."""
        try:
            self.draw(self._split(line))
        except SysmapError as error:
            raise type(error)(f"line {number}: {error}") from error

    def draw(self, words: Sequence[str]) -> None:
        """Draw a link from its three words."""
        start, how, finish = words
        kind, said = read_link_word(self.after, how, own=self.wish.own)
        declared = kind_of(kind, joins=True)
        given = {**said, **self.wish.given}
        typed = read_typed(self.after, kind, given, joins=True, own=self.wish.own, ask=self.ask)
        self.notes.extend(note for note in own_notes(typed) if note not in self.notes)
        ends = [self._end(start, declared.from_kinds), self._end(finish, declared.to_kinds)]
        if ends[0] == ends[1] and start.split() != finish.split():
            self._refuse_itself(start, finish, ends[0])
        made = commands.link_elements(self.after, ends[0], kind, ends[1], typed.values, by=self.by)
        new = made.changes[0]
        same = None if self.wish.another else _find_same(self.after, kind, new.new, self.address)
        if same is None:
            self._do(made)
            self.said.append(made.what)
            return
        self.there.append(sentence(f"It is there already: {commands.say_link(self.after, same)}"))
        self.said.append(f"drawn again: {commands.say_link(self.after, same)}")
        values = {
            name: text
            for name, text in new.new.items()
            if name not in {"from_id", "to_id", "created_by"} and same.get(name) != text
        }
        if values:
            self._do(commands.set_properties(self.after, same.id, values, by=self.by))

    def _do(self, edit: Edit) -> None:
        self.after = apply(self.after, edit)

    def _refuse_itself(self, start: str, finish: str, element_id: str) -> None:
        """Refuse a link to itself that nobody meant: part of a name was taken for the element at the other end."""
        name = self.after[element_id].get("name")
        loose = next((typed for typed in (finish, start) if typed.split() != name.split()), finish)
        raise ConflictError(
            f"“{loose}” is read as “{name}”, which is the other end too;"
            f" add “{loose}” first, or write the same name twice"
        )

    def _end(self, name: str, kinds: Sequence[str]) -> str:
        """Give the id of an end; where it is not on the map, add it if that was asked for."""
        if self.wish.add_missing:
            try:
                find_named(self.after, name)
            except AmbiguousNameError:
                pass
            except NotFoundError as error:
                kind = "Factor" if "Factor" in kinds else kinds[0] if len(kinds) == 1 else ""
                if not kind:
                    raise NotFoundError(f"{error}; say what it is with sysmap add") from error
                new = commands.add_element(self.after, kind, name, by=self.by)
                self._do(new)
                return new.changes[0].record_id
        return find_named(self.after, name, kinds, self.ask).id

    def _split(self, line: str) -> Sequence[str]:
        """Split a line at the word between two names; where several fit, at the one with names on the map round it."""
        words = line.split()
        ways = [
            (" ".join(words[:first]), " ".join(words[first:last]), " ".join(words[last:]))
            for first in range(1, len(words) - 1)
            for last in range(first + 1, min(first + _LONGEST_WORD, len(words) - 1) + 1)
            if self._joins(" ".join(words[first:last]))
        ]
        known = [way for way in ways if self._is_known(way[0]) and self._is_known(way[2])]
        fitting = known or ways
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            raise UsageError(f"{line!r} can be read in several ways; draw it by itself with sysmap link")
        raise UsageError(f"{line!r} is no link; write it as: Carer strain + Hospital admissions")

    def _joins(self, word: str) -> bool:
        try:
            read_link_word(self.after, word)
        except UsageError:
            return False
        return True

    def _is_known(self, name: str) -> bool:
        try:
            find_named(self.after, name)
        except AmbiguousNameError:
            return True
        except NotFoundError:
            return False
        return True


def _find_same(system_map: SystemMap, kind: str, new: Mapping[str, str], address: str) -> Record | None:
    """Find the link that this one would repeat: same ends, type and scenario, and no other sign.

    Raises
    ------
    ConflictError
        When the only ones there go another way.
    """
    there = [
        each
        for each in system_map.leaving(new["from_id"], kind)
        if each.to_id == new["to_id"]
        and all(each.get(name) == new.get(name, "") for name in ("scenario", "scenario_action"))
    ]
    if kind == "FUNDS":  # Money has a row for each year, basis and service: only one that says all of this is the same.
        said = {name: text for name, text in new.items() if name != "created_by"}
        return next((each for each in there if said.items() <= each.values.items()), None)
    sign = new.get("polarity", "")
    agreeing = [each for each in there if not sign or each.get("polarity") in {"", sign}]
    if agreeing:
        return max(agreeing, key=lambda each: each.get("polarity") == sign)
    if not there:
        return None
    change = f"sysmap set {shlex.quote(address)} {there[0].id} polarity={_SIGN_WORDS[sign]}"
    raise ConflictError(
        f"there is one already that goes another way: {commands.say_link(system_map, there[0])};"
        f" {change} changes it, --another draws a second one"
    )


_SIGN_WORDS = {"+": "more", "-": "less", "?": "unsure"}
