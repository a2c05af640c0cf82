"""The axes of charts."""

from __future__ import annotations

from rnnviz.scene.chart import Axis

STEPS, REAL = Axis("t", 1, 4, is_whole=True), Axis("x", -1.0, 3.0)


def test_a_whole_axis_has_a_cell_around_every_number() -> None:
    assert STEPS.ends == (0.5, 4.5)
    assert [STEPS.value(share) for share in (0.0, 0.24, 0.26, 1.0)] == [1.0, 1.0, 2.0, 4.0]
    assert STEPS.ticks(11) == [(1, "1"), (2, "2"), (3, "3"), (4, "4")]


def test_a_real_axis_runs_from_end_to_end() -> None:
    assert [REAL.share(value) for value in (-1.0, 1.0, 3.0)] == [0.0, 0.5, 1.0]
    assert REAL.value(0.25) == 0.0
    assert (0.0, "0") in [(round(value, 9), text) for value, text in REAL.ticks(5)]


def test_an_axis_of_no_length_is_given_some() -> None:
    assert Axis("", 2.0, 2.0).ends == (1.5, 2.5)


def test_the_cells_of_a_whole_axis_may_have_texts() -> None:
    axis = Axis("k", 1, 4, is_whole=True, texts=("3", "5", "8", "9"))
    assert axis.ticks(4) == [(1, "3"), (2, "5"), (3, "8"), (4, "9")]
    assert axis.ticks(2) == [(1, "3"), (3, "8")]
    assert axis.write(3.0) == "k = 8"


def test_a_value_is_written_behind_the_name_of_its_axis() -> None:
    assert STEPS.write(2.0) == "t = 2"
    assert REAL.write(-0.5) == "x = −0.50"
    assert Axis("", 1, 4, is_whole=True, says="unit").write(3.0) == "unit 3"
