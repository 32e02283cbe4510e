"""Text that PRSM packed with lz-string (`compressToUTF16`), unpacked up to a limit.

The format is that of pieroxy's lz-string 1.4: a dictionary coder after Lempel, Ziv and Welch whose codes grow by a bit
as the dictionary does, written 15 bits to a character, each 32 above its value. The Python ports on PyPI have had no
release for years and unpack without a limit, so that a small file could fill the memory; this is the half we need.
"""

from collections.abc import Iterator

_BITS = 15
_OFFSET = 32
_LETTER, _WIDE_LETTER, _END = 0, 1, 2
"""Codes that are no entry: a new letter of 8 or 16 bits follows, or nothing does."""


class PackedTextError(ValueError):
    """It is no packed text, ends too early, or unpacks to too much."""


def unpack(packed: str, most: int) -> str:
    """Unpack a text.

    Parameters
    ----------
    packed : str
        What `compressToUTF16` gave, without a byte order mark.
    most : int
        The most letters that it may unpack to.

    Raises
    ------
    PackedTextError
        When it is no such text or unpacks to more.
    """
    codes = _Codes(packed)
    told: list[str] = []
    last, length = "", 0
    while (entry := codes.next_after(last)) is not None:
        length += len(entry)
        if length > most:
            raise PackedTextError(f"it unpacks to more than {most:,} letters")
        told.append(entry)
        last = entry
    # The halves of letters beyond the first 65,536 stand apart, as JavaScript keeps them.
    return "".join(told).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class _Codes:
    """The codes of a packed text, and the dictionary that grows with them."""

    def __init__(self, packed: str) -> None:
        self._bits = _bits(packed)
        self._entries = ["", "", ""]
        self._width = 2
        self._spare = 1

    def next_after(self, last: str) -> str | None:
        """Give what the next code stands for, after what the last one stood for; None at the end."""
        code = self._read(self._width)
        if code == _END:
            return None
        if code in {_LETTER, _WIDE_LETTER}:
            self._add(chr(self._read(8 if code == _LETTER else 16)))
            code = len(self._entries) - 1
        if code > len(self._entries) or (code == len(self._entries) and not last):
            raise PackedTextError("a code in it leads nowhere")
        entry = self._entries[code] if code < len(self._entries) else last + last[0]
        if last:
            self._add(last + entry[0])
        return entry

    def _add(self, entry: str) -> None:
        self._entries.append(entry)
        self._spare -= 1
        if not self._spare:
            self._spare = 1 << self._width
            self._width += 1

    def _read(self, count: int) -> int:
        number = 0
        for place in range(count):
            bit = next(self._bits, None)
            if bit is None:
                raise PackedTextError("it ends too early")
            number |= bit << place
        return number


def _bits(packed: str) -> Iterator[int]:
    for letter in packed:
        value = ord(letter) - _OFFSET
        if not 0 <= value < 1 << _BITS:
            raise PackedTextError("a letter in it is none that lz-string writes")
        for place in reversed(range(_BITS)):
            yield value >> place & 1
