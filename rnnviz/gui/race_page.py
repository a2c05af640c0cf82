"""The page on which networks race: all learn the same task at once, and one sees which of them can."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSpinBox, QToolButton, QWidget
from typing_extensions import override

from ..engine.error import InputError
from ..experiment.experiment import Experiment
from ..experiment.race import goal_of, line_up
from ..experiment.task_experiment import n_updates
from ..experiment.training import find_training, make_source
from .compare_legend import CompareLegend
from .curve_view import CurveView
from .figure import Figure
from .initialise_dialog import LARGEST_SEED
from .laboratory_choice import Choice
from .lineup import Lineup, are_same
from .lineup_page import LineupPage
from .network_form import inset
from .race import Race
from .race_figure import fading, loss_chart, norm_chart, time_chart, words
from .race_legend import RaceLegend
from .session import Session
from .style import text_height

MOST_UPDATES = 1_000_000
WIDE = 54
"""In so many heights of the text there is room for both figures of gradients."""
NARROW = 27
"""In fewer there is room for the losses alone."""
LOW = 14
"""On a page of fewer heights the figures need the lines that would tell of the gradients."""
_DETAILS = {"time": "over time", "norm": "over steps"}


class RacePage(LineupPage):
    """Starts, pauses and resets a race of the networks that are compared; another experiment ends it."""

    def __init__(self, session: Session, parent: QWidget | None = None, lineup: Lineup | None = None) -> None:
        self._learns: tuple[object, ...] = ()
        self._built_for: tuple[object, ...] = ()
        self._problem = ""
        super().__init__(session, parent, lineup)
        self.race = Race(self)
        self.go, self.reset = QToolButton(self), QToolButton(self)
        self.updates, self.seed = QSpinBox(self), QSpinBox(self)
        self.detail = Choice(self._show_race, self)
        self._make_controls()
        self.loss, self.norms, self.over_time = (Figure(CurveView(self), self) for _ in range(3))
        for figure in (self.loss, self.norms, self.over_time):
            self.add_figure(figure, 1)
        self.figures.addWidget(self.legend)
        self.over_time.picked.connect(self._on_picked)
        self.race.changed.connect(self._show_race)

    @override
    def make_legend(self) -> CompareLegend:
        return RaceLegend(self)

    def start(self) -> None:
        """Let the networks go, or go on."""
        if self._problem:
            self.session.message.emit(self._problem)
            return
        if self.race.is_over and self.race.has_begun:
            self.updates.setValue(self.race.until + n_updates(self.session.experiment))
        self.race.start(self.updates.value())

    def toggle(self) -> None:
        """Start, or pause."""
        if self.race.is_running:
            self.race.pause()
        else:
            self.start()

    def begin_again(self) -> None:
        """End the race and make every network ready again."""
        self._built_for = ()
        self.changed()

    @override
    def show_run(self) -> None:
        self.show_room()
        self._line_up()
        self._show_race()

    @override
    def show_step(self) -> None:
        if isinstance(self.over_time.view, CurveView):
            self.over_time.view.set_cursor(self.session.step)

    @override
    def words(self) -> str:
        if self._problem:
            return self._problem
        said = words(self.race.runners, self.race.until or self.updates.value(), self._goal)
        is_short = self.width() < NARROW * text_height() or self.height() < LOW * text_height()
        return said if is_short else f"{said}  {fading(self.race.runners)}".strip()

    @override
    def _on_theme_changed(self, theme: object) -> None:
        super()._on_theme_changed(theme)
        self._show_legend()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose_figures()

    @property
    def _goal(self) -> float | None:
        return goal_of(self.session.experiment)

    def _line_up(self) -> None:
        """Make the networks ready, unless nothing that they are made of has changed."""
        experiment, lineup = self.session.experiment, self.lineup
        learns = _what_is_learnt(experiment)
        if not are_same(learns, self._learns):
            self._learns = learns
            self._take_defaults(experiment)
        made_of = (
            *learns,
            *(experiment.network, experiment.loss, experiment.alphabet, experiment.schedule),
            *(self.seed.value(), lineup.match, lineup.seed, *lineup.sources),
        )
        if not are_same(made_of, self._built_for):
            self._built_for = made_of
            self._problem = _problem_of(experiment)
            lanes = () if self._problem else line_up(experiment, lineup.contenders(experiment), self.seed.value())
            self.race.line_up(lanes)

    def _take_defaults(self, experiment: Experiment) -> None:
        """The number of updates and the seed that are known to do for a task."""
        for field, value in (
            (self.updates, n_updates(experiment)),
            (self.seed, find_training(experiment).settings.seed),
        ):
            field.blockSignals(True)
            field.setValue(min(value, field.maximum()))
            field.blockSignals(False)

    def _show_race(self) -> None:
        """Show how the race stands."""
        if not self.isVisible():
            return
        runners, race = self.race.runners, self.race
        until = max(race.until if race.has_begun else 0, self.updates.value())
        self._choose_figures()
        self.loss.show_data(loss_chart(runners, until, self._goal))
        if not self.norms.isHidden():
            self.norms.show_data(norm_chart(runners, until))
        if not self.over_time.isHidden():
            self.over_time.show_data(time_chart(runners, self.session.run.n_steps))
        self._show_legend()
        self._show_words()
        self.go.setText("Pause" if race.is_running else "Go on" if race.has_begun else "Start")
        self.go.setEnabled(not self._problem)
        self.reset.setEnabled(race.has_begun)
        self.updates.setEnabled(not race.is_running)

    def _show_legend(self) -> None:
        if isinstance(self.legend, RaceLegend):
            self.legend.show_race(self.race.runners, self.session.theme)

    def _choose_figures(self) -> None:
        """Leave out what there is no room for."""
        room = self.width() / text_height()
        self.norms.setVisible(room >= WIDE or (room >= NARROW and self.detail.key == "norm"))
        self.over_time.setVisible(room >= WIDE or (room >= NARROW and self.detail.key == "time"))
        self.detail.setVisible(NARROW <= room < WIDE)
        if isinstance(self.legend, RaceLegend):
            self.legend.set_compact(room < WIDE)
        for part in (self.legend, self.seed, self.add):
            part.setVisible(room >= NARROW)

    def _on_picked(self, x: float, _y: float) -> None:
        self.session.go(round(x))

    def _make_controls(self) -> None:
        em = text_height()
        self.reset.setText("Reset")
        for button in (self.go, self.reset):
            button.setProperty("framed", True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.go.clicked.connect(self.toggle)
        self.reset.clicked.connect(self.begin_again)
        self.updates.setRange(1, MOST_UPDATES)
        self.updates.setSuffix(" steps")
        self.updates.setAccessibleName("Steps of the race")
        self.seed.setRange(0, LARGEST_SEED)
        self.seed.setPrefix("seed ")
        self.seed.setAccessibleName("Seed of all parameters and sequences")
        self.seed.setMaximumWidth(5 * em)
        for field in (self.updates, self.seed):
            field.setKeyboardTracking(False)
            inset(field)
            field.valueChanged.connect(self.changed)
        self.detail.offer(_DETAILS)
        self.detail.setAccessibleName("Gradient")
        self.add.setText("Add")
        self.add.setAccessibleName("Add network")
        self.add_control("", self.go)
        self.add_control("", self.reset)
        self.add_control("", self.updates)
        self.add_control("", self.seed)
        self.add_control("", self.detail)
        self.add_control("", self.add)


def _what_is_learnt(experiment: Experiment) -> tuple[object, ...]:
    """The task or the data and the settings; a task makes its own sequences."""
    training = find_training(experiment)
    is_own = training.task is None and training.data is None
    own = (experiment.inputs, experiment.targets) if is_own else ()
    return (training.task, tuple(training.options.items()), training.settings, training.data, *own)


def _problem_of(experiment: Experiment) -> str:
    """Why there is nothing to race for; empty where there is."""
    try:
        make_source(experiment)
    except InputError as error:
        return f"There is nothing to learn: {error.value}; a race needs {error.expected}."
    return ""
