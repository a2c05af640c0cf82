"""Going through time: the player that steps on by itself, and the bar with scrubber, position and speed."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLayout, QSizePolicy, QSlider, QWidget
from typing_extensions import override

from .session import Session, Shows
from .style import text_height
from .switch import Switch

SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0)
"""The speeds on offer, in steps (or equations) per second."""

FAR = 10
"""How many steps Page Up and Page Down go."""

DIRECTION_CHOICES = {
    "forward": ("Forward", "Run forward: values are computed from the first step to the last (B)"),
    "backward": ("Backward", "Run backward: gradients flow from the last step to the first (B)"),
}
SHOWS_CHOICES: dict[Shows, str] = {"value": "Values", "gradient": "Gradients", "both": "Both"}


class Player(QObject):
    """Steps through the sequence at a speed until its end, backward until its first step.

    With ``by_equation`` it goes through the cell in sub-steps.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._speed = 2.0
        self.by_equation = False
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)
        self._set_interval()

    @property
    def is_playing(self) -> bool:
        """Whether the player steps on by itself."""
        return self._timer.isActive()

    @property
    def speed(self) -> float:
        """In steps per second."""
        return self._speed

    def set_speed(self, speed: float) -> None:
        """Play at ``speed`` steps per second."""
        self._speed = speed
        self._set_interval()
        self.changed.emit()

    def faster(self) -> None:
        """Take the next higher speed on offer."""
        self.set_speed(min((s for s in SPEEDS if s > self._speed), default=SPEEDS[-1]))

    def slower(self) -> None:
        """Take the next lower speed on offer."""
        self.set_speed(max((s for s in SPEEDS if s < self._speed), default=SPEEDS[0]))

    def toggle_by_equation(self) -> None:
        """Change between playing steps and playing equations."""
        self.by_equation = not self.by_equation
        self.changed.emit()

    def toggle(self) -> None:
        """Play or pause; where the direction ends playing starts again where it begins."""
        if self.is_playing:
            self.pause()
            return
        if self.is_at_end:
            self._session.go(self._session.first_step, 0 if self.by_equation else None)
        self._timer.start()
        self.changed.emit()

    def pause(self) -> None:
        """Stop playing."""
        if self.is_playing:
            self._timer.stop()
            self.changed.emit()

    def tick(self) -> None:
        """One step on, at first to the end of a step of which nothing is computed; a pause where the direction ends."""
        if self.by_equation:
            self._session.advance()
        elif self._session.substep == 0:
            self._session.go(self._session.step)
        else:
            self._session.go(self._session.step + self._session.stride)
        if self.is_at_end:
            self.pause()

    @property
    def is_at_end(self) -> bool:
        """Whether everything is computed at the step that comes last."""
        session = self._session
        return session.step == session.last_step and session.substep == len(session.run.order)

    def _set_interval(self) -> None:
        self._timer.setInterval(round(1000 / self._speed))


class TransportBar(QWidget):
    """The direction, where we are in words, the scrubber over time, the speed, and what is shown of every value."""

    def __init__(self, session: Session, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._player = player
        self.direction = Switch("Direction", DIRECTION_CHOICES, self)
        self.direction.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.shows = QComboBox(self)
        self.shows.setAccessibleName("What wires and strips show")
        self.shows.setToolTip("What wires and strips show: values, dL/d(value) or both (V for the next)")
        for shows, text in SHOWS_CHOICES.items():
            self.shows.addItem(text, shows)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setPageStep(FAR)
        self.slider.setAccessibleName("Current step")
        self.slider.setToolTip("Current step: drag to go through time")
        self._says_all = True
        self._shown: object = None
        self._place = QLabel(self)
        self._place.setAccessibleName("Position")
        self.speed = QComboBox(self)
        self.speed.setAccessibleName("Speed of playing")
        self.speed.setToolTip("Speed of playing, in steps per second")
        for speed in SPEEDS:
            self.speed.addItem(f"{speed:g}\N{NO-BREAK SPACE}/ s", speed)
        layout = self._row = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.direction)
        layout.addWidget(self._place)
        layout.addWidget(self.slider, 1)
        layout.addWidget(self.speed)
        layout.addWidget(self.shows)
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._connect()
        self._show_run()
        self._show_player()
        self._show_direction()

    def _connect(self) -> None:
        self.slider.valueChanged.connect(self._on_slider)
        self.speed.currentIndexChanged.connect(self._on_speed)
        self._session.run_changed.connect(self._show_run)
        self._session.step_changed.connect(self._show_step)
        self._session.direction_changed.connect(self._show_direction)
        self._session.shows_changed.connect(self._show_shows)
        self._player.changed.connect(self._show_player)
        self.direction.chosen.connect(self._session.set_direction)
        self.shows.activated.connect(self._on_shows)

    def _on_slider(self, step: int) -> None:
        self._session.go(step)

    def _on_speed(self, index: int) -> None:
        self._player.set_speed(self.speed.itemData(index))

    def _on_shows(self, index: int) -> None:
        self._session.set_shows(self.shows.itemData(index))

    def _show_direction(self, _direction: str = "") -> None:
        self.direction.show_choice(self._session.direction)
        self.slider.setProperty("runs", self._session.direction)
        self.slider.style().polish(self.slider)
        self._show_step()
        self._show_shows()

    def _show_shows(self, _shows: str = "") -> None:
        self.shows.setCurrentIndex(self.shows.findData(self._session.shows))
        self._fit()

    def _show_run(self, _run: object = None) -> None:
        shown = (self._session.run.n_steps, self._session.run.order)
        if shown == self._shown:
            return
        self._shown = shown
        with QSignalBlocker(self.slider):
            self.slider.setRange(1, self._session.run.n_steps)
        self._show_step()
        self._fit()

    def _show_step(self, _step: int = 0) -> None:
        with QSignalBlocker(self.slider):
            self.slider.setValue(self._session.step)
        self._show_place()

    def _show_player(self) -> None:
        with QSignalBlocker(self.speed):
            self.speed.setCurrentIndex(self.speed.findData(self._player.speed))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def minimumSizeHint(self) -> QSize:
        """Room for the step, without which nobody knows where they are; the direction is a command too."""
        return QSize(self._place_width(step_in_words(self._session)), self.sizeHint().height())

    def _place_width(self, text: str) -> int:
        """The room that a text as long as this one needs at most, whatever its digits are."""
        return self._place.fontMetrics().horizontalAdvance("".join("0" if c.isdigit() else c for c in f"{text} "))

    def _fit(self) -> None:
        """Leave away what there is no room for: speed, what wires show, rest of the place, scrubber, direction."""
        room = self.width() - self._place_width(step_in_words(self._session))
        direction = self.direction.sizeHint().width() + self._row.spacing()
        self.direction.setVisible(direction <= room)
        room -= direction if direction <= room else 0
        for name, width in self._widths().items():
            fits = width <= room
            room -= width
            match name:
                case "slider":
                    self.slider.setVisible(fits)
                case "place":
                    self._says_all = fits
                case "shows":
                    self.shows.setVisible(fits and self._session.direction == "backward")
                case "speed":
                    self.speed.setVisible(fits)
        self._show_place()

    def _widths(self) -> dict[str, int]:
        """What more is shown where there is room, the most important first, with the room that it takes."""
        gap, step = self._row.spacing(), step_in_words(self._session)
        return {
            "slider": 3 * text_height() + gap,
            "place": self._place_width(self._longest()) - self._place_width(step),
            "shows": (self.shows.sizeHint().width() + gap) * (self._session.direction == "backward"),
            "speed": self.speed.sizeHint().width() + gap,
        }

    def _longest(self) -> str:
        """The longest text for the place, so that the slider does not move while playing."""
        n_steps, n_names = self._session.run.n_steps, len(self._session.run.order)
        return place_text(_step_in_words(self._session, n_steps), self._session.direction, f"{n_names} / {n_names}")

    def _show_place(self) -> None:
        """All there is to say of where we are, or, where that is too long, the step alone."""
        text, longest = place_in_words(self._session), self._longest()
        self._place.setToolTip(text)
        if not self._says_all:
            text = longest = step_in_words(self._session)
        self._place.setText(text)
        self._place.setMinimumWidth(self._place_width(longest))


def place_in_words(session: Session) -> str:
    """The current step, the direction if backward and how much of the step is done: ``t = 3 of 12 · 2 / 6``."""
    n_names = len(session.run.order)
    part = f"{session.substep} / {n_names}" if session.substep < n_names else ""
    return place_text(step_in_words(session), session.direction, part)


def step_in_words(session: Session) -> str:
    """The current step and how many there are: ``t = 3 of 12``."""
    return _step_in_words(session, session.step)


def _step_in_words(session: Session, step: int) -> str:
    """A step; where it is not the first that has the number 1, how many there are as well as its number."""
    number, n_steps = session.run.writing.number(step), session.run.n_steps
    return f"t = {step} of {n_steps}" if number == str(step) else f"t = {number}, step {step} of {n_steps}"


def place_text(step: str, direction: str, part: str) -> str:
    """The parts of a place with dots between them; forward goes without saying."""
    return "  ·  ".join(filter(None, (step, direction if direction == "backward" else "", part)))
