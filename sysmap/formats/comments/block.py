r"""Comments as a block of text that survives e-mail, and says where it was altered by hand.

Nothing rests on where lines end: a field is what stands between two bars, and a bar, a `>` or a backslash in people's
words is written `\p`, `\g`, `\\`. The checks are taken of the letters alone, with all spaces left out and quotes and
dashes made plain, so that quoting, wrapping, smart quotes and spaces that do not break change nothing. A check finds
what was altered by hand or on the way; it keeps nobody out. `frontend/src/block.ts` writes the same.
"""

import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sysmap.formats.comments.reading import CommentReading, Damage, Sent, make_comment
from sysmap.model.records import Record
from sysmap.model.values import UnreadableError

BEGIN = "sysmap comments begin"
END = "sysmap comments end"
WIDTH = 68
"""Letters on a line: fewer than any program for mail would break it at."""

MOST = 5_000
"""More comments than this in one file are no reader's."""

_NAMES = {"about": "about_id", "kind": "about_kind", "name": "about_name"}
"""Names of fields in the block, where they differ from those of the record."""

_HEAD = ("map", "moment", "for")
_ORDER = ("mark", "about", "kind", "name", "property", "value", "text", "role", "date")
_COMMENT_ID = re.compile(r"cmt_[0-9a-z]{10}")
_QUOTED = re.compile(r"^[\s>]+")
_UNSEEN = re.compile("[\\s\x00-\x20\x7f-\x9f\u00ad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe0f\ufeff]+")
_PLAIN = str.maketrans({**dict.fromkeys("‘’‚‛′`´", "'"), **dict.fromkeys("“”„‟″«»", '"'), "\u2044": "/"})  # noqa: RUF001 - these are what programs for mail put there
_DASHES = re.compile("[-\u2010-\u2015\u2212]+")
_INSERTED = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
"""What programs put between letters to say where a line may break; no part of what people write."""

_ESCAPES = {"\\": "\\\\", "|": "\\p", ">": "\\g"}
_ESCAPED = re.compile(r"\\(.)")


def fold(text: str) -> str:
    """Give the letters of a text as no program for mail alters them: what checks are taken of."""
    plain = unicodedata.normalize("NFKC", text).translate(_PLAIN)
    return _DASHES.sub("-", _UNSEEN.sub("", plain))


def check_of(text: str) -> str:
    """Give the check of a text: eight letters and digits."""
    return f"{zlib.crc32(fold(text).encode('utf-8', 'replace')):08x}"


def write_block(comments: Sequence[Record], map_name: str, moment: str, audience: str = "") -> str:
    """Write comments as a block.

    Parameters
    ----------
    comments : sequence of Record
        The comments.
    map_name, moment : str
        What the map is called, and the mark of the moment of the page they were written on.
    audience : str
        For whom that page was made; empty where for the council.
    """
    head = [_field("map", map_name), _field("moment", moment), *([_field("for", audience)] if audience else [])]
    lines = [f"----- {BEGIN} -----", *head]
    for comment in comments:
        fields = [_field("comment", comment.id)]
        fields += [
            _field(name, text) for name in _ORDER if (text := " ".join(comment.get(_NAMES.get(name, name)).split()))
        ]
        lines += ["", *fields, _field("check", check_of("".join([*head, *fields])))]
    total = _field("total", str(len(comments)))
    lines += ["", total, _field("check", check_of("".join([*head, *(each.id for each in comments), total])))]
    wrapped = [piece for line in lines for piece in _wrap(line)]
    return "\n".join([*wrapped, f"----- {END} -----", ""])


def read_block(text: str) -> CommentReading:
    """Read all blocks in a text, whatever stands around them.

    Parameters
    ----------
    text : str
        The text, such as an e-mail with what it answers quoted below.
    """
    comments: dict[str, Sent] = {}
    damaged: list[Damage] = []
    for block in _blocks(text):
        for comment in _Reader(block, damaged).comments():
            comments.setdefault(comment.record.id, comment)
            if len(comments) > MOST:
                return CommentReading((), (Damage(comment.line, f"more than {MOST:,} comments"),))
    return CommentReading(tuple(comments.values()), tuple(damaged))


@dataclass
class _Block:
    """The lines of a block, each with its number, and whether its end is there."""

    start: int
    lines: list[tuple[int, str]] = field(default_factory=list)
    ended: bool = False


def _blocks(text: str) -> Iterator[_Block]:
    block: _Block | None = None
    for number, line in enumerate(text.splitlines(), 1):
        said = " ".join(unicodedata.normalize("NFKC", line).split()).casefold()
        if BEGIN in said:
            if block:
                yield block
            block = _Block(number)
        elif block and END in said:
            block.ended = True
            yield block
            block = None
        elif block:
            block.lines.append((number, _QUOTED.sub("", line)))
    if block:
        yield block


def _fields(block: _Block) -> Iterator[tuple[int, str, str]]:
    """Give the fields of a block: the line each begins at, its name and its text, still escaped."""
    current: tuple[int, list[str]] | None = None
    for number, line in block.lines:
        before, *starts = line.split("|")
        if current is not None and before.strip():
            current[1].append(before)
        for piece in starts:
            if current is not None:
                yield _named(*current)
            current = (number, [piece])
    if current is not None:
        yield _named(*current)


def _named(number: int, pieces: Iterable[str]) -> tuple[int, str, str]:
    name, _, text = " ".join(" ".join(pieces).translate(_INSERTED).split()).partition(" ")
    return number, name.casefold(), text


@dataclass
class _Reader:
    """Reads the fields of one block in order, and notes what is not sound."""

    block: _Block
    damaged: list[Damage]
    head: dict[str, str] = field(default_factory=dict)
    opened: list[tuple[int, str, str]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    total: str = ""
    finished: bool = False

    def comments(self) -> Iterator[Sent]:
        """Give the sound comments."""
        for number, name, text in _fields(self.block):
            if name == "comment":
                if self.opened:
                    self.damaged.append(_lost(self.opened, "its check is missing"))
                self.opened = [(number, name, text)]
            elif self.opened and name == "check":
                self.ids.append(_bare(self.opened[0][2]))
                yield from _checked(self.head, self.opened, text, self.damaged)
                self.opened = []
            elif self.opened:
                self.opened.append((number, name, text))
            else:
                self._around(name, text)
        self._end()

    def _around(self, name: str, text: str) -> None:
        """Take a field that stands before or after the comments."""
        if name in _HEAD:
            self.head[name] = text
        elif name == "total":
            self.total = text
        elif name == "check":
            parts = [*_head(self.head), *self.ids, _field("total", _bare(self.total))]
            self.finished = _bare(text) == check_of("".join(parts))

    def _end(self) -> None:
        start = self.block.start
        if self.opened:
            self.damaged.append(_lost(self.opened, "it is cut short"))
        elif not self.block.ended:
            self.damaged.append(Damage(start, "the block of comments that begins here has no end"))
        elif not self.finished:
            self.damaged.append(Damage(start, "comments are missing from the block that begins here, or were put in"))


def _checked(
    head: Mapping[str, str], opened: Sequence[tuple[int, str, str]], check: str, damaged: list[Damage]
) -> Iterator[Sent]:
    number = opened[0][0]
    whole = "".join([*_head(head), *(f"|{name} {text}" for _, name, text in opened)])
    comment_id = _bare(opened[0][2])
    if check_of(whole) != _bare(check):
        damaged.append(_lost(opened, "it was altered after it was copied"))
    elif not _COMMENT_ID.fullmatch(comment_id):
        damaged.append(_lost(opened, "its id is none that a page makes"))
    else:
        given = {_NAMES.get(name, name): _unescape(text) for _, name, text in opened[1:]}
        try:
            record = make_comment(given, comment_id)
        except UnreadableError as error:
            damaged.append(_lost(opened, str(error)))
            return
        said = (_unescape(head.get("map", "")), _bare(head.get("moment", "")))
        yield Sent(record, *said, number, _unescape(head.get("for", "")))


def _lost(opened: Sequence[tuple[int, str, str]], why: str) -> Damage:
    name = next((_unescape(text) for _, name, text in opened if name == "name"), "")
    return Damage(opened[0][0], f"the comment{f' on “{name[:80]}”' if name else ''}: {why}")


def _head(head: Mapping[str, str]) -> list[str]:
    return [f"|{name} {head.get(name, '')}" for name in _HEAD if name != "for" or name in head]


def _field(name: str, text: str) -> str:
    plain = " ".join(text.translate(_INSERTED).split())
    return f"|{name} {''.join(_ESCAPES.get(each, each) for each in plain)}".rstrip()


def _unescape(text: str) -> str:
    return _ESCAPED.sub(lambda found: {"p": "|", "g": ">"}.get(found[1], found[1]), text)


def _bare(text: str) -> str:
    return _UNSEEN.sub("", text)


def _wrap(line: str) -> Iterator[str]:
    """Break a line between words, so that no program for mail has to."""
    while len(line) > WIDTH and (at := line.rfind(" ", 4, WIDTH + 1)) > 0:
        yield line[:at]
        line = "  " + line[at + 1 :]
    yield line
