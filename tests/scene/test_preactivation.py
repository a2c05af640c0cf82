"""What enters the gates has its place below them, at all gates or at none."""

from __future__ import annotations

import pytest

from rnnviz.cells import CELLS
from rnnviz.scene.anatomy import dissect
from rnnviz.scene.plan import Extent, plan
from rnnviz.scene.preactivation import find_preactivations


@pytest.mark.parametrize("name", CELLS)
def test_every_activation_has_the_name_of_what_it_is_applied_to(name: str) -> None:
    anatomy = dissect(CELLS[name])
    found = find_preactivations(CELLS[name], anatomy)
    assert set(found) == {part.name for part in anatomy.parts.values() if part.kind == "box"}
    assert all(CELLS[name].values[inner] is anatomy.parts[box].form for box, inner in found.items())


@pytest.mark.parametrize(("hidden_size", "has_room"), [(1, True), (2, True), (4, False), (16, True)])
def test_they_have_a_place_where_it_has_the_room(hidden_size: int, has_room: bool) -> None:
    planned = plan(CELLS["lstm"], Extent(1, hidden_size, 1, True, False))
    assert [note.name for note in planned.inner] == (["f.1", "i.1", "c_hat.1", "o.1"] if has_room else [])


def test_there_are_none_where_values_stand_beside_gradients() -> None:
    assert plan(CELLS["lstm"], Extent(1, 1, 1, True, False, has_both=True)).inner == ()
