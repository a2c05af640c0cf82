"""The inputs and targets of an experiment as one grid over time, and the edits that a changed grid makes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..engine.error import InputError
from ..engine.glyph import writing_of
from ..engine.loss import NO_CLASS
from ..engine.ops import Array
from ..experiment import edits
from ..experiment.experiment import Experiment
from ..experiment.limit import MAX_STEPS
from ..experiment.target import loss_width
from ..scene.letter import show_letter
from .entry import Entry, NumberEntry, SymbolEntry
from .grid import Grid, Lock

NO_TARGET = "·"
FED, NOTHING = "fed", "–"
SAYS_FED = "This step has no input of its own: it receives what the step before gave, which is fed back."
SAYS_NO_INPUT = "This step has no input: it receives zeros. Press “in” above the table to give it one."
SAYS_UNREAD = "This step is not read out, so that a target would not count. Press “out” above the table to read it."


def sequence_grid(experiment: Experiment) -> Grid:
    """One row per step: the inputs, then the targets; symbols take one column where all inputs are symbols."""
    inputs, input_entries, input_names = _inputs(experiment)
    targets, target_entries, target_names = _targets(experiment)
    names = (*input_names, *target_names)
    number = writing_of(experiment.network, experiment.notation).number

    def label(row: int, column: int) -> str:
        letter, _, index = names[column].partition("_")
        return f"{letter or '_'}{f'[{index}]' if index else ''} at step {number(row + 1)}"

    return Grid(
        title=f"Inputs and targets ({experiment.n_steps} steps)"
        if target_names
        else f"Inputs ({experiment.n_steps} steps)",
        values=np.hstack([inputs, targets]),
        entries=(*input_entries, *target_entries),
        rows=tuple(map(number, range(1, experiment.n_steps + 1))),
        columns=names,
        label=label,
        grows=True,
        split=len(input_names),
        locks=_locks(experiment, len(input_names), len(names)),
    )


def is_symbolic(experiment: Experiment) -> bool:
    """Whether every input that counts is a symbol of the alphabet."""
    if experiment.alphabet is None:
        return False
    given = experiment.schedule.given
    counts = np.ones(experiment.n_steps, bool) if given is None else given
    return all(symbol is not None for symbol, is_given in zip(experiment.symbols, counts, strict=True) if is_given)


def set_sequence(experiment: Experiment, values: Array) -> Experiment:
    """The experiment with the inputs and targets of a whole grid of values, perhaps with more steps."""
    n_inputs = len(_inputs(experiment)[2])
    inputs, targets = values[:, :n_inputs], values[:, n_inputs:]
    if is_symbolic(experiment):
        rows = np.eye(experiment.network.input_size)[inputs[:, 0].astype(int)]
        kept = [t for t, symbol in enumerate(experiment.symbols) if symbol is None]
        rows[kept] = experiment.inputs[kept]
        changed = edits.set_inputs(experiment, rows)
    else:
        changed = edits.set_inputs(experiment, inputs)
    if experiment.targets is None:
        return changed
    if experiment.targets.ndim == 1:
        return changed.with_targets(np.where(np.isnan(targets[:, 0]), NO_CLASS, targets[:, 0]).astype(np.int64))
    return changed.with_targets(targets)


def take_steps(experiment: Experiment, order: Sequence[int]) -> Experiment:
    """The sequence made of the steps in ``order``, counted from 0: to remove, repeat or move steps."""
    places = np.array(order, dtype=np.intp)
    changed = edits.set_inputs(experiment, experiment.inputs[places])
    return changed if experiment.targets is None else changed.with_targets(experiment.targets[places])


def add_step(experiment: Experiment, after: int) -> Experiment:
    """One more step after step ``after``: a zero input, or the same symbol again."""
    blank = (
        experiment.inputs[after - 1 : after]
        if is_symbolic(experiment)
        else np.zeros((1, experiment.network.input_size))
    )
    return edits.insert_steps(experiment, after + 1, blank)


def target_symbols(experiment: Experiment) -> tuple[str, ...]:
    """The names of the classes: symbols where there is one for each class, else numbers from 1."""
    if experiment.loss is None:
        return ()
    width = loss_width(experiment.network, experiment.loss)
    alphabet = experiment.alphabet or ""
    return tuple(alphabet) if len(alphabet) == width else tuple(map(str, range(1, width + 1)))


def has_target_text(experiment: Experiment) -> bool:
    """Whether the targets can be written as text."""
    is_softmax = experiment.loss is not None and experiment.loss.kind == "softmax"
    return is_softmax and "".join(target_symbols(experiment)) == experiment.alphabet


def input_text(experiment: Experiment) -> str:
    """The inputs as symbols, a dot where a step has none."""
    given = experiment.schedule.is_given
    return "".join(symbol if symbol and given(t) else NO_TARGET for t, symbol in enumerate(experiment.symbols, 1))


def target_text(experiment: Experiment) -> str:
    """The targets as symbols, a dot where there is none."""
    symbols = target_symbols(experiment)
    targets = [] if experiment.targets is None else experiment.targets.tolist()
    return "".join(NO_TARGET if k == NO_CLASS else symbols[k] for k in targets)


def set_input_text(experiment: Experiment, text: str) -> Experiment:
    """The inputs as one symbol for each step; where a step has none, a dot leaves it so."""
    _check_length("inputs", text)
    given, steps = experiment.schedule.is_given, range(1, min(len(text), experiment.n_steps) + 1)
    kept = [t for t in steps if text[t - 1] == NO_TARGET and not given(t)]
    filler = (experiment.alphabet or "")[:1]
    changed = edits.set_text(experiment, "".join(filler if t in kept else s for t, s in enumerate(text, 1)))
    rows = changed.inputs.copy()
    places = np.array(kept, dtype=np.intp) - 1
    rows[places] = experiment.inputs[places]
    return edits.set_inputs(changed, rows) if kept else changed


def set_target_text(experiment: Experiment, text: str) -> Experiment:
    """The targets as one symbol for each step; a dot is no target, and so is what is missing at the end."""
    _check_length("targets", text)
    padded = text.ljust(experiment.n_steps, NO_TARGET)
    return edits.set_targets(experiment, [None if symbol == NO_TARGET else symbol for symbol in padded])


def set_next_symbol_targets(experiment: Experiment) -> Experiment:
    """At each step the next symbol as the target; the last step keeps its own."""
    places = experiment.inputs.argmax(axis=1)
    last = [NO_CLASS] if experiment.targets is None else experiment.targets[-1:].tolist()
    return edits.set_targets(experiment, [*places[1:].tolist(), *last])


def _check_length(field: str, text: str) -> None:
    """Refuse more symbols than there may be steps; how many more is not known of a text that a line has cut."""
    if len(text) > MAX_STEPS:
        raise InputError(field, f"more than {MAX_STEPS:,} symbols", f"at most {MAX_STEPS:,}, one for each step")


def _inputs(experiment: Experiment) -> tuple[Array, tuple[Entry, ...], tuple[str, ...]]:
    """Values, entries and names of the input columns."""
    size = experiment.network.input_size
    alphabet = tuple(experiment.alphabet or "")
    if is_symbolic(experiment):
        return experiment.inputs.argmax(axis=1)[:, None].astype(float), (SymbolEntry(alphabet),), _indexed("x", 1)
    return experiment.inputs, (NumberEntry(),) * size, tuple(map(show_letter, alphabet)) or _indexed("x", size)


def _targets(experiment: Experiment) -> tuple[Array, tuple[Entry, ...], tuple[str, ...]]:
    """Values, entries and names of the target columns."""
    loss, targets = experiment.loss, experiment.targets
    if loss is None or targets is None:
        return np.zeros((experiment.n_steps, 0)), (), ()
    if targets.ndim == 1:
        classes = np.where(targets == NO_CLASS, np.nan, targets)[:, None]
        return classes, (SymbolEntry(target_symbols(experiment), optional=True),), ("target",)
    width = targets.shape[1]
    return targets, (NumberEntry(optional=True),) * width, _indexed(f"{loss.on}*", width)


def _locks(experiment: Experiment, n_inputs: int, n_columns: int) -> tuple[Lock, ...]:
    """The inputs of steps that have none of their own, and the targets of steps that are not read."""
    schedule, columns = experiment.schedule, np.arange(n_columns)
    if schedule.given is None and schedule.read is None:
        return ()
    every = np.ones(experiment.n_steps, bool)
    given, read = (every if mask is None else mask for mask in (schedule.given, schedule.read))
    fed = ~given & (schedule.feedback is not None)
    fed[0] = False
    fed[1:] &= read[:-1]
    locks = (
        Lock(fed[:, None] & (columns < n_inputs), FED, SAYS_FED),
        Lock((~given & ~fed)[:, None] & (columns < n_inputs), NOTHING, SAYS_NO_INPUT),
        Lock(~read[:, None] & (columns >= n_inputs), NOTHING, SAYS_UNREAD),
    )
    return tuple(lock for lock in locks if lock.cells.any())


def _indexed(letter: str, size: int) -> tuple[str, ...]:
    """Names for a heading: ``x_1``, ``x_2``, …, or ``x_`` for the only one."""
    return (f"{letter}_",) if size == 1 else tuple(f"{letter}_{k}" for k in range(1, size + 1))
