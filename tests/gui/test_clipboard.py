"""Blocks of cells come from spreadsheets of any country, from NumPy and from text files."""

from __future__ import annotations

import pytest

from rnnviz.engine.error import InputError
from rnnviz.gui.clipboard import read_block, write_block

BLOCK = [["1", "2"], ["3", "4"]]


@pytest.mark.parametrize(
    "text",
    [
        "1\t2\n3\t4\n",
        "1\t2\r\n3\t4\r\n",
        "1;2\n3;4",
        "1, 2\n3, 4",
        "1 2\n 3  4",
        "[[1 2]\n [3 4]]",
        "[[1., 2.],\n [3., 4.]]",
    ],
)
def test_every_usual_separator_is_understood(text: str) -> None:
    cells = [[cell.strip().rstrip(".") for cell in row] for row in read_block(text)]
    assert cells == BLOCK


def test_with_tabs_or_semicolons_a_comma_is_part_of_the_number() -> None:
    assert read_block("0,5\t1,25\n") == [["0,5", "1,25"]]
    assert read_block("0,5;1,25") == [["0,5", "1,25"]]


def test_commas_with_points_are_separators() -> None:
    assert read_block("0.5,1.25") == [["0.5", "1.25"]]
    assert read_block("1,2,3") == [["1", "2", "3"]]


def test_a_comma_that_could_be_both_is_refused() -> None:
    with pytest.raises(InputError, match="decimal points, or tabs or semicolons"):
        read_block("1,2\n3,4\n")


def test_empty_cells_between_tabs_stay_and_lines_of_one_symbol_are_columns() -> None:
    assert read_block("1\t\n\t2\n") == [["1", ""], ["", "2"]]
    assert read_block("h\ne\n") == [["h"], ["e"]]


@pytest.mark.parametrize("text", ["", "\n\n", "  \n"])
def test_nothing_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="clipboard"):
        read_block(text)


def test_rows_of_different_length_are_refused() -> None:
    with pytest.raises(InputError, match="rows of 1 to 2 cells, expected rows of the same length"):
        read_block("1\t2\n3\n")


def test_what_is_written_reads_back() -> None:
    assert write_block(BLOCK) == "1\t2\n3\t4\n"
    assert read_block(write_block(BLOCK)) == BLOCK
