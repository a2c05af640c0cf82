"""Formulas laid out in lines: symbols by their outlines, arrays of numbers as text between tall brackets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol, TypeAlias

from ..engine.numeral import Entries, entries
from ..engine.text import Formula, Mark, Numbers, Piece
from .formula_type import extent, number_width
from .shapes import Point

_AXIS = 0.26
"""How far the middle of operators and brackets lies above the baseline, in units of the size."""
_PITCH, _COLUMN_GAP, _BRACKET = 1.28, 0.75, 0.42
_NUMBER = 0.88
_INDENT = 0.9
"""How far the rows of a broken line stand back, in units of the size."""
_PAREN_ROW = 1.2
"""Brackets that enclose less than this height are set as symbols."""


class _Extent(Protocol):
    """How far a symbol of size 1 reaches."""

    @property
    def width(self) -> float: ...
    @property
    def ascent(self) -> float: ...
    @property
    def descent(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Metrics:
    """How large symbols of size 1 are, by their LaTeX, and how wide a number of a size is."""

    extent: Callable[[str], _Extent] = extent
    number_width: Callable[[str, int], float] = number_width


@dataclass(frozen=True, slots=True)
class Setting:
    """How a formula is set: the size of its symbols and the width it may take, in pixels, and what measures them."""

    size: float
    width: float
    metrics: Metrics = Metrics()

    @property
    def number_size(self) -> int:
        """The size of numbers."""
        return max(11, round(self.size * _NUMBER))


@dataclass(frozen=True, slots=True)
class Sign:
    """A symbol set by its LaTeX."""

    x: float
    y: float
    latex: str


@dataclass(frozen=True, slots=True)
class Text:
    """A number; x is its left edge, y its baseline."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Bracket:
    """A tall bracket around (x, y), its left edge and its middle."""

    x: float
    y: float
    height: float
    latex: str


Item: TypeAlias = Sign | Text | Bracket


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Formulas laid out: what to paint, and the size of it all in pixels."""

    items: tuple[Item, ...]
    width: float
    height: float
    n_rows: int


@dataclass(slots=True)
class _Cell:
    """A piece with its lengths: ``gap`` is the space before it, ``above`` and ``below`` count from the axis."""

    piece: Piece
    gap: float
    width: float
    above: float
    below: float
    table: Entries = ()
    columns: tuple[float, ...] = ()
    tall: bool = False

    @property
    def is_high(self) -> bool:
        """Whether a power behind it stands higher than behind a symbol."""
        return self.tall or len(self.table) > 1


def arrange(lines: tuple[Formula, ...], setting: Setting) -> Arrangement:
    """Lay out the lines of a calculation below each other, aligned at their relation signs.

    The first line may start with its left side; lines too wide are broken before a sum's sign. The last line, the
    result, follows the one before it where there is room.
    """
    first = next((k for k, piece in enumerate(lines[0]) if isinstance(piece, Mark) and piece.kind == "relation"), 0)
    left, cells = _cells(lines[0][:first], setting), [_cells(line, setting) for line in (lines[0][first:], *lines[1:])]
    indent = _width(left) + (0.3 * setting.size if left else 0.0)
    rows = [row for line in cells for row in _broken(line, setting.width - indent, setting.size)]
    if len(cells) > 1:
        rows[-1][0].gap = 0.36 * setting.size
        if _width(rows[-2] + rows[-1]) <= setting.width - indent:
            rows[-2:] = [rows[-2] + rows[-1]]
    return _stack(left, rows, indent, setting)


def _cells(formula: Formula, setting: Setting) -> list[_Cell]:
    """The pieces with their widths and the space before each."""
    cells: list[_Cell] = []
    before: Piece | None = None
    for piece in formula:
        cell = _mark_cell(piece, setting) if isinstance(piece, Mark) else _number_cell(piece, setting)
        cell.gap = _gap(before, piece) * setting.size if before is not None else 0.0
        cells.append(cell)
        before = piece
    return cells


def _mark_cell(mark: Mark, setting: Setting) -> _Cell:
    shape, size = setting.metrics.extent(mark.latex), setting.size
    return _Cell(mark, 0.0, shape.width * size, (shape.ascent - _AXIS) * size, (shape.descent + _AXIS) * size)


def _number_cell(numbers: Numbers, setting: Setting) -> _Cell:
    """A number, or a table of numbers between brackets."""
    size, table = setting.number_size, entries(numbers.values)
    widths = tuple(
        max(setting.metrics.number_width(text, size) for text in column) for column in zip(*table, strict=True)
    )
    if numbers.is_scalar:
        return _Cell(numbers, 0.0, widths[0], 0.55 * size, 0.55 * size, table, widths)
    inner = sum(widths) + _COLUMN_GAP * size * (len(widths) - 1)
    half = (len(table) * _PITCH + 0.15) * size / 2
    return _Cell(numbers, 0.0, inner + 2 * _BRACKET * size, half, half, table, widths)


def _gap(before: Piece, piece: Piece) -> float:
    """The space between two pieces, in units of the size."""
    left, right = _kind(before), _kind(piece)
    if right == "power":
        return 0.1 if left == "number" else 0.03
    if "relation" in (left, right):
        return 0.36
    if left == "open" or right == "close":
        return 0.08
    if "operator" in (left, right) or left == right == "number":
        return 0.3
    if right == "open":
        return 0.1
    return 0.26 if _is_fraction(piece) or _is_fraction(before) else 0.17


def _kind(piece: Piece) -> str:
    return piece.kind if isinstance(piece, Mark) else "number"


def _is_fraction(piece: Piece) -> bool:
    return isinstance(piece, Mark) and piece.latex.startswith(r"\frac")


def _width(row: list[_Cell]) -> float:
    return sum(cell.gap + cell.width for cell in row) - (row[0].gap if row else 0.0)


def _broken(line: list[_Cell], width: float, size: float) -> Iterator[list[_Cell]]:
    """The line in rows of at most ``width``, broken between the terms of sums, or before ⊙ in a term too wide."""
    row: list[_Cell] = []
    room = width
    for term in _split(line, _begins_term):
        for part in [term] if _width(term) <= width - _INDENT * size else _split(term, _begins_factor):
            if row and _width(row) + part[0].gap + _width(part) > room:
                yield row
                row = []
                part[0].gap = max(0.0, min(_INDENT * size, width - _width(part)))
                room = width - part[0].gap
            row += part
    yield row


def _split(line: list[_Cell], begins: Callable[[list[_Cell], int], bool]) -> Iterator[list[_Cell]]:
    """The stretches of a line, of which each but the first begins where ``begins`` says."""
    starts = [0, *(k for k in range(1, len(line)) if begins(line, k))]
    yield from (line[start:end] for start, end in pairwise((*starts, len(line))))


def _begins_term(line: list[_Cell], k: int) -> bool:
    """Whether a plus stands there, or outside all brackets a minus between two terms."""
    piece = line[k].piece
    if not isinstance(piece, Mark) or piece.latex not in "+-":
        return False
    kinds = [_kind(cell.piece) for cell in line[:k]]
    is_inside = kinds.count("open") > kinds.count("close")
    return piece.latex == "+" or not (is_inside or kinds[-1] in ("relation", "operator"))


def _begins_factor(line: list[_Cell], k: int) -> bool:
    piece = line[k].piece
    return isinstance(piece, Mark) and piece.latex == r"\,\odot\,"


def _stack(left: list[_Cell], rows: list[list[_Cell]], indent: float, setting: Setting) -> Arrangement:
    """Place the rows below each other."""
    items: list[Item] = []
    y, widest, leading = 0.0, 0.0, 0.45 * setting.size
    for k, row in enumerate(rows):
        _stretch(row)
        everything = [*row, *(left if k == 0 else [])]
        y += max(0.6 * setting.size, *(cell.above for cell in everything))
        if k == 0:
            _place(items, left, (0.0, y), setting)
        starts_line = isinstance(row[0].piece, Mark) and row[0].piece.kind == "relation"
        x = indent + (0.0 if starts_line or not left else row[0].gap)
        widest = max(widest, _place(items, row, (x, y), setting))
        y += max(0.4 * setting.size, *(cell.below for cell in everything)) + leading
    return Arrangement(tuple(items), widest, max(0.0, y - leading), len(rows))


def _stretch(row: list[_Cell]) -> None:
    """Make every bracket of a row as tall as what it encloses there."""
    stack: list[list[_Cell]] = [[]]
    opened: list[_Cell | None] = [None]
    for cell in row:
        kind = _kind(cell.piece)
        if kind == "open":
            stack.append([])
            opened.append(cell)
        elif kind == "close":
            inside = stack.pop()
            brackets = [bracket for bracket in (opened.pop(), cell) if bracket is not None]
            _grow(brackets, inside)
            stack = stack or [inside]
            opened = opened or [None]
            stack[-1] += [*inside, *brackets]
        else:
            stack[-1].append(cell)
    while len(stack) > 1:
        inside, bracket = stack.pop(), opened.pop()
        _grow([bracket] if bracket is not None else [], inside)
        stack[-1] += inside


def _grow(brackets: list[_Cell], inside: list[_Cell]) -> None:
    half = max((max(cell.above, cell.below) for cell in inside), default=0.0)
    for bracket in brackets:
        natural = (bracket.above + bracket.below) / 2
        if half > _PAREN_ROW * natural and isinstance(bracket.piece, Mark) and bracket.piece.latex in "()":
            bracket.above = bracket.below = half
            bracket.width = 0.42 * natural + 0.06 * half
            bracket.tall = True


def _place(items: list[Item], row: list[_Cell], origin: Point, setting: Setting) -> float:
    """Place the cells of a row from ``origin`` on the axis; gives where they end."""
    x, y = origin
    baseline = y + _AXIS * setting.size
    for k, cell in enumerate(row):
        x += cell.gap if k else 0.0
        if isinstance(cell.piece, Numbers):
            _place_numbers(items, cell, (x, y), setting)
        elif cell.tall:
            items.append(Bracket(x, y, 2 * cell.above, cell.piece.latex))
        elif cell.piece.kind == "power" and k and row[k - 1].is_high:
            items.append(Sign(x, y - row[k - 1].above + cell.above, cell.piece.latex))
        else:
            items.append(Sign(x, baseline, cell.piece.latex))
        x += cell.width
    return x


def _place_numbers(items: list[Item], cell: _Cell, origin: Point, setting: Setting) -> None:
    """Place the entries of a number or an array; numbers are flush right in their column, dots centred."""
    size, (x, y) = setting.number_size, origin
    is_array = isinstance(cell.piece, Numbers) and not cell.piece.is_scalar
    middle = 0.33 * size if is_array else _AXIS * setting.size
    top = y - (len(cell.table) - 1) * _PITCH * size / 2 + middle
    if is_array:
        items.append(Bracket(x, y, 2 * cell.above, "["))
        items.append(Bracket(x + cell.width - 0.3 * size, y, 2 * cell.above, "]"))
        x += _BRACKET * size
    for column, width in enumerate(cell.columns):
        for row, texts in enumerate(cell.table):
            room = width - setting.metrics.number_width(texts[column], size)
            shift = room / 2 if texts[column] in "⋯⋮⋱" else room
            items.append(Text(x + shift, top + row * _PITCH * size, texts[column]))
        x += width + _COLUMN_GAP * size
