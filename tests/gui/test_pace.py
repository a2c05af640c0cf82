"""How often the window shows a training."""

from __future__ import annotations

import pytest

from rnnviz.gui.pace import Pace


def test_the_window_rests_longer_where_a_snapshot_costs_more() -> None:
    pace = Pace()
    assert pace.note(1) == pytest.approx(0.06)
    assert sum(k * k for k in range(400_000)) > 0
    assert pace.note(2) > 0.06
    assert pace.speed is not None
    assert pace.speed > 0
