"""The text of an experiment file: JSON that is decoded strictly and laid out to be read by people."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal, NoReturn, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from ..cells import CELLS
from ..engine.error import InputError
from ..engine.loss import NO_CLASS, Loss
from ..engine.network import Layer, Network
from ..engine.notation import DEFAULT, find_notation
from ..engine.ops import Array
from ..engine.schedule import PLAIN
from . import array, limit
from .experiment import Experiment
from .layer import find_cell
from .schedule_record import ScheduleRecord, build_schedule, schedule_fields
from .target import convert_targets
from .training_record import TrainingRecord, build_training, training_fields

FORMATS = (1, 2)
Kind = TypeVar("Kind")


class LayerRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One layer: the key of its cell and its sizes."""

    cell: str
    hidden_size: int
    bidirectional: bool = False


class NetworkRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The layers from the input upwards and the read-out."""

    input_size: int
    layers: list[LayerRecord]
    output_size: int | None = None


class LossRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A loss and the value it reads."""

    kind: Literal["softmax", "squared"]
    on: str


class ExperimentRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A whole file of format 1; ``inputs`` are rows, or the symbols of the alphabet."""

    format: Literal[1, 2]
    network: NetworkRecord
    parameters: dict[str, list[list[float] | float]]
    start: dict[str, list[float]]
    inputs: list[list[float]] | str
    title: str = ""
    description: str = ""
    alphabet: str | None = None
    loss: LossRecord | None = None
    targets: list[int | list[float | None] | None] | None = None


class ScheduledRecord(ExperimentRecord, frozen=True, forbid_unknown_fields=True):
    """A whole file of format 2: one of format 1, what happens at which step, the training and the notation."""

    schedule: ScheduleRecord | None = None
    training: TrainingRecord | None = None
    notation: str | None = None


def encode(experiment: Experiment) -> str:
    """The experiment as JSON, one row of a matrix on a line; every number reads back to the same bits.

    The format is the oldest that can hold the experiment.
    """
    fields = _fields(experiment)
    is_plain = not {"schedule", "training", "notation"} & fields.keys()
    return lay_out({"format": 1 if is_plain else 2, **fields})


def decode(text: str) -> Experiment:
    """The experiment in a JSON text; InputError names the place, what is there and what was expected."""
    found = _parse(text)
    _check_characters(text, found)
    version = found.get("format") if isinstance(found, dict) else None
    if isinstance(version, bool) or version not in FORMATS:
        got = "no format number" if version is None else json.dumps(version)
        raise InputError("format", got, f"{' or '.join(map(str, FORMATS))}, the formats that this rnnviz reads")
    return _build(_check(found, ExperimentRecord if version == 1 else ScheduledRecord))


def _fields(experiment: Experiment) -> dict[str, Any]:
    """What a file holds, in the order in which it is written."""
    network, loss = experiment.network, experiment.loss
    for layer in network.layers:
        _check_cell(layer)
    text = experiment.text
    fields: dict[str, Any] = {
        "title": experiment.title,
        "description": experiment.description,
        "network": {
            "input_size": network.input_size,
            "layers": [layer_fields(layer) for layer in network.layers],
            "output_size": network.output_size,
        },
        "alphabet": experiment.alphabet,
        "parameters": {name: value.tolist() for name, value in experiment.parameters.items()},
        "start": {name: value.tolist() for name, value in experiment.start.items()},
        "inputs": experiment.inputs.tolist() if text is None or _has_minus_zero(experiment.inputs) else text,
        "loss": None if loss is None else {"kind": loss.kind, "on": loss.on},
        "targets": _none_for_missing(experiment.targets),
        "schedule": schedule_fields(experiment.schedule),
        "training": training_fields(experiment),
        "notation": None if experiment.notation == DEFAULT else experiment.notation.code,
    }
    return {name: value for name, value in fields.items() if value is not None}


def layer_fields(layer: Layer) -> dict[str, Any]:
    """What a file holds of a layer."""
    return {"cell": layer.cell.key, "hidden_size": layer.hidden_size, "bidirectional": layer.bidirectional}


def _check_cell(layer: Layer) -> None:
    if CELLS.get(layer.cell.key) is not layer.cell:
        raise InputError("cell", layer.cell.key, f"one that a file can name: {', '.join(CELLS)}")


def _has_minus_zero(values: Array) -> bool:
    return bool(np.signbit(values).any())


def _none_for_missing(targets: NDArray[Any] | None) -> list[Any] | None:
    if targets is None:
        return None
    if targets.ndim == 1:
        return [None if k == NO_CLASS else k for k in targets.tolist()]
    return [[None if math.isnan(value) else value for value in row] for row in targets.tolist()]


def lay_out(fields: Mapping[str, object]) -> str:
    """A JSON record as text for people: a line for each field, each row of a matrix, each record of a list."""
    return "{\n" + ",\n".join(f"  {json.dumps(name)}: {_lay_out(value)}" for name, value in fields.items()) + "\n}\n"


def _lay_out(value: object, indent: str = "  ") -> str:
    """One value as JSON: on one line where it is plain, a list of plain values or a record of them."""
    items: list[str]
    match value:
        case dict() if any(isinstance(item, dict | list) for item in value.values()):
            items = [f"{json.dumps(key)}: {_lay_out(item, indent + '  ')}" for key, item in value.items()]
            brackets = "{}"
        case list() if any(isinstance(item, dict | list) for item in value):
            items = [_line(item) for item in value]
            brackets = "[]"
        case _:
            return _line(value)
    lines = ",\n".join(f"{indent}  {item}" for item in items)
    return f"{brackets[0]}\n{lines}\n{indent}{brackets[1]}"


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _parse(text: str) -> Any:
    """The JSON values in a text, without repeated names and numbers that are not finite."""
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        near = text[error.pos : error.pos + 20].strip()
        where = f"line {error.lineno}, column {error.colno}"
        raise InputError(where, near or "the end of the file", _expectation(error.msg)) from None
    except RecursionError:
        raise InputError("nesting", "lists within lists", "at most four levels") from None
    except InputError:
        raise
    except ValueError:
        raise InputError("number", "thousands of digits", "a number that fits double precision") from None


def _check_characters(text: str, found: Any) -> None:
    r"""Refuse half a surrogate pair, as an escape such as \ud800 can bring in."""
    if re.search(r"\\u[dD][89a-fA-F]|[\ud800-\udfff]", text):
        try:
            json.dumps(found, ensure_ascii=False).encode("utf-8")
        except UnicodeEncodeError as error:
            raise InputError("text", ascii(error.object[error.start]), "whole characters") from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        repeated = next(name for name in names if names.count(name) > 1)
        raise InputError(f"field {repeated}", "two values", "one value")
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise InputError("number", name, "a finite number")


def _expectation(message: str) -> str:
    """What the JSON reader wanted, from its message."""
    wanted = message.removeprefix("Expecting ")
    return wanted if wanted != message else f"whole JSON ({message.lower()})"


def _check(found: dict[str, Any], kind: type[ExperimentRecord]) -> ExperimentRecord:
    """The parsed values as a record of exactly the declared fields and types."""
    # One by one first: the names of these are not declared, and the reader does not tell them.
    schedule = found.get("schedule")
    groups = {"parameters": found.get("parameters"), "start": found.get("start")}
    groups["schedule.clamps"] = schedule.get("clamps") if isinstance(schedule, dict) else None
    for group, named in groups.items():
        entry: Any = float | None if group == "schedule.clamps" else float
        for name, value in named.items() if isinstance(named, dict) else ():
            _convert(value, list[list[entry] | float], f"{group}.{name}")
    return _convert(found, kind, "")


def _convert(value: object, kind: type[Kind], place: str) -> Kind:
    """A parsed value as exactly one type, or InputError with the place in the file."""
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        what, _, path = str(error).partition(" - at `$")
        match = re.fullmatch(r"Expected (.+), got (.+)", what)
        expected, got = match.groups() if match else ("what the format holds", what[0].lower() + what[1:])
        where = (place + path.rstrip("`")).lstrip(".") or "file"
        raise InputError(where, _in_words(got), _in_words(expected)) from None


def _in_words(types: str) -> str:
    """The JSON reader's names of types in the words of people."""
    words = {
        "float": "a number",
        "int": "a whole number",
        "str": "text",
        "bool": "true or false",
        "array": "a list",
        "object": "a record",
    }
    parts = types.replace("`", "").split(" | ")
    return " or ".join(words.get(part, part) for part in parts)


def _build(record: ExperimentRecord) -> Experiment:
    """The experiment of a record, checked by the experiment itself."""
    if not record.network.layers or len(record.network.layers) > limit.MAX_LAYERS:
        raise InputError("network.layers", len(record.network.layers), f"from 1 to {limit.MAX_LAYERS} layers")
    network = _build_network(record.network)
    limit.check_alphabet(record.alphabet, network.input_size)
    inputs: object = record.inputs
    if isinstance(record.inputs, str):
        if record.alphabet is None:
            raise InputError("inputs", record.inputs, "rows of numbers, as there is no alphabet")
        inputs = array.one_hot("inputs", record.inputs, record.alphabet)
    loss = None if record.loss is None else Loss(record.loss.kind, on=record.loss.on)
    targets: object = record.targets
    if targets is not None and loss is not None:
        targets = convert_targets(targets, network, loss, None)
    experiment = Experiment(
        network=network,
        parameters=record.parameters,  # type: ignore[arg-type]
        inputs=inputs,  # type: ignore[arg-type]
        start=record.start,  # type: ignore[arg-type]
        alphabet=record.alphabet,
        loss=loss,
        targets=targets,  # type: ignore[arg-type]
        schedule=build_schedule(record.schedule) if isinstance(record, ScheduledRecord) else PLAIN,
        title=record.title,
        description=record.description,
    )
    if not isinstance(record, ScheduledRecord):
        return experiment
    notation = DEFAULT if record.notation is None else find_notation(record.notation)
    return replace(experiment, training=build_training(record.training, experiment), notation=notation)


def _build_network(record: NetworkRecord) -> Network:
    for k, layer in enumerate(record.layers):
        limit.check_size(f"network.layers[{k}].hidden_size", layer.hidden_size)
    layers = tuple(Layer(find_cell(layer.cell), layer.hidden_size, layer.bidirectional) for layer in record.layers)
    limit.check_size("network.input_size", record.input_size)
    network = Network(record.input_size, layers, record.output_size)
    limit.check_network(network)
    return network
