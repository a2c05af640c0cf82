"""The schedule of an experiment as a record of its file."""

from __future__ import annotations

import math
from typing import Any

import msgspec
import numpy as np

from ..engine.schedule import Feedback, Schedule, Steps
from . import array
from .schedule import is_plain


class ScheduleRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Masks over the steps, what is fed back, and clamps by state: a row for each step, null for a free unit."""

    given: list[bool] | None = None
    read: list[bool] | None = None
    feedback: Feedback | None = None
    clamps: dict[str, list[list[float | None]]] = {}


def schedule_fields(schedule: Schedule) -> dict[str, Any] | None:
    """What a file holds of a schedule; None for the plain one."""
    if is_plain(schedule):
        return None
    fields = {
        "given": None if schedule.given is None else schedule.given.tolist(),
        "read": None if schedule.read is None else schedule.read.tolist(),
        "feedback": schedule.feedback,
        "clamps": {
            name: [[None if math.isnan(value) else value for value in row] for row in values.tolist()]
            for name, values in schedule.clamps.items()
        },
    }
    return {name: value for name, value in fields.items() if value is not None and value != {}}


def build_schedule(record: ScheduleRecord | None) -> Schedule:
    """The schedule of a record; the experiment checks that it fits."""
    if record is None:
        return Schedule()
    clamps: Any = record.clamps
    return Schedule(_mask("given", record.given), _mask("read", record.read), record.feedback, clamps)


def _mask(field: str, steps: list[bool] | None) -> Steps | None:
    return None if steps is None else array.mask(field, np.array(steps, dtype=np.bool_))
