"""Finding out what a file of comments is: text, an e-mail, a Word file."""

from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

from sysmap.errors import BadInputError
from sysmap.formats import guards
from sysmap.formats.comments.block import BEGIN, read_block
from sysmap.formats.comments.reading import CommentReading
from sysmap.formats.text_files import read_text

_MAIL = {".eml", ".mht"}
_OUTLOOK = ".msg"


def read_comments(path: Path) -> CommentReading:
    """Read the comments in a file.

    Parameters
    ----------
    path : pathlib.Path
        What a page saved, an e-mail (.eml, or its text), or a Word file with the table of comments.

    Raises
    ------
    BadInputError
        When it cannot be read or holds no comments; one line.
    """
    if path.suffix.lower() == _OUTLOOK:
        raise BadInputError(f"{path}: this is Outlook's own format; save the e-mail as text, or paste it into a file")
    guards.check_file(path)
    with path.open("rb") as stream:
        if stream.read(4).startswith(b"PK\x03\x04"):
            from sysmap.formats.comments.word import read_word

            return read_word(path)
    text = _text_of_mail(path) if path.suffix.lower() in _MAIL else read_text(path)
    return read_text_of(text, str(path))


def read_text_of(text: str, name: str) -> CommentReading:
    """Read the comments in a text.

    Parameters
    ----------
    text : str
        The text.
    name : str
        What to call it in messages.

    Raises
    ------
    BadInputError
        When there is no block of comments in it.
    """
    found = read_block(text)
    if not found.comments and not found.damaged:
        raise BadInputError(f"{name}: no comments in it; they stand after a line that says “{BEGIN}”")
    return found


def _text_of_mail(path: Path) -> str:
    """Give the text of an e-mail; where it has only HTML, the text in that."""
    try:
        message = message_from_bytes(path.read_bytes(), EmailMessage, policy=policy.default)
        body = message.get_body(("plain", "html"))
        content = str(body.get_content()) if body is not None else ""
    except (MessageError, LookupError, ValueError, KeyError) as error:
        raise BadInputError(f"{path}: cannot be read as an e-mail; save its text in a file") from error
    if body is not None and body.get_content_subtype() == "html":
        reader = _HtmlText()
        reader.feed(content)
        reader.close()
        return "".join(reader.pieces)
    return content


class _HtmlText(HTMLParser):
    """The text of HTML, a line for each block."""

    _LINES = frozenset({"br", "p", "div", "li", "tr", "pre", "blockquote", "h1", "h2", "h3"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line where a block begins."""
        del attrs
        if tag in self._LINES:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a line where a block ends."""
        if tag in self._LINES:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        """Take the text."""
        self.pieces.append(data)
