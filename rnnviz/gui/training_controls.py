"""The controls of a training: what is learnt and how, start and pause, the phases of a step, and the way back."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QSizePolicy,
    QSlider,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ..experiment.training import find_task, find_training
from .icon import icon
from .network_form import size_box
from .phase_strip import PhaseStrip
from .session import Session
from .style import text_height
from .training import TrainingSession
from .training_command import show_settings, show_tasks
from .training_words import describe_phase, describe_place, describe_scores, describe_speed

RATES: dict[str, float | None] = {
    "1 / s": 1.0,
    "5 / s": 5.0,
    "20 / s": 20.0,
    "100 / s": 100.0,
    "fastest": None,
}
"""How many steps per second a training may make."""
RESET_SAYS = "Go back to before the first step"
CANCEL_SAYS = "Stop, and go back to where this run began"
MOST_UPDATES = 10_000_000


class TrainingControls(QWidget):
    """One column of controls; everything that it shows is told by the training and the session."""

    def __init__(self, session: Session, training: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._training = training
        self.task = _button(self, "", "Choose what is learnt: a task, or data of your own")
        self.settings = _button(self, "Settings…", "Optimiser, learning rate, batches, clipping and seed")
        self.start = _button(self, "Start", "Start or pause the training (T)")
        self.step = _button(self, "Step", "Do one step of the training, with all its phases")
        self.reset = _button(self, "Reset", RESET_SAYS)
        self.keep = _button(self, "Open", "Open the network as it is shown as an experiment of its own")
        self.keep.setAccessibleName("Open as experiment")
        self.rate, self.until = QComboBox(self), size_box(self, "Train until step", 1, MOST_UPDATES)
        self.phases = PhaseStrip(training, self)
        self.words, self.speed, self.scores = _words(self), _words(self), _words(self)
        self.bar, self.slider = QProgressBar(self), QSlider(Qt.Orientation.Horizontal, self)
        self._along = QStackedWidget(self)
        self._icon: tuple[object, ...] = ()
        self._prepare()
        self._lay_out()
        self._connect()

    def refresh(self, _what: object = None) -> None:
        """Show the state of the training."""
        training = self._training
        busy = training.is_busy
        self.task.setText(_elided(self.task, title_of(self._session), self._room()))
        self.start.setText("Pause" if busy else "Start")
        self._tint("pause" if busy else "play")
        self.start.setEnabled(not training.obstacle)
        self.step.setEnabled(not busy and not training.obstacle)
        self.reset.setText("Cancel" if busy else "Reset")
        self.reset.setAccessibleName(self.reset.text())
        self.reset.setToolTip(CANCEL_SAYS if busy else RESET_SAYS)
        self.reset.setEnabled(busy or training.n_done > 0 or training.scrubber.step is not None)
        self.phases.refresh()
        with QSignalBlocker(self.until):
            if not self.until.hasFocus():
                self.until.setValue(training.until)
        self._show_along()
        self._show_words()

    def _show_words(self) -> None:
        training = self._training
        self.words.setText(describe_place(training))
        self.speed.setText(describe_speed(training))
        self.speed.setToolTip("Steps per second, and the time that is left")
        trouble = training.trouble or training.obstacle
        phase = training.phase
        scores = describe_scores(training.progress, training.scrubber.step)
        text = trouble or (describe_phase(phase) if phase is not None else scores)
        if text != self.scores.text():
            self.scores.setText(text)
            self.scores.setToolTip(text)
        name = "Trouble" if training.trouble else "Muted"
        if self.scores.objectName() != name:
            self.scores.setObjectName(name)
            self.scores.style().polish(self.scores)

    def _show_along(self) -> None:
        """The progress while the training goes on, else the checkpoints."""
        training, scrubber = self._training, self._training.scrubber
        self.bar.setRange(0, max(1, training.until))
        self.bar.setValue(min(training.n_done, training.until))
        steps = () if training.is_busy else scrubber.steps
        can_scrub = len(steps) > 1
        self._along.setCurrentWidget(self.slider if can_scrub else self.bar)
        self.keep.setVisible(can_scrub)
        self.keep.setEnabled(scrubber.step is not None)
        if can_scrub:
            with QSignalBlocker(self.slider):
                self.slider.setRange(0, len(steps) - 1)
                self.slider.setValue(len(steps) - 1 if scrubber.step is None else steps.index(scrubber.step))

    def _on_slider(self, place: int) -> None:
        self._training.scrubber.show(self._training.scrubber.steps[place])

    def _on_rate(self, _index: int) -> None:
        self._training.set_rate(self.rate.currentData())

    def _on_start(self) -> None:
        self._training.toggle()

    def _on_step(self) -> None:
        self._training.step()

    def _on_reset(self) -> None:
        if self._training.is_busy:
            self._training.cancel()
        else:
            self._training.reset()

    def _on_task(self) -> None:
        show_tasks(self._session, self.window())

    def _on_settings(self) -> None:
        show_settings(self._session, self.window())

    def _on_keep(self) -> None:
        self._training.scrubber.keep()

    def _on_until(self, step: int) -> None:
        self._training.set_until(step)

    def _prepare(self) -> None:
        for text, rate in RATES.items():
            self.rate.addItem(text, rate)
        self.rate.setCurrentIndex(self.rate.findData(self._training.rate))
        self.rate.setAccessibleName("Steps per second")
        self.rate.setToolTip("How many steps per second")
        self.rate.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.rate.setMinimumWidth(self.rate.sizeHint().width())
        for button in (self.start, self.step, self.reset, self.keep, self.settings):
            button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.until.setToolTip("The step at which the training ends")
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress of the training")
        self.slider.setAccessibleName("Look back along the training")
        self.slider.setToolTip("Look back: the whole window shows the network as it was after a step")
        self.start.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.scores.setWordWrap(True)
        self.scores.setAlignment(Qt.AlignmentFlag.AlignTop)

    def _connect(self) -> None:
        self.start.clicked.connect(self._on_start)
        self.step.clicked.connect(self._on_step)
        self.reset.clicked.connect(self._on_reset)
        self.keep.clicked.connect(self._on_keep)
        self.task.clicked.connect(self._on_task)
        self.settings.clicked.connect(self._on_settings)
        self.slider.valueChanged.connect(self._on_slider)
        self.rate.activated.connect(self._on_rate)
        self.until.valueChanged.connect(self._on_until)

    def _lay_out(self) -> None:
        em = text_height()
        column = QVBoxLayout(self)
        column.setContentsMargins(em // 2, em // 4, em // 4, em // 4)
        column.setSpacing(em // 4)
        column.addLayout(_row(self.task, None, self.settings))
        column.addLayout(_row(self.start, self.step, self.reset, None, self.rate))
        column.addWidget(self.phases)
        self.until.setFixedWidth(5 * em)
        self.words.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.words.setBuddy(self.until)
        column.addLayout(_row(self.words, self.until, self.speed))
        column.addWidget(self.scores, 1)
        self._along.addWidget(self.bar)
        self._along.addWidget(self.slider)
        self._along.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        column.addLayout(_row(self._along, self.keep))
        self.bar.setFixedHeight(max(6, em // 2))
        self._along.setFixedHeight(self.slider.sizeHint().height())

    def _room(self) -> int:
        """The width for the name of the task."""
        return self.width() - self.settings.sizeHint().width() - 2 * text_height()

    def _tint(self, name: str) -> None:
        wanted = (name, self._session.theme)
        if wanted != self._icon:
            self._icon = wanted
            self.start.setIcon(icon(name, self._session.theme, round(0.9 * text_height())))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 100)

    @override
    def sizeHint(self) -> QSize:
        return QSize(max(18 * text_height(), super().minimumSizeHint().width()), 170)


def title_of(session: Session) -> str:
    """What the experiment on screen learns."""
    training = find_training(session.experiment)
    if training.task is not None:
        return find_task(training.task).title
    return "Choose a task" if training.data is None else training.data.title


def _button(parent: QWidget, text: str, says: str) -> QToolButton:
    button = QToolButton(parent)
    button.setText(text)
    button.setToolTip(says)
    button.setAccessibleName(text or "What is learnt")
    button.setProperty("framed", True)
    return button


def _words(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setObjectName("Muted")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label


def _row(*widgets: QWidget | None) -> QHBoxLayout:
    """Widgets side by side, None for what grows between them."""
    row = QHBoxLayout()
    row.setSpacing(text_height() // 4)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return row


def _elided(widget: QWidget, text: str, width: int) -> str:
    return widget.fontMetrics().elidedText(f"{text}…", Qt.TextElideMode.ElideRight, max(40, width))
