"""The schedule of an experiment: checked here, and fitted to another length or another network."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import get_args

import numpy as np

from ..engine.error import InputError
from ..engine.network import Network
from ..engine.ops import Array
from ..engine.schedule import PLAIN, Feedback, Schedule, Steps
from . import array

FEEDBACKS = get_args(Feedback)


def is_plain(schedule: Schedule) -> bool:
    """Whether every step is given and read, nothing is fed back, and no unit is clamped."""
    return schedule.given is None and schedule.read is None and schedule.feedback is None and not schedule.clamps


def check_schedule(schedule: object, network: Network, n_steps: int) -> Schedule:
    """The schedule with read-only arrays that fit; a mask that holds everywhere is None, a free state has no clamp."""
    if not isinstance(schedule, Schedule):
        raise InputError("schedule", schedule, "a Schedule")
    given = _check_mask("given", schedule.given, n_steps)
    read = _check_mask("read", schedule.read, n_steps)
    if schedule.feedback is not None:
        check_feedback(schedule.feedback, network)
    clamps = _check_clamps(schedule.clamps, network, n_steps)
    found = Schedule(given=given, read=read, feedback=schedule.feedback, clamps=clamps)
    if is_plain(found):
        return PLAIN
    unchanged = given is schedule.given and read is schedule.read and clamps is schedule.clamps
    return schedule if unchanged else found


def check_feedback(feedback: object, network: Network) -> None:
    """Refuse an unknown kind, and a network whose output cannot be its next input."""
    if feedback not in FEEDBACKS:
        raise InputError("feedback", feedback, f"one of {', '.join(FEEDBACKS)}, or none")
    if network.output_size is None:
        raise InputError("feedback", "a network without a read-out", f"a read-out of {_outputs(network)}")
    if network.output_size != network.input_size:
        raise InputError("feedback", f"{network.output_size} outputs", f"{_outputs(network)}, as many as inputs")
    if any(layer.bidirectional for layer in network.layers):
        raise InputError("feedback", "a layer that runs against time", "layers that run forward in time only")


def fit_network(schedule: Schedule, network: Network, former: Mapping[str, str] | None = None) -> Schedule:
    """The clamps that still have a unit on another network, and the feedback while there is a read-out.

    ``former`` tells the old names of states that have new ones.
    """
    names = {} if former is None else former
    clamps = {name: schedule.clamps.get(names.get(name, name)) for name in network.states}
    return Schedule(
        given=schedule.given,
        read=schedule.read,
        feedback=None if network.output_size is None else schedule.feedback,
        clamps={name: _widen(clamp, network.states[name]) for name, clamp in clamps.items() if clamp is not None},
    )


def insert_rows(schedule: Schedule, row: int, count: int) -> Schedule:
    """The schedule with ``count`` steps put before ``row`` (from 0): each like the step before them, or the first.

    A unit that is clamped at every step is so there too, to the value of the step before; other units are free.
    """
    before = max(row - 1, 0)

    def continued(clamp: Array) -> Array:
        added = np.where(np.isnan(clamp).any(axis=0), np.nan, clamp[before])
        return np.insert(clamp, row, np.tile(added, (count, 1)), axis=0)

    return Schedule(
        given=None if schedule.given is None else np.insert(schedule.given, row, [schedule.given[before]] * count),
        read=None if schedule.read is None else np.insert(schedule.read, row, [schedule.read[before]] * count),
        feedback=schedule.feedback,
        clamps={name: continued(clamp) for name, clamp in schedule.clamps.items()},
    )


def remove_rows(schedule: Schedule, row: int, count: int) -> Schedule:
    """The schedule without ``count`` steps from ``row`` (from 0) on."""
    gone = slice(row, row + count)
    return Schedule(
        given=None if schedule.given is None else np.delete(schedule.given, gone),
        read=None if schedule.read is None else np.delete(schedule.read, gone),
        feedback=schedule.feedback,
        clamps={name: np.delete(clamp, gone, axis=0) for name, clamp in schedule.clamps.items()},
    )


def _check_mask(field: str, mask: object, n_steps: int) -> Steps | None:
    """A mask (T,); None where it holds at every step."""
    if mask is None:
        return None
    found = array.mask(field, mask)
    if len(found) != n_steps:
        raise InputError(field, f"{len(found)} steps", f"{n_steps}, as many as the inputs")
    return None if found.all() else found


def _check_clamps(clamps: object, network: Network, n_steps: int) -> Mapping[str, Array]:
    """The clamps (T, n) of the states that have one, in the order of the states; the mapping itself if it is so."""
    if not isinstance(clamps, Mapping):
        raise InputError("clamps", clamps, "values (T, n) by the name of a state")
    unknown = next((name for name in clamps if name not in network.states), None)
    if unknown is not None:
        raise InputError("clamped state", unknown, f"one of {', '.join(network.states)}")
    found: dict[str, Array] = {}
    for name in (name for name in network.states if name in clamps):
        values = array.sequence(f"clamp of {name}", clamps[name], network.states[name], gaps=True)
        if len(values) != n_steps:
            raise InputError(f"clamp of {name}", f"{len(values)} steps", f"{n_steps}, as many as the inputs")
        if not np.isnan(values).all():
            found[name] = values
    if isinstance(clamps, MappingProxyType) and list(found) == list(clamps) and _are_same(found, clamps):
        return clamps
    return MappingProxyType(found)


def _are_same(found: Mapping[str, Array], given: Mapping[str, Array]) -> bool:
    return all(found[name] is given[name] for name in found)


def _widen(clamp: Array, size: int) -> Array:
    """The clamps of the first ``size`` units; units that are new are free."""
    if clamp.shape[1] == size:
        return clamp
    fitted = np.full((len(clamp), size), np.nan)
    kept = min(size, clamp.shape[1])
    fitted[:, :kept] = clamp[:, :kept]
    return fitted


def _outputs(network: Network) -> str:
    return "1 output" if network.input_size == 1 else f"{network.input_size} outputs"
