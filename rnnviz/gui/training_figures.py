"""The figures beside the controls of a training: two, or three where there is room."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from ..engine.glyph import Writing, writing_of
from ..experiment.training import find_training
from ..scene.theme import Theme
from ..scene.training_figure import (
    accuracy_chart,
    change_map,
    length_chart,
    loss_chart,
    norm_chart,
    output_map,
    time_trajectory,
)
from .bar_view import BarView
from .curve_view import CurveView
from .figure import Figure
from .heat_view import HeatView
from .laboratory_choice import Choice, MathChoice
from .plot_view import PlotView
from .style import text_height
from .switch import Switch
from .training import TrainingSession
from .training_message import PhaseDone

SCORES = {"loss": ("Loss", "Show the loss"), "accuracy": ("Accuracy", "Show the share of right answers")}
AXES = {"log": ("Log", "Logarithmic axis"), "linear": ("Linear", "Linear axis")}
DETAILS = {"norm": "norm", "time": "over time"}
WIDE = 44
"""In so many lines of text there is room for three figures."""
NARROW = 20
"""In fewer there is room for a single one."""


class TrainingFigures(QWidget):
    """Loss or accuracy, the norm of the gradient, and its norms over time or what the last phase has computed."""

    def __init__(self, training: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._training = training
        self._shown_phase: PhaseDone | None = None
        self.score, self.axis = Switch("Score", SCORES, self), Switch("Axis", AXES, self)
        self.detail, self.parameter = Choice(self.refresh, self), MathChoice(self._show_change, self)
        self.detail.offer(DETAILS)
        self.detail.setAccessibleName("Second figure")
        self.detail.setToolTip("The norm of the gradient at each step, or over the time of the last batch")
        self.parameter.setAccessibleName("Change of which parameter")
        self.curves, self.norms = Figure(CurveView(self), self), Figure(CurveView(self), self)
        self.over_time, self.bars = Figure(PlotView(self), self), Figure(BarView(self), self)
        self.heat = Figure(HeatView(self), self)
        self._sample = QLabel(self)
        self._sample.setAccessibleName("Sample")
        self._sample.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for switch in (self.score, self.axis):
            switch.setObjectName("Tight")
            switch.chosen.connect(self._on_switch)
        self._lay_out()

    @property
    def all(self) -> tuple[Figure, ...]:
        """Every figure, in order."""
        return self.curves, self.norms, self.over_time, self.bars, self.heat

    def of(self, figure: Figure) -> str | None:
        """Which curves of the training a figure shows, as an export takes them; None for one that is no such figure."""
        if figure is self.norms:
            return "norm"
        if figure is not self.curves:
            return None
        is_linear = self.score.choice == "loss" and self.axis.choice == "linear"
        return f"{self.score.choice}{':linear' if is_linear else ''}"

    def set_theme(self, theme: Theme) -> None:
        """Paint in the colours of a theme."""
        for figure in self.all:
            figure.set_theme(theme)

    def refresh(self) -> None:
        """Show how far the training is."""
        self._choose_figures()
        training, progress = self._training, self._training.progress
        until = training.until
        is_loss = self.score.choice == "loss"
        self.axis.setVisible(is_loss)
        self.curves.show_data(
            loss_chart(progress, until, self.axis.choice == "log") if is_loss else accuracy_chart(progress, until)
        )
        if not self.norms.isHidden():
            clip = find_training(training.scrubber.experiment).settings.clip
            self.norms.show_data(norm_chart(progress, until, clip))
        if not self.over_time.isHidden():
            last = training.last
            phase = training.phase
            found = phase.norms if phase is not None and phase.norms else None if last is None else last.norms
            if found is not None or last is None:
                self.over_time.show_data(time_trajectory(found, self._writing))
        for figure in (self.curves, self.norms):
            if isinstance(figure.view, CurveView):
                figure.view.set_cursor(training.scrubber.step)
        self._show_phase()
        self._show_sample()

    @property
    def _writing(self) -> Writing:
        experiment = self._training.scrubber.experiment
        return writing_of(experiment.network, experiment.notation)

    def _choose_figures(self) -> None:
        """Make those figures visible that there is room for: what a phase has computed comes first."""
        phase = self._training.phase
        is_wide, is_narrow = self.width() >= WIDE * text_height(), self.width() < NARROW * text_height()
        is_heat = phase is not None and phase.phase in ("forward", "update")
        is_bars = phase is not None and phase.phase == "backward"
        has_detail = not (is_heat or is_bars or is_narrow)
        self.curves.setVisible(not is_narrow or not (is_heat or is_bars))
        self.heat.setVisible(is_heat)
        self.bars.setVisible(is_bars)
        self.norms.setVisible(is_wide or (has_detail and self.detail.key == "norm"))
        self.over_time.setVisible(has_detail and (is_wide or self.detail.key == "time"))
        self.detail.setVisible(has_detail and not is_wide)
        self.parameter.setVisible(phase is not None and phase.phase == "update")

    def _show_phase(self) -> None:
        """What the last phase has computed."""
        phase = self._training.phase
        if phase is None or phase is self._shown_phase:
            return
        self._shown_phase = phase
        if phase.outputs is not None:
            self.heat.show_data(output_map(phase.outputs))
        elif phase.lengths:
            self.bars.show_data(length_chart("Norms of gradients", phase.lengths, self._writing))
        elif phase.changes:
            self.parameter.writing = self._writing
            self.parameter.offer({name: name for name in phase.changes})
            self._show_change()

    def _show_change(self) -> None:
        """The change of the chosen parameter."""
        phase = self._training.phase
        if phase is not None and self.parameter.key in phase.changes:
            name = self.parameter.key
            self.heat.show_data(change_map(name, phase.changes[name], self._writing))

    def _show_sample(self) -> None:
        """What a character model writes by now, in one line."""
        last = self._training.last
        sample = None if last is None else last.sample
        if last is None or sample is not None:
            text = "" if sample is None else sample.replace("\n", "\N{RETURN SYMBOL}")
            self._sample.setText(f"Writes: {text}")
            self._sample.setVisible(bool(text))

    def _on_switch(self, key: str) -> None:
        for switch in (self.score, self.axis):
            if key in switch.buttons:
                switch.show_choice(key)
        self.refresh()

    def _lay_out(self) -> None:
        em = text_height()
        row = QHBoxLayout()
        row.setSpacing(em // 2)
        row.setContentsMargins(em // 2, em // 6, em // 2, 0)
        for switch in (self.score, self.axis):
            switch.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            row.addWidget(switch)
        row.addStretch(1)
        row.addWidget(self.parameter)
        row.addWidget(self.detail)
        figures = QHBoxLayout()
        figures.setSpacing(em // 2)
        for figure in self.all:
            figures.addWidget(figure, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addLayout(figures, 1)
        column.addWidget(self._sample)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._sample.setContentsMargins(em // 2, 0, em // 2, em // 6)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.refresh()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(240, 100)
