"""Tables: which columns are what, and what is refused with its line."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine.error import InputError
from rnnviz.experiment.table import Columns, read_table

TABLE = "id,x,y,label\na,1,2,up\na,3,4,down\nb,5,6,up\nb,7,8,\nb,9,10,down\n"


def test_the_last_column_is_the_target_and_all_others_are_inputs() -> None:
    found = read_table("x,y,z\n1,2,3\n4,5,6\n")
    assert found.inputs[0].tolist() == [[1, 2], [4, 5]]
    assert found.targets[0].tolist() == [[3], [6]]
    assert found.loss == "squared"


def test_a_column_tells_sequences_which_may_differ_in_length() -> None:
    found = read_table(TABLE, Columns(["x", "y"], ["label"], "id"))
    assert [rows.tolist() for rows in found.inputs] == [[[1, 2], [3, 4]], [[5, 6], [7, 8], [9, 10]]]
    assert found.classes == ("down", "up")
    assert [rows.tolist() for rows in found.targets] == [[1, 0], [1, -1, 0]]
    assert found.loss == "softmax"


def test_rows_of_a_sequence_need_not_stand_together() -> None:
    found = read_table("id,x,y\na,1,1\nb,2,2\na,3,3\n", Columns(sequence="id"))
    assert [rows.ravel().tolist() for rows in found.inputs] == [[1, 3], [2]]


@pytest.mark.parametrize("delimiter", ["\t", ";", ","])
def test_the_delimiter_is_found_in_the_header(delimiter: str) -> None:
    text = "x,y\n1,2\n3,4\n".replace(",", delimiter)
    assert read_table(text).inputs[0].tolist() == [[1], [3]]


def test_quotes_blank_lines_windows_line_ends_and_a_byte_order_mark_are_understood() -> None:
    text = '\ufeff"x, in m",y\r\n\r\n"1",2\r\n3,4\r\n\r\n'
    assert read_table(text, Columns(["x, in m"], ["y"])).inputs[0].tolist() == [[1], [3]]


def test_line_ends_within_quotes_belong_to_the_value() -> None:
    found = read_table('x,label\n1,"up\nhill"\n2,"down\u2028hill"\n3,\n')
    assert found.classes == ("down\u2028hill", "up\nhill")


def test_a_column_can_be_its_own_target_some_rows_later() -> None:
    found = read_table("x\n1\n2\n3\n4\n", Columns(["x"], ["x"], ahead=2))
    assert found.targets[0][:2].tolist() == [[3], [4]]
    assert np.isnan(found.targets[0][2:]).all()


def test_an_empty_cell_among_the_targets_is_no_target() -> None:
    found = read_table("x,y\n1,\n2,NA\n3,5\n")
    assert np.isnan(found.targets[0][:2]).all()
    assert found.targets[0][2, 0] == 5


def test_whole_numbers_are_classes_where_that_is_asked_for_in_the_order_of_their_size() -> None:
    found = read_table("x,y\n1,10\n2,9\n3,10\n", Columns(kind="softmax"))
    assert found.classes == ("9", "10")
    assert found.targets[0].tolist() == [1, 0, 1]


def test_columns_can_be_standardised() -> None:
    found = read_table("x,k,y\n1,7,10\n2,7,20\n3,7,30\n", standardise=True)
    for column in (found.inputs[0][:, 0], found.targets[0][:, 0]):
        assert column.mean() == pytest.approx(0, abs=1e-12)
        assert column.std() == pytest.approx(1)
    assert (found.inputs[0][:, 1] == 0).all()


def test_a_target_that_is_nowhere_given_stays_so_when_columns_are_standardised() -> None:
    found = read_table("x,y,z\n1,2,\n2,4,\n", Columns(["x"], ["y", "z"]), standardise=True)
    assert found.targets[0][:, 0].tolist() == [-1, 1]
    assert np.isnan(found.targets[0][:, 1]).all()


def test_numbers_too_large_to_standardise_are_refused() -> None:
    with pytest.raises(InputError, match="standardise: got numbers up to 1e\\+308"):
        read_table("x,y\n1,1e308\n2,-1e308\n", standardise=True)


@pytest.mark.parametrize(
    ("text", "columns", "message"),
    [
        ("", None, "table: got nothing, expected a header and at least two rows"),
        ("\n  \n", None, "table: got nothing"),
        ("x,y\n", None, "table: got a header only"),
        ("x,y\n1,2\n", None, "table: got one row"),
        ("x,y\n1,2\n1,2,3\n", None, "line 3: got 3 values, expected 2 values, as in the header"),
        ("x,y\n1,2\n\n1\n", None, "line 4: got 1 value,"),
        ("x,y\n1,2\n,3\n", None, "line 3, column x: got no value, expected a finite number"),
        ("x,y\n1,2\nnan,3\n", None, "line 3, column x: got no value"),
        ("x,y\n1,2\ninf,3\n", None, "line 3, column x: got inf"),
        ("x,y\n1,2\ntwo,3\n", None, "line 3, column x: got two"),
        ("x,y\n1,2\n1,1e999\n", None, "line 3, column y: got 1e999"),
        ("x,y,z\n1,2,a\n1,2,b\n", Columns(["x"], ["y", "z"]), "line 2, column z: got a, expected a finite number"),
        ("x,x\n1,2\n3,4\n", None, "header, column 2: got x, expected a name that no other column has"),
        ("x,\n1,2\n3,4\n", None, "header, column 2: got nothing"),
        ("x,y\n1,2\n3,4\n", Columns(["w"]), "inputs: got w, expected one of x, y"),
        ("x,y\n1,2\n3,4\n", Columns(targets=["w"]), "targets: got w"),
        ("x,y\n1,2\n3,4\n", Columns(sequence="w"), "sequence: got w"),
        ("x,y\n1,2\n3,4\n", Columns("x"), "inputs: got x, expected a list of the names of columns"),
        ("x,y\n1,2\n3,4\n", Columns(kind="odd"), "kind: got odd, expected one of "),  # type: ignore[arg-type]
        ("x,y\n1,2\n3,4\n", Columns(ahead=-1), "ahead: got -1"),
        ("x,y\n1,2\n3,4\n", Columns(ahead=5), "targets: got none, expected a target for one step at least"),
        ("x,y,z\n1,2,3\n3,4,5\n", Columns(targets=["y", "z"], kind="softmax"), "targets: got y, z, expected a single"),
        ("y\n1\n2\n", None, "inputs: got no column"),
        ("x,y\n1,\n2,\n", None, "targets: got none"),
        ('x,y\n1,"2\n3,4\n', None, "expected values with matching quotes"),
    ],
)
def test_what_does_not_fit_is_named_with_its_line(text: str, columns: Columns | None, message: str) -> None:
    with pytest.raises(InputError) as caught:
        read_table(text, columns)
    assert message in str(caught.value)
