"""The training of an experiment as a record of its file: what is learnt, how, and how far it has come."""

from __future__ import annotations

import base64
import binascii
import math
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from ..engine.error import InputError, UnknownNameError
from ..engine.loss import NO_CLASS
from ..engine.ops import Array
from ..engine.optimiser import Settings
from ..engine.train import Progress
from . import array
from .own_data import OwnData, Targets, make_data
from .own_text import OwnText
from .training import Data, Training, find_progress

if TYPE_CHECKING:
    from .experiment import Experiment

CURVE_WIDTH, HELD_OUT_WIDTH = 4, 3


class TextRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text of one's own."""

    text: str
    alphabet: str
    steps: int


class DataRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Sequences of one's own: rows of inputs, and rows or classes as targets, null where there is none."""

    inputs: list[list[list[float]]]
    targets: list[list[int | list[float | None] | None]]
    classes: list[str] | None = None


class ProgressRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How far a training has come; a text is Base64 of numbers in double precision, the lowest byte first."""

    step: int
    batch: int
    first: int
    moments: dict[str, object]
    states: dict[str, object]
    curve: str
    held_out: str
    checkpoints: dict[str, object]


class TrainingRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A training; without progress where it has not begun."""

    settings: dict[str, Any]
    task: str | None = None
    options: dict[str, Any] = {}
    text: TextRecord | None = None
    data: DataRecord | None = None
    progress: ProgressRecord | None = None


def training_fields(experiment: Experiment) -> dict[str, Any] | None:
    """What a file holds of a training; progress that is not that of the present network is left out."""
    training, progress = experiment.training, find_progress(experiment)
    if training is None:
        return None
    found: dict[str, Any] = {
        "task": training.task,
        "options": dict(training.options) or None,
        "text": _text_fields(training.data),
        "data": _data_fields(training.data),
        "settings": asdict(training.settings),
        "progress": None if progress is None else _progress_fields(progress),
    }
    return {name: value for name, value in found.items() if value is not None}


def build_training(record: TrainingRecord | None, experiment: Experiment) -> Training | None:
    """The training of a record, for an experiment that has everything else already."""
    if record is None:
        return None
    settings = _build_settings(record.settings)
    progress = None if record.progress is None else _build_progress(record.progress, experiment)
    return Training(record.task, record.options, _build_data(record), settings, progress)


def _text_fields(data: Data | None) -> dict[str, Any] | None:
    if not isinstance(data, OwnText):
        return None
    return {"text": data.text, "alphabet": data.alphabet, "steps": data.steps}


def _data_fields(data: Data | None) -> dict[str, Any] | None:
    if not isinstance(data, OwnData):
        return None
    found = {
        "classes": None if data.classes is None else list(data.classes),
        "inputs": [rows.tolist() for rows in data.inputs],
        "targets": [_rows(targets) for targets in data.targets],
    }
    return {name: value for name, value in found.items() if value is not None}


def _rows(targets: Targets) -> list[Any]:
    if targets.ndim == 1:
        return [None if k == NO_CLASS else k for k in targets.tolist()]
    return [[None if math.isnan(value) else value for value in row] for row in targets.tolist()]


def _progress_fields(progress: Progress) -> dict[str, Any]:
    return {
        "step": progress.step,
        "batch": progress.batch,
        "first": progress.first,
        "moments": {name: _pack(moment) for name, moment in progress.moments.items()},
        "states": {name: _pack(state) for name, state in progress.states.items()},
        "curve": _pack(progress.curve),
        "held_out": _pack(progress.held_out),
        "checkpoints": {str(step): _pack(flat) for step, flat in progress.checkpoints.items()},
    }


def _build_settings(given: Mapping[str, Any]) -> Settings:
    known = [entry.name for entry in fields(Settings)]
    for name in given:
        if name not in known:
            raise UnknownNameError("training.settings", name, known)
    try:
        return Settings(**given)
    except InputError as error:
        raise InputError(f"training.settings.{error.field}", error.value, error.expected) from None


def _build_data(record: TrainingRecord) -> Data | None:
    if record.text is not None and record.data is not None:
        raise InputError("training", "a text and data", "one of them")
    if record.text is not None:
        return OwnText(record.text.text, record.text.alphabet, record.text.steps)
    data = record.data
    return None if data is None else make_data(data.inputs, data.targets, classes=data.classes)


def _build_progress(record: ProgressRecord, experiment: Experiment) -> Progress:
    for field, value, least in (("step", record.step, 0), ("batch", record.batch, 1), ("first", record.first, 0)):
        if value < least:
            raise InputError(f"training.progress.{field}", value, f"a whole number of at least {least}")
    size, states = sum(value.size for value in experiment.parameters.values()), experiment.network.states
    for name in record.states:
        if name not in states:
            raise UnknownNameError("training.progress.states", name, states)
    return Progress(
        record.step,
        experiment.parameters,
        {name: _vector(f"moments.{name}", text, size) for name, text in record.moments.items()},
        record.batch,
        record.first,
        {name: _unpack(f"states.{name}", text, states[name]) for name, text in record.states.items()},
        _unpack("curve", record.curve, CURVE_WIDTH),
        _unpack("held_out", record.held_out, HELD_OUT_WIDTH),
        {_number(step): _vector(f"checkpoints.{step}", text, size) for step, text in record.checkpoints.items()},
    )


def _pack(values: Array) -> str:
    return base64.b64encode(np.ascontiguousarray(values, dtype="<f8").tobytes()).decode("ascii")


def _unpack(field: str, text: object, width: int) -> Array:
    """The numbers of a text as rows (k, width)."""
    if not isinstance(text, str):
        raise InputError(f"training.progress.{field}", text, "numbers in Base64")
    try:
        numbers = np.frombuffer(base64.b64decode(text, validate=True), dtype="<f8").astype(np.float64)
    except (binascii.Error, ValueError):
        raise InputError(f"training.progress.{field}", text[:20], "numbers in Base64") from None
    if numbers.size % width:
        raise InputError(f"training.progress.{field}", f"{numbers.size} numbers", f"rows of {width}")
    return array.read_only(numbers.reshape(-1, width))


def _vector(field: str, text: object, size: int) -> Array:
    """A finite number for each number in the parameters."""
    rows = _unpack(field, text, size)
    if len(rows) != 1 or not np.isfinite(rows).all():
        raise InputError(f"training.progress.{field}", f"{len(rows)} rows", f"{size} finite numbers")
    return array.read_only(rows[0])


def _number(step: str) -> int:
    if not step.isdecimal() or not step.isascii():
        raise InputError("training.progress.checkpoints", step, "the number of a step")
    return int(step)
