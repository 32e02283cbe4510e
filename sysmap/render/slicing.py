"""Cells: a picture cut again and again into two, so that nothing overlaps by construction.

A cutting tree is what chip designers call a slicing floorplan. A leaf holds one drawn thing, a frame is a box with
cells inside, and a cut puts two cells side by side or one over the other. Sizes are worked out from the leaves up,
places from the root down. Turning a cut or mirroring it never makes anything overlap, so searching is safe.
"""

from collections.abc import Iterator

GAP = 32.0
"""Between two cells, in map units: room for a link to pass."""

PAD = 16.0
"""Between a box and what is in it."""

WIDE = 1.6
"""Width by height that a picture should have: 16 to 10 fits laptops and projectors."""


class Cell:
    """A rectangle that holds something: its own size, and the place it was given."""

    __slots__ = ("height", "id", "parent", "width", "x", "y")

    def __init__(self, cell_id: str = "", width: float = 0.0, height: float = 0.0) -> None:
        self.id = cell_id
        self.width = width
        self.height = height
        self.x = 0.0
        self.y = 0.0
        self.parent: Cut | Frame | None = None

    @property
    def area(self) -> float:
        """The ground it takes up, its share of the gaps included."""
        return (self.width + GAP) * (self.height + GAP)

    def measure(self) -> None:
        """Work out its own size from what is in it."""

    def place(self, x: float, y: float, width: float, height: float) -> None:
        """Put it in the middle of a place at least as large as itself."""
        self.x = x + (width - self.width) / 2
        self.y = y + (height - self.height) / 2

    def cells(self) -> Iterator["Cell"]:
        """Give the cell and all in it that are drawn: leaves and frames."""
        yield self


class Leaf(Cell):
    """One drawn thing of a fixed size."""

    __slots__ = ()


class Frame(Cell):
    """A box: a name on a tab, and cells inside."""

    __slots__ = ("content", "head_height", "head_width")

    def __init__(self, cell_id: str, head_width: float, head_height: float, content: Cell) -> None:
        super().__init__(cell_id)
        self.head_width = head_width
        self.head_height = head_height
        self.content = content
        content.parent = self
        self.measure()

    def measure(self) -> None:
        """Make it large enough for its tab and what is in it."""
        self.width = max(self.head_width, self.content.width + 2 * PAD)
        self.height = self.head_height + self.content.height + 2 * PAD

    def place(self, x: float, y: float, width: float, height: float) -> None:
        """Put it in the middle of its place, and what is in it below its tab."""
        super().place(x, y, width, height)
        self.content.place(self.x + PAD, self.y + self.head_height + PAD, self.width - 2 * PAD, self.content.height)

    def cells(self) -> Iterator[Cell]:
        """Give the frame, then all in it."""
        yield self
        yield from self.content.cells()


class Cut(Cell):
    """Two cells, side by side (`across`) or the first over the second."""

    __slots__ = ("across", "first", "second", "slots")

    def __init__(self, first: Cell, second: Cell, *, across: bool) -> None:
        super().__init__()
        self.first = first
        self.second = second
        self.across = across
        self.slots = (0.0, 0.0)
        first.parent = second.parent = self
        self.measure()

    def measure(self) -> None:
        """Add up along the cut, take the larger over it."""
        first, second = self.first, self.second
        if self.across:
            self.width = first.width + GAP + second.width
            self.height = max(first.height, second.height)
        else:
            self.width = max(first.width, second.width)
            self.height = first.height + GAP + second.height

    def place(self, x: float, y: float, width: float, height: float) -> None:
        """Share out what room is left over in proportion to size, and place both."""
        self.x, self.y = x, y
        first, second = self.first, self.second
        if self.across:
            spare = width - GAP - first.width - second.width
            at = first.width + spare * first.width / (first.width + second.width)
            self.slots = (at, width - GAP - at)
            first.place(x, y, at, height)
            second.place(x + at + GAP, y, width - GAP - at, height)
        else:
            spare = height - GAP - first.height - second.height
            at = first.height + spare * first.height / (first.height + second.height)
            self.slots = (at, height - GAP - at)
            first.place(x, y, width, at)
            second.place(x, y + at + GAP, width, height - GAP - at)

    def cells(self) -> Iterator[Cell]:
        """Give all that is drawn on both sides."""
        yield from self.first.cells()
        yield from self.second.cells()


def cuts_in(cell: Cell, *, deep: bool = True) -> Iterator[Cut]:
    """Give every cut in a cell, the innermost first; those inside further boxes only where `deep`."""
    if isinstance(cell, Frame) and deep:
        yield from cuts_in(cell.content)
    elif isinstance(cell, Cut):
        yield from cuts_in(cell.first, deep=deep)
        yield from cuts_in(cell.second, deep=deep)
        yield cell


def take_out(cell: Cell) -> None:
    """Take a cell out of its cut; the other side takes the place of the cut, which is left over."""
    cut = cell.parent
    if not isinstance(cut, Cut):
        raise TypeError("only a cell in a cut can be taken out")
    other = cut.second if cut.first is cell else cut.first
    above = cut.parent
    _replace(above, cut, other)
    other.parent = above
    measure_up(above)


def put_beside(cut: Cut, cell: Cell, target: Cell, *, across: bool, before: bool) -> None:
    """Put a cell beside another, with a cut that is left over."""
    above = target.parent
    _replace(above, target, cut)
    cut.parent = above
    cut.first, cut.second = (cell, target) if before else (target, cell)
    cut.across = across
    cell.parent = target.parent = cut
    measure_up(cut)


def measure_up(cell: Cell | None) -> None:
    """Work out sizes again from a cell up to the root."""
    while cell is not None:
        cell.measure()
        cell = cell.parent


def swap(one: Cell, other: Cell) -> None:
    """Let two cells change places in the tree; neither may hold the other."""
    first_parent, second_parent = one.parent, other.parent
    if first_parent is second_parent and isinstance(first_parent, Cut):
        first_parent.first, first_parent.second = first_parent.second, first_parent.first
        return
    _replace(first_parent, one, other)
    _replace(second_parent, other, one)
    one.parent, other.parent = second_parent, first_parent
    measure_up(first_parent)
    measure_up(second_parent)


def _replace(parent: "Cut | Frame | None", old: Cell, new: Cell) -> None:
    if isinstance(parent, Frame):
        parent.content = new
    elif isinstance(parent, Cut):
        if parent.first is old:
            parent.first = new
        else:
            parent.second = new
