"""A picture as pixels, drawn from its PDF so that both look the same."""

from io import BytesIO

from sysmap.errors import UsageError

DOTS = 200
"""Dots to the inch: sharp on a slide and in a document."""

_MOST_PIXELS = 60_000_000


def draw_png(pdf: bytes, dots: int = DOTS) -> bytes:
    """Give the one page of a PDF as PNG.

    Parameters
    ----------
    pdf : bytes
        The file.
    dots : int
        Dots to the inch; fewer on a sheet so large that the picture would have more than 60 million.

    Raises
    ------
    UsageError
        When pypdfium2 is not installed.
    """
    try:
        from pypdfium2 import PdfDocument
    except ImportError:
        raise UsageError("PNG needs pypdfium2: pip install 'sysmap[pictures]', or write SVG or PDF") from None
    document = PdfDocument(pdf)
    try:
        page = document[0]
        width, height = page.get_size()
        scale = min(dots / 72, (_MOST_PIXELS / (width * height)) ** 0.5)
        image = page.render(scale=scale).to_pil()
        stream = BytesIO()
        image.save(stream, "PNG", dpi=(72 * scale, 72 * scale))
        return stream.getvalue()
    finally:
        document.close()
