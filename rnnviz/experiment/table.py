"""Sequences of numbers out of a table: CSV or TSV with a header."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from ..engine.error import InputError, UnknownNameError
from ..engine.loss import Kind
from .own_data import OwnData, make_data

DELIMITERS = "\t;,"
MISSING = ("", "na", "n/a", "nan", "null", "none", "?")
MOST_CELLS = 20_000_000


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a table are what, by their names in its header.

    ``inputs`` and ``targets``: without targets the last column is the only one, without inputs they are all the
    others. ``sequence`` is the column whose value tells which sequence a row belongs to; without one there is a single
    sequence. ``ahead`` says how many rows later a target is found, so that a column can be its own target. ``kind`` is
    "softmax" for a column of classes, "squared" for numbers; without it texts are classes.
    """

    inputs: Sequence[str] | None = None
    targets: Sequence[str] | None = None
    sequence: str | None = None
    ahead: int = 0
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row and its line in the text."""

    line: int
    cells: list[str]


def read_table(text: str, columns: Columns | None = None, *, standardise: bool = False) -> OwnData:
    """The sequences in a table; InputError names the line and column of what does not fit.

    An empty cell among the targets is no target; among the inputs it is an error. With ``standardise`` each column of
    numbers is shifted and scaled to mean 0 and standard deviation 1.
    """
    header, rows = _read_rows(text)
    chosen = _choose(header, columns or Columns())
    assert chosen.inputs is not None
    assert chosen.targets is not None
    groups = _group(rows, None if chosen.sequence is None else header.index(chosen.sequence))
    inputs = [[[_number(row, header, name) for name in chosen.inputs] for row in group] for group in groups]
    cells = [[[row.cells[header.index(name)].strip() for name in chosen.targets] for row in group] for group in groups]
    if _are_classes(cells, chosen):
        names = _class_names(cells)
        found: list[list[object]] = [[_class_of(row[0], names) for row in group] for group in cells]
    else:
        names = None
        found = [[[_target(row, header, name) for name in chosen.targets or ()] for row in group] for group in groups]
    return make_data(inputs, [_ahead(group, chosen.ahead) for group in found], classes=names, standardise=standardise)


def _read_rows(text: str) -> tuple[list[str], list[Row]]:
    """The header and the rows, all as long as the header."""
    lines = list(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    first = next((line for line in lines if line.strip()), None)
    if first is None:
        raise InputError("table", "nothing", "a header and at least two rows")
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    found = list(_rows(reader))
    header = [name.strip() for name in found[0].cells]
    for k, name in enumerate(header):
        if not name or name in header[:k]:
            raise InputError(f"header, column {k + 1}", name or "nothing", "a name that no other column has")
    for row in found[1:]:
        if len(row.cells) != len(header):
            raise InputError(f"line {row.line}", _count(len(row.cells)), f"{_count(len(header))}, as in the header")
    if len(found) < 3:
        raise InputError("table", "one row" if len(found) == 2 else "a header only", "a header and at least two rows")
    if len(found) * len(header) > MOST_CELLS:
        raise InputError("table", f"{len(found) * len(header):,} values", f"at most {MOST_CELLS:,}")
    return header, found[1:]


def _rows(reader: Iterator[list[str]]) -> Iterator[Row]:
    """The rows that are not empty."""
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise InputError(f"line {line}", str(error), "values with matching quotes") from None
        if any(cell.strip() for cell in cells):
            yield Row(line, cells)
        line = int(getattr(reader, "line_num", line)) + 1


def _count(n: int) -> str:
    return f"{n} {'value' if n == 1 else 'values'}"


def _choose(header: list[str], columns: Columns) -> Columns:
    """The columns with every choice made."""
    _check_kinds(columns)
    sequence = columns.sequence
    free = [name for name in header if name != sequence]
    targets = list(columns.targets or free[-1:])
    inputs = list(columns.inputs or [name for name in free if name not in targets])
    for field, names in (("inputs", inputs), ("targets", targets), ("sequence", [sequence] if sequence else [])):
        if not names and field != "sequence":
            raise InputError(field, "no column", f"at least one of {', '.join(header)}")
        for name in names:
            if name not in header:
                raise UnknownNameError(field, name, header)
    if columns.kind == "softmax" and len(targets) > 1:
        raise InputError("targets", ", ".join(targets), "a single column of classes")
    return Columns(inputs, targets, sequence, columns.ahead, columns.kind)


def _check_kinds(columns: Columns) -> None:
    for field, names in (("inputs", columns.inputs), ("targets", columns.targets)):
        if isinstance(names, str):
            raise InputError(field, names, "a list of the names of columns")
    if isinstance(columns.ahead, bool) or not isinstance(columns.ahead, int) or columns.ahead < 0:
        raise InputError("ahead", columns.ahead, "a whole number of at least 0")
    if columns.kind not in (None, *get_args(Kind)):
        raise InputError("kind", columns.kind, f"one of {', '.join(get_args(Kind))}")


def _group(rows: list[Row], column: int | None) -> list[list[Row]]:
    """The rows of each sequence, in the order in which these appear."""
    if column is None:
        return [rows]
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.cells[column].strip(), []).append(row)
    return list(groups.values())


def _number(row: Row, header: list[str], name: str) -> float:
    """The number in a cell."""
    cell = row.cells[header.index(name)].strip()
    try:
        value = float(cell)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        got = "no value" if cell.lower() in MISSING else cell
        raise InputError(f"line {row.line}, column {name}", got, "a finite number")
    return value


def _target(row: Row, header: list[str], name: str) -> float | None:
    """The number in a cell, None where there is none."""
    is_missing = row.cells[header.index(name)].strip().lower() in MISSING
    return None if is_missing else _number(row, header, name)


def _are_classes(cells: list[list[list[str]]], columns: Columns) -> bool:
    """Whether the targets are classes: where that was said, or a single column holds a text."""
    if columns.kind is not None or len(columns.targets or ()) > 1:
        return columns.kind == "softmax"
    texts = {row[0] for group in cells for row in group if row[0].lower() not in MISSING}
    return not all(map(_is_number, texts))


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _class_names(cells: list[list[list[str]]]) -> tuple[str, ...]:
    """The names of the classes, whole numbers by their size and others by the alphabet."""
    names = {row[0] for group in cells for row in group if row[0].lower() not in MISSING}
    if all(name.lstrip("-").isdecimal() for name in names):
        return tuple(sorted(names, key=int))
    return tuple(sorted(names))


def _class_of(cell: str, names: Sequence[str]) -> int | None:
    return None if cell.lower() in MISSING else names.index(cell)


def _ahead(targets: list[object], ahead: int) -> list[object]:
    """The targets of rows ``ahead`` later; the last rows have none."""
    return [*targets[ahead:], *[None] * min(ahead, len(targets))]
