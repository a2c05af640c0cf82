"""Blocks of cells as text, as spreadsheets, NumPy and text files write them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..engine.error import InputError

BRACKETS = str.maketrans("", "", "[](){}")


def write_block(rows: Sequence[Sequence[str]]) -> str:
    """Rows of cells as lines with tabs, which every spreadsheet reads."""
    return "".join("\t".join(row) + "\n" for row in rows)


def read_block(text: str) -> list[list[str]]:
    """The cells of every line of ``text``.

    Tabs separate cells, else semicolons, else commas, else spaces, brackets around rows are dropped. Raises
    InputError when there is nothing, or when commas alone could be decimal commas as well as separators.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
    if not any(line.strip() for line in lines):
        raise InputError("clipboard", text, "rows of numbers")
    if "\t" in text:
        return _even([line.split("\t") for line in lines])
    lines = [line.translate(BRACKETS).strip() for line in lines if line.strip()]
    if any(";" in line for line in lines):
        return _even([line.rstrip(";").split(";") for line in lines])
    if any("," in line for line in lines):
        return _even(_split_at_commas(lines))
    return _even([line.split() or [line] for line in lines])


def _split_at_commas(lines: list[str]) -> list[list[str]]:
    """Cells between commas; a comma at the end of a row of an array is no separator."""
    lines = [line.rstrip(",") for line in lines]
    bare = [line for line in lines if re.fullmatch(r"\s*[+−-]?\d+,\d+\s*", line)]
    if bare and len(bare) == len(lines):
        raise InputError("clipboard", lines[0], "numbers with decimal points, or tabs or semicolons between them")
    return [line.split(",") for line in lines]


def _even(rows: list[list[str]]) -> list[list[str]]:
    """The rows, if all have the same number of cells."""
    widths = {len(row) for row in rows}
    if len(widths) > 1:
        raise InputError("clipboard", f"rows of {min(widths)} to {max(widths)} cells", "rows of the same length")
    return rows
