"""Schedules as records: only what is not plain is written, and nothing is lost on the way."""

from __future__ import annotations

import numpy as np

from rnnviz.engine.schedule import PLAIN, Schedule
from rnnviz.experiment.schedule import is_plain
from rnnviz.experiment.schedule_record import ScheduleRecord, build_schedule, schedule_fields


def test_the_plain_schedule_has_no_record() -> None:
    assert schedule_fields(PLAIN) is None
    assert is_plain(build_schedule(None))
    assert is_plain(build_schedule(ScheduleRecord()))


def test_only_what_is_set_is_written() -> None:
    assert schedule_fields(Schedule(feedback="choice")) == {"feedback": "choice"}
    assert schedule_fields(Schedule(given=np.array([True, False]))) == {"given": [True, False]}
    clamped = Schedule(clamps={"2.h": np.array([[np.nan, 1.5]])})
    assert schedule_fields(clamped) == {"clamps": {"2.h": [[None, 1.5]]}}


def test_a_record_gives_the_schedule_back() -> None:
    found = build_schedule(ScheduleRecord([True, False], [False, True], "output", {"h": [[None], [2.0]]}))
    assert found.given is not None
    assert found.read is not None
    assert (found.given.tolist(), found.read.tolist(), found.feedback) == ([True, False], [False, True], "output")
    assert found.clamps["h"] == [[None], [2.0]]
