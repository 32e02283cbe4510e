"""Comments as readers send them back: a checked block of text in a file or an e-mail, or a table in a Word file."""

from sysmap.formats.comments.files import read_comments
from sysmap.formats.comments.reading import CommentReading, Damage, Sent

__all__ = ["CommentReading", "Damage", "Sent", "read_comments"]
