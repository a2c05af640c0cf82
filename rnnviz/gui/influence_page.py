"""The page on who taught whom: the loss of every step by a state of every step, and by the inputs."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

import numpy as np
from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QValidator
from PySide6.QtWidgets import QCheckBox, QSpinBox, QWidget
from typing_extensions import override

from ..engine.influence import influence_columns
from ..engine.ops import Array
from ..scene.influence_figure import Influence, influence_map, losses_of, saliency, words
from .figure import Figure
from .heat_view import HeatView
from .laboratory_choice import Choice
from .laboratory_page import PAUSE, LaboratoryPage
from .saliency_view import SaliencyView
from .session import Session

MOST_STEPS = 2000
TOO_LONG = f"The map is drawn for up to {MOST_STEPS:,} steps."
UPDATING = "being updated\N{HORIZONTAL ELLIPSIS}"
_AT_ONCE = 60
"""Up to so many steps a map is made before the window goes on; a longer one waits until edits rest."""
_SLICE = 0.015
"""For how many seconds at a time it is worked at."""


class LossChoice(QSpinBox):
    """Chooses one of the steps that have a loss; at its high end it stays the last one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._losses: tuple[int, ...] = ()
        self._wished: int | None = None
        self.setKeyboardTracking(False)
        self.setToolTip("The step whose loss is looked at")
        self.valueChanged.connect(self._on_changed)

    @property
    def loss(self) -> int | None:
        """The chosen step; None where there is no loss."""
        return self._losses[self.value()] if self._losses else None

    def offer(self, losses: tuple[int, ...]) -> None:
        """Offer the losses of other steps; the nearest to the present choice is kept."""
        self._losses = losses
        was_blocked = self.blockSignals(True)
        self.setRange(0, max(0, len(losses) - 1))
        self.setValue(self._place(self._wished))
        self.blockSignals(was_blocked)
        self.setEnabled(len(losses) > 1)

    def choose(self, loss: int) -> None:
        """Choose the loss of the step that is nearest."""
        self.setValue(self._place(loss))

    @override
    def textFromValue(self, value: int) -> str:
        return f"step {self._losses[value]}" if value < len(self._losses) else "none"

    @override
    def valueFromText(self, text: str) -> int:
        digits = "".join(character for character in text if character.isdecimal())
        return self._place(int(digits)) if digits else self.value()

    @override
    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        has_digit = any(character.isdecimal() for character in text)
        return (QValidator.State.Acceptable if has_digit else QValidator.State.Intermediate), text, place

    def _place(self, loss: int | None) -> int:
        if not self._losses:
            return 0
        if loss is None:
            return len(self._losses) - 1
        return int(np.abs(np.array(self._losses) - loss).argmin())

    def _on_changed(self, value: int) -> None:
        self._wished = None if value == len(self._losses) - 1 else self.loss


class InfluencePage(LaboratoryPage):
    """The norms of dL_k/ds_t as a heat map, and the gradient of a chosen loss under the inputs.

    The map of a long sequence is made in slices once edits rest; until then the old one stays, and its title says so.
    """

    tells_schedule = True

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.state, self.loss = Choice(self.changed, self), LossChoice(self)
        self.signed = QCheckBox("Signed", self)
        self.signed.setToolTip("Show the gradient by the inputs with its signs, in place of its size by decades")
        self.add_control("Of", self.state)
        self.add_control("Loss of", self.loss)
        self.add_control("", self.signed)
        self.loss.valueChanged.connect(self._show_loss)
        self.signed.toggled.connect(self._show_loss)
        self.heat, self.strip = Figure(HeatView(self), self), Figure(SaliencyView(self), self)
        self.add_figure(self.heat)
        self.add_figure(self.strip)
        self.heat.picked.connect(self._on_picked)
        self.strip.picked.connect(self._on_strip_picked)
        self._found: Influence | None = None
        self._made: tuple[object, str] | None = None
        self._said = ""
        self._columns: Iterator[tuple[int, Array]] = iter(())
        self._norms, self._n_found, self._latex = np.zeros((0, 0)), 0, ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)

    @property
    def is_updating(self) -> bool:
        """Whether the map that is shown is an old one."""
        return self._timer.isActive()

    @override
    def show_run(self) -> None:
        run = self.session.run
        self.offer_states(self.state)
        losses = losses_of(run)
        self.loss.offer(losses)
        self._show_saliency()
        if self._made == (run, self.state.key):
            return
        self._timer.stop()
        self._columns, self._norms = influence_columns(run, self.state.key), np.empty((run.n_steps, run.n_steps))
        if not losses or run.n_steps > MOST_STEPS:
            self._show_reason(losses)
        elif run.n_steps <= _AT_ONCE:
            self._work(float("inf"))
        else:
            old = None if self._found is None or not self._found.losses else self._found
            shown = influence_map(old, old.name if old else self.state.key, UPDATING)
            self.heat.show_data(shown)
            self._n_found, self._latex = 0, shown.latex
            self.heat.title.set_title(UPDATING, self._latex)
            self._timer.start(PAUSE)

    @override
    def show_step(self) -> None:
        step, loss = self.session.step, self.loss.loss
        losses = () if self._found is None else self._found.losses
        row = losses.index(loss) + 1 if loss in losses and len(losses) > 1 else None
        for figure, y in ((self.heat, row), (self.strip, None)):
            if isinstance(figure.view, HeatView):
                figure.view.set_cursor(step, y)

    @override
    def words(self) -> str:
        if self.session.run.n_steps > MOST_STEPS:
            return TOO_LONG
        if self.is_updating:
            return f"Before the last change: {self._said}" if self._said else UPDATING.capitalize()
        self._said = words(self._found, self.loss.loss, self.session.step)
        return self._said

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.is_updating:
            self._timer.stop()
            self._shown = None

    def _show_reason(self, losses: tuple[int, ...]) -> None:
        """Say why there is no map."""
        has_loss = "loss" in self.session.run
        self._found = (
            Influence(self.state.key, (), self._norms, self.session.run.writing) if has_loss and not losses else None
        )
        self.heat.show_data(influence_map(self._found, self.state.key, TOO_LONG if losses else ""))

    def _show_saliency(self) -> None:
        experiment = self.session.experiment
        alphabet = experiment.alphabet
        self.strip.setVisible(self.loss.loss is not None)
        self.strip.show_data(saliency(self.session.run, self.loss.loss, alphabet, self.signed.isChecked()))

    def _show_loss(self, *_: object) -> None:
        if self.isVisible():
            self._show_saliency()
            self._show_step()
        else:
            self.changed()

    def _go_on(self) -> None:
        self._work(_SLICE)

    def _work(self, seconds: float) -> None:
        """Find columns of the map for so long; show it when it is complete."""
        end = perf_counter() + seconds
        for t, norms in self._columns:
            self._norms[:, t - 1] = norms
            self._n_found += 1
            if perf_counter() > end:
                share = round(100 * self._n_found / len(self._norms))
                self.heat.title.set_title(f"{UPDATING} {share}\N{NO-BREAK SPACE}%", self._latex)
                self._timer.start(0)
                return
        run, losses = self.session.run, losses_of(self.session.run)
        self._made = (run, self.state.key)
        self._found = Influence(self.state.key, losses, self._norms[np.array(losses) - 1], self.session.run.writing)
        self.heat.show_data(influence_map(self._found, self.state.key))
        self._show_step()

    def _on_picked(self, step: float, row: float) -> None:
        if self._found is not None and self._found.losses:
            self.loss.choose(self._found.losses[round(row) - 1])
        self.session.go(round(step))

    def _on_strip_picked(self, step: float, _unit: float) -> None:
        self.session.go(round(step))
