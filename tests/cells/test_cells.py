"""What every cell says of itself."""

from __future__ import annotations

import re

import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.cell import Cell


@pytest.mark.parametrize("cell", CELLS.values(), ids=lambda cell: cell.key)
def test_every_equation_has_a_name_in_words_and_a_sentence(cell: Cell) -> None:
    assert not [equation.name for equation in cell.equations if not re.fullmatch(r"[A-Z][^:]+: .+\.", equation.says)]


def test_a_cell_is_found_by_its_key() -> None:
    assert {key: cell.key for key, cell in CELLS.items()} == {key: key for key in CELLS}
