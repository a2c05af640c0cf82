"""The session: what the window shows, and the only way to change it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from PySide6.QtCore import QObject, Signal

from ..engine.error import InputError
from ..engine.gradient import Gradients
from ..engine.network import Network, Sweep, sweep_of
from ..engine.run import Run
from ..experiment.experiment import Experiment
from ..experiment.history import History
from ..scene.backward import Scale
from ..scene.shapes import Key
from ..scene.substep import backward_substep_of, substep_of
from ..scene.theme import LIGHT, Theme

Edit: TypeAlias = Callable[[Experiment], Experiment]
Direction: TypeAlias = Literal["forward", "backward"]
Shows: TypeAlias = Literal["value", "gradient", "both"]

SHOWS: tuple[Shows, ...] = ("value", "gradient", "both")
FIRST: Sweep = (0, False)
NOTHING_TO_SEND_BACK = "There is no gradient to send back: choose a loss and give it targets first."
BACKWARD_IS_COMPLETE = "The backward pass is complete. Turn round or go to the last step to run it again."


class _View(NamedTuple):
    """Where a session is and what it looks at."""

    direction: Direction
    shows: Shows
    step: int
    substep: int
    sweep: Sweep


class Session(QObject):
    """Owns the history, its run, the current step and sub-step, the direction, the layer, the selection and the theme.

    Everything is consistent before the first signal goes out, and a signal goes out only when what it names changed.
    A sub-step counts the computed names of ``run.order``: 0 is the input alone, ``len(run.order)`` everything.
    Backward, it counts the names of the reversed order that have their gradient, and time runs from T to 1.
    The sweep is the layer and its direction that is looked into: the one last chosen, or last selected from.
    """

    experiment_changed = Signal(object, object)
    run_changed = Signal(object)
    step_changed = Signal(int)
    direction_changed = Signal(str)
    shows_changed = Signal(str)
    scale_changed = Signal(str)
    sweep_changed = Signal(object)
    selection_changed = Signal(object)
    theme_changed = Signal(object)
    file_changed = Signal()
    message = Signal(str)

    def __init__(self, experiment: Experiment, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._history = History(experiment)
        self._run = experiment.run()
        self._step = 1
        self._substep: int | None = None
        self._direction: Direction = "forward"
        self._shows_backward: Shows = "gradient"
        self._scale: Scale = "linear"
        self._sweep: Sweep = FIRST
        self._selection: Key | None = None
        self._theme = LIGHT
        self._saved = experiment
        self._path: Path | None = None

    @property
    def history(self) -> History:
        """The experiments that undo and redo lead to."""
        return self._history

    @property
    def experiment(self) -> Experiment:
        """The experiment on screen."""
        return self._history.present

    @property
    def run(self) -> Run:
        """The forward run of the experiment on screen."""
        return self._run

    @property
    def gradients(self) -> Gradients | None:
        """The gradients of the total loss, computed when first asked for; None without a loss."""
        return self._run.gradients() if self._run.loss is not None else None

    @property
    def can_go_backward(self) -> bool:
        """Whether there is something to send back: a loss and its targets."""
        return "loss" in self._run

    @property
    def direction(self) -> Direction:
        """Whether playing and sub-steps go forward through time or, with the gradients, backward."""
        return self._direction

    @property
    def shows(self) -> Shows:
        """What pictures and panels show of a value: itself, its gradient or both; forward always itself."""
        return "value" if self._direction == "forward" else self._shows_backward

    @property
    def scale(self) -> Scale:
        """How the size of a gradient becomes a colour: linearly or by decades."""
        return self._scale

    @property
    def sweep(self) -> Sweep:
        """The layer (from 0) and whether its direction against time: whose cell, equations and gradients are shown."""
        return self._sweep

    @property
    def step(self) -> int:
        """The current step, 1…T."""
        return self._step

    @property
    def substep(self) -> int:
        """How many names of ``run.order`` are computed, backward: have their gradient, at the current step."""
        n_names = len(self._run.order)
        return n_names if self._substep is None else min(self._substep, n_names)

    @property
    def value_substep(self) -> int:
        """How many names of ``run.order`` have their value at the current step: backward all, as that pass is over."""
        return self.substep if self._direction == "forward" else len(self._run.order)

    @property
    def selection(self) -> Key | None:
        """What is selected, in every panel at once."""
        return self._selection

    @property
    def theme(self) -> Theme:
        """The colours of the window."""
        return self._theme

    @property
    def path(self) -> Path | None:
        """The file that the experiment was read from or written to."""
        return self._path

    @property
    def is_dirty(self) -> bool:
        """Whether the experiment differs from its file."""
        return self.experiment is not self._saved

    def apply(self, label: str, edit: Edit, merge: str | None = None) -> bool:
        """Edit the experiment as one named, undoable step; edits with the same ``merge`` become one.

        Whether the edit was possible; if not, ``message`` says why and nothing changes.
        """
        try:
            experiment = edit(self.experiment)
            run = experiment.run()
        except InputError as error:
            self.message.emit(str(error))
            return False
        if experiment is not self.experiment:
            self._show(self._history.push(label, experiment, merge), run)
        return True

    def undo(self) -> None:
        """Take back the last edit."""
        if self._history.can_undo:
            self._restore(self._history.undo())

    def redo(self) -> None:
        """Make the edit again that was taken back last."""
        if self._history.can_redo:
            self._restore(self._history.redo())

    def withdraw(self) -> None:
        """Take the last step back for good, as a drag that is broken off."""
        if self._history.can_undo:
            self._restore(self._history.withdraw())

    def open(self, experiment: Experiment, path: Path | None = None) -> None:
        """Show another experiment from its first step, with a new history."""
        run = experiment.run()
        self._saved, self._path = experiment, path
        self._show(History(experiment), run, step=1)
        self.file_changed.emit()

    def mark_saved(self, path: Path) -> None:
        """Remember that the present experiment is what ``path`` holds."""
        self._saved, self._path = self.experiment, path
        self.file_changed.emit()

    def go(self, step: int, substep: int | None = None) -> None:
        """Go to a step, 1…T; ``substep`` None is everything computed, a number looks into the layer of its name too."""
        old, n_names = self._view, len(self._run.order)
        self._step = max(1, min(step, self._run.n_steps))
        self._substep = None if substep is None or substep >= n_names else max(0, substep)
        if substep is not None and self.substep:
            order = self._run.order if self._direction == "forward" else self._run.order[::-1]
            self._sweep = self._sweep_with(order[self.substep - 1])
        self._tell_since(old)

    def advance(self) -> None:
        """Compute the next name of the current step, or the first of the step that follows in the direction.

        Where the backward pass ends ``message`` says so.
        """
        if self._substep is not None:
            self.go(self._step, self._substep + 1)
        elif self._step != self.last_step:
            self.go(self._step + self.stride, 1)
        elif self._direction == "backward":
            self.message.emit(BACKWARD_IS_COMPLETE)

    def retreat(self) -> None:
        """Take back the last computed name; the inverse of ``advance``."""
        if self.substep > 1 or self._step == self.first_step:
            self.go(self._step, self.substep - 1)
        else:
            self.go(self._step - self.stride)

    @property
    def first_step(self) -> int:
        """The step at which the current direction begins: 1, backward T."""
        return 1 if self._direction == "forward" else self._run.n_steps

    @property
    def last_step(self) -> int:
        """The step at which the current direction ends: T, backward 1."""
        return self._run.n_steps if self._direction == "forward" else 1

    @property
    def stride(self) -> int:
        """What the current direction adds to the step: 1, backward −1."""
        return 1 if self._direction == "forward" else -1

    def set_direction(self, direction: Direction) -> None:
        """Turn round at the current step, with everything computed; backward needs a loss, or ``message`` says so.

        At the first step, where the backward pass would be over at once, it begins at the last one with nothing
        computed.
        """
        if direction == self._direction:
            return
        if direction == "backward" and not self.can_go_backward:
            self.message.emit(NOTHING_TO_SEND_BACK)
            return
        old = self._view
        self._direction, self._substep = direction, None
        if direction == "backward" and self._step == self.last_step:
            self._step, self._substep = self.first_step, 0
        self._tell_since(old)

    def turn_round(self) -> None:
        """Take the other direction."""
        self.set_direction("backward" if self._direction == "forward" else "forward")

    def set_shows(self, shows: Shows) -> None:
        """Show values, gradients or both; gradients are seen backward, so that choosing them turns round."""
        if shows == self.shows:
            return
        if not self.can_go_backward:
            self.message.emit(NOTHING_TO_SEND_BACK)
            return
        old = self._view
        self._shows_backward = shows
        if self._direction == "forward":
            self._direction, self._substep = "backward", None
        self._tell_since(old)

    def set_scale(self, scale: Scale) -> None:
        """Colour gradients linearly or by decades."""
        if scale != self._scale:
            self._scale = scale
            self.scale_changed.emit(scale)

    def set_sweep(self, sweep: Sweep) -> None:
        """Look into another layer, or the other direction of a layer."""
        if sweep not in self._run.network.sweeps:
            raise ValueError(f"the network has no sweep {sweep}")
        old = self._view
        self._sweep = sweep
        self._tell_since(old)

    def select(self, key: Key | None) -> None:
        """Select a value or parameter, or nothing; what is of another layer moves the sweep there."""
        if key == self._selection:
            return
        old = self._view
        self._selection = key
        self._sweep = self._sweep if key is None else self._sweep_with(key.name)
        self._tell_since(old)
        self.selection_changed.emit(key)

    def set_theme(self, theme: Theme) -> None:
        """Change the colours of the window."""
        if theme is not self._theme:
            self._theme = theme
            self.theme_changed.emit(theme)

    def is_pending(self, name: str) -> bool:
        """Whether ``name`` at the current step is not yet computed at the current sub-step; backward, its gradient."""
        if self._substep is None:
            return False
        place_of = substep_of if self._direction == "forward" else backward_substep_of
        return place_of(self._run.order, name) > self._substep

    def _sweep_with(self, name: str) -> Sweep:
        """Where a value or parameter is seen: in its layer, the input in the first one, the read-out in the last."""
        layer = 0 if name == "x" else len(self._run.network.layers) - 1
        return sweep_of(name) or (self._sweep if self._sweep[0] == layer else (layer, False))

    def _restore(self, history: History) -> None:
        """Show an experiment again that was on screen before."""
        self._show(history, history.present.run())

    def _show(self, history: History, run: Run, step: int | None = None) -> None:
        """Make ``history`` the present one, then tell what changed."""
        old, old_run, old_view = self.experiment, self._run, self._view
        self._history, self._run = history, run
        if step is not None:
            self._step, self._substep, self._sweep = step, None, FIRST
        self._sweep = _nearest(self._sweep, run.network)
        if self._direction == "backward" and (step is not None or not self.can_go_backward):
            self._direction, self._substep = "forward", None
        self._step = min(self._step, self._run.n_steps)
        dropped = self._selection is not None and not self._exists(self._selection)
        if dropped:
            self._selection = None
        self.experiment_changed.emit(old, self.experiment)
        if self._run is not old_run:
            self.run_changed.emit(self._run)
        self._tell_since(old_view)
        if dropped:
            self.selection_changed.emit(None)

    @property
    def _view(self) -> _View:
        return _View(self._direction, self.shows, self._step, self.substep, self._sweep)

    def _tell_since(self, old: _View) -> None:
        """Tell what differs in where we are and what we look at."""
        new = self._view
        if new.sweep != old.sweep:
            self.sweep_changed.emit(new.sweep)
        if new.direction != old.direction:
            self.direction_changed.emit(new.direction)
        if new.shows != old.shows:
            self.shows_changed.emit(new.shows)
        if (new.step, new.substep) != (old.step, old.substep):
            self.step_changed.emit(new.step)

    def _exists(self, key: Key) -> bool:
        """Whether the present experiment has what ``key`` names."""
        network = self._run.network
        if key.step is None:
            return key.name in network.parameters
        if key.step == 0:
            return key.name in network.states
        is_target = key.name == "target" and self._run.targets is not None
        return key.step <= self._run.n_steps and (is_target or key.name in self._run)


def _nearest(sweep: Sweep, network: Network) -> Sweep:
    """The sweep itself where the network has it, else the last layer that it has, forward."""
    return sweep if sweep in network.sweeps else (min(sweep[0], len(network.layers) - 1), False)
