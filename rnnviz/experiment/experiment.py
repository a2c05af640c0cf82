"""An experiment: everything that is saved and undone, as one value that is never changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal
from weakref import ref

import numpy as np
from numpy.typing import NDArray

from ..engine.cell import Cell
from ..engine.error import InputError
from ..engine.initial import initialise
from ..engine.loss import Loss
from ..engine.network import Network
from ..engine.notation import DEFAULT, Notation
from ..engine.ops import Array
from ..engine.run import Run, forward
from ..engine.schedule import PLAIN, Schedule
from . import array, limit
from .form import fit_length
from .layer import make_layers
from .schedule import check_schedule
from .target import check_targets, convert_targets, fit_targets, make_loss, no_targets

if TYPE_CHECKING:
    from ..engine.task import Value
    from .training import Training

FIRST_LENGTH = 4


@dataclass(frozen=True, eq=False, repr=False)
class Experiment:
    """A network with its parameters, one input sequence, initial states, and perhaps a loss with targets.

    ``inputs`` is (T, input_size); with an ``alphabet`` its rows are usually unit vectors, one for each symbol.
    ``targets`` is None exactly where ``loss`` is: else (T,) classes with −1 for no target (softmax), or (T, n)
    numbers with NaN for no target (squared). ``schedule`` says which steps have an input and which are read out, what
    is fed back, and which units are clamped; ``notation`` how it is all written. All arrays are read-only, and shared
    by the experiments that edits make.
    """

    network: Network
    parameters: Mapping[str, Array]
    inputs: Array
    start: Mapping[str, Array]
    alphabet: str | None = None
    loss: Loss | None = None
    targets: NDArray[Any] | None = None
    schedule: Schedule = PLAIN
    title: str = ""
    description: str = ""
    training: Training | None = None
    notation: Notation = DEFAULT
    # A weak reference: a history of many experiments must not keep the values and gradients of them all.
    _known_run: ref[Run] | None = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        limit.check_network(self.network)
        limit.check_alphabet(self.alphabet, self.network.input_size)
        limit.check_text("title", self.title, limit.MAX_TITLE)
        limit.check_text("description", self.description, limit.MAX_DESCRIPTION)
        self._set("inputs", array.sequence("inputs", self.inputs, self.network.input_size))
        limit.check_length(self.network, self.n_steps)
        self._set("parameters", _complete("parameter", self.parameters, self.network.parameters))
        self._set("start", _complete("initial state", self.start, _state_shapes(self.network)))
        self._set("targets", check_targets(self.targets, self.network, self.loss, self.n_steps))
        self._set("schedule", check_schedule(self.schedule, self.network, self.n_steps))

    def __repr__(self) -> str:
        layers = ", ".join(f"{layer.cell.key} of {layer.hidden_size}" for layer in self.network.layers)
        outputs = "" if self.network.output_size is None else f", {self.network.output_size} outputs"
        return f"<Experiment {self.title!r}: {self.network.input_size} inputs, {layers}{outputs}, {self.n_steps} steps>"

    def _set(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)

    @staticmethod
    def new(  # noqa: PLR0913 -- the choices of a new experiment, all by name
        cell: str | Cell | Sequence[str | Cell],
        *,
        hidden_size: int | Sequence[int],
        layers: int | None = None,
        bidirectional: bool | Sequence[bool] = False,
        input_size: int | None = None,
        alphabet: str | None = None,
        output_size: int | None = None,
        loss: Literal["softmax", "squared"] | None = None,
        seed: int = 0,
    ) -> Experiment:
        """An experiment with parameters uniform in ±1/√hidden_size and a short input sequence.

        ``cell`` is a key of ``CELLS`` or a Cell. There is one layer unless ``layers`` says otherwise or one of
        ``cell``, ``hidden_size`` and ``bidirectional`` is a list with an entry for each layer. Give ``input_size``, or
        an ``alphabet`` such as ``"helo"``: its inputs are unit vectors, and with a softmax loss the read-out has one
        output for each symbol unless ``output_size`` says otherwise. The loss reads the read-out where there is one,
        else the hidden state of the last layer.
        """
        size = limit.check_size("input_size", _input_size(input_size, alphabet))
        if output_size is not None:
            output_size = limit.check_size("output_size", output_size)
        elif alphabet is not None and loss == "softmax":
            output_size = size
        network = Network(size, make_layers(cell, hidden_size, layers, bidirectional), output_size)
        limit.check_network(network)
        limit.check_seed(seed)
        experiment = Experiment(
            network=network,
            parameters=initialise(network, "uniform", seed),
            inputs=_first_inputs(size, alphabet, seed),
            start={name: np.zeros(n) for name, n in network.states.items()},
            alphabet=alphabet,
        )
        return experiment.with_loss(make_loss(loss, network))

    @staticmethod
    def new_task(
        key: str, cell: str | Cell | None = None, seed: int = 0, *, hidden_size: int | None = None, **options: Value
    ) -> Experiment:
        """An experiment that is ready to learn a task, with the network and settings that learn it by default."""
        from .task_experiment import new_task

        return new_task(key, cell, seed, hidden_size=hidden_size, **options)

    @property
    def n_steps(self) -> int:
        """The length T of the input sequence."""
        return len(self.inputs)

    @cached_property
    def symbols(self) -> tuple[str | None, ...]:
        """The symbol at each step; None where there is no alphabet or the row is not a unit vector."""
        if self.alphabet is None:
            return (None,) * self.n_steps
        is_unit = ((self.inputs == 1.0).sum(axis=1) == 1) & ((self.inputs != 0.0).sum(axis=1) == 1)
        places = self.inputs.argmax(axis=1)
        return tuple(self.alphabet[k] if unit else None for k, unit in zip(places, is_unit, strict=True))

    @property
    def text(self) -> str | None:
        """The inputs as one text; None where a step has no symbol."""
        symbols = [symbol for symbol in self.symbols if symbol is not None]
        return "".join(symbols) if len(symbols) == self.n_steps else None

    def run(self) -> Run:
        """The forward run of this experiment: the same one for as long as somebody holds it."""
        run = self._known_run() if self._known_run is not None else None
        if run is None:
            loss, targets, schedule = self.loss, self.targets, self.schedule
            run = forward(self.network, self.parameters, self.inputs, self.start, loss, targets, schedule)
            run = run.write_in(self.notation)
            self._set("_known_run", ref(run))
        return run

    def with_parameters(self, parameters: Mapping[str, object]) -> Experiment:
        """The experiment with some parameters replaced: arrays or nested lists of the parameters' own shapes."""
        found = _partial("parameter", parameters, self.network.parameters)
        return replace(self, parameters={**self.parameters, **found})

    def with_start(self, **states: object) -> Experiment:
        """The experiment with some initial states replaced: ``with_start(h=[0, 0], c=[1, 0])``."""
        return replace(self, start={**self.start, **_partial("initial state", states, _state_shapes(self.network))})

    def with_inputs(self, rows: object) -> Experiment:
        """The experiment with another input sequence: rows (T, input_size), or text where there is an alphabet.

        Targets are cut, or padded with steps without target, to the new length; the schedule keeps its form.
        """
        if isinstance(rows, str):
            if self.alphabet is None:
                raise InputError("inputs", rows, "rows of numbers, as the experiment has no alphabet")
            rows = array.one_hot("inputs", rows, self.alphabet)
        inputs = array.sequence("inputs", rows, self.network.input_size)
        schedule = fit_length(self.schedule, self.n_steps, len(inputs))
        return replace(self, inputs=inputs, targets=fit_targets(self.targets, len(inputs)), schedule=schedule)

    def with_loss(self, loss: Loss | None) -> Experiment:
        """The experiment with another loss and no targets yet, but for text: there the next symbol is the target."""
        if loss is None:
            return replace(self, loss=None, targets=None)
        blank = replace(self, loss=loss, targets=no_targets(self.network, loss, self.n_steps))
        if self.text is None or loss.kind != "softmax" or self.network.output_size != self.network.input_size:
            return blank
        return blank.with_targets([*self.text[1:], None])

    def with_schedule(self, schedule: Schedule) -> Experiment:
        """The experiment with another schedule: steps with input, steps read out, feedback and clamps."""
        return replace(self, schedule=schedule)

    def with_targets(self, targets: object) -> Experiment:
        """The experiment with other targets, one entry for each step; None means that nothing has a target.

        Softmax: classes, or symbols (or text) where there is an alphabet; None or −1 for a step without target.
        Squared: rows (T, n); None or NaN for a unit, or None for a step, without target.
        """
        if self.loss is None:
            raise InputError("targets", targets, "none, as the experiment has no loss")
        if targets is None:
            return replace(self, targets=no_targets(self.network, self.loss, self.n_steps))
        return replace(self, targets=convert_targets(targets, self.network, self.loss, self.alphabet))


def _input_size(input_size: int | None, alphabet: str | None) -> int:
    """The input size that ``new`` was given, directly or by an alphabet."""
    if alphabet is None:
        if input_size is None:
            raise InputError("input_size", None, "an input_size or an alphabet")
        return input_size
    limit.check_text("alphabet", alphabet, limit.MAX_SIZE)
    size = len(alphabet) if input_size is None else input_size
    limit.check_alphabet(alphabet, size)
    return size


def _first_inputs(size: int, alphabet: str | None, seed: int) -> Array:
    """The inputs of a new experiment: the alphabet once, or a few short numbers."""
    if alphabet is not None:
        return np.eye(size)
    return np.random.default_rng(seed).uniform(-1.0, 1.0, (FIRST_LENGTH, size)).round(1)


def _state_shapes(network: Network) -> dict[str, tuple[int, ...]]:
    return {name: (size,) for name, size in network.states.items()}


def _partial(kind: str, given: Mapping[str, object], shapes: Mapping[str, tuple[int, ...]]) -> dict[str, Array]:
    """Some named arrays, each checked against its shape."""
    unknown = next((name for name in given if name not in shapes), None)
    if unknown is not None:
        raise InputError(kind, unknown, f"one of {', '.join(shapes)}")
    return {name: array.tensor(name, value, shapes[name]) for name, value in given.items()}


def _complete(kind: str, given: Mapping[str, Array], shapes: Mapping[str, tuple[int, ...]]) -> Mapping[str, Array]:
    """All named arrays in the order of ``shapes``; the mapping itself where it needs no change."""
    found = _partial(kind, given, shapes)
    missing = next((name for name in shapes if name not in found), None)
    if missing is not None:
        raise InputError(f"{kind}s", ", ".join(found) or "none", f"{missing} as well")
    if isinstance(given, MappingProxyType) and all(found[name] is given[name] for name in found):
        return given
    return MappingProxyType({name: found[name] for name in shapes})
