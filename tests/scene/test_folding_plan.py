"""When and where things move while a network folds and unfolds."""

from __future__ import annotations

from itertools import pairwise

import pytest

from rnnviz.scene.folding_plan import WIDTH, Timing, find_levels, find_matrices, smooth

from .case import make_run, schedule_run


def test_movement_is_gentle_at_both_ends() -> None:
    assert (smooth(-1.0), smooth(0.0), smooth(0.5), smooth(1.0), smooth(2.0)) == (0.0, 0.0, 0.5, 1.0, 1.0)
    assert smooth(0.01) < 0.01


@pytest.mark.parametrize("n_copies", [1, 2, 3, 5])
def test_unfolded_copies_stand_apart_and_centred(n_copies: int) -> None:
    places = Timing(2.0, n_copies).columns(find_levels(make_run(hidden_size=16, n_steps=n_copies)))
    assert [place.step for place in places] == list(range(1, n_copies + 1))
    assert all(left.right + 30 < right.left for left, right in pairwise(places))
    assert (places[0].x + places[-1].x) / 2 == pytest.approx(WIDTH / 2)


def test_until_the_loop_is_whole_all_copies_are_one() -> None:
    places = Timing(1.0, 5).columns(find_levels(make_run()))
    assert {place.x for place in places} == {WIDTH / 2}


def test_copies_come_out_one_after_the_other() -> None:
    timing = Timing(1.4, 5)
    shares = [timing.emerged(copy) for copy in range(5)]
    assert shares == sorted(shares, reverse=True)
    assert shares[1] > shares[3]


def test_an_index_fades_before_the_next_comes() -> None:
    for k in range(201):
        ((_, strength),) = Timing(k / 100, 4).indices(1)
        assert 0.0 <= strength <= 1.0
    assert [next(Timing(p, 4).indices(1))[0] for p in (0.0, 1.0, 2.0)] == [None, "t", "1"]
    assert list(Timing(1.5, 4).indices(3)) == [("3", 1.0)]


def test_many_units_are_drawn_as_a_few() -> None:
    level = find_levels(make_run(hidden_size=64))[1]
    (place,) = Timing(0.0, 1).columns((level,))
    units = [unit for unit, _ in level.units(place)]
    assert units == [0, 1, 2, None, 63]


def test_the_letter_of_a_matrix_stands_at_the_first_copy_that_has_its_arrow() -> None:
    run = schedule_run(read=(3, 4))
    levels, timing = find_levels(run), Timing(2.0, 4)
    places = timing.columns(levels)
    *_, last = find_matrices(run)
    assert last.letter_place(levels, places, timing)[0] == pytest.approx(places[2].x + 16)
