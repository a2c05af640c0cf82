"""The window that folds a feed-forward network into a recurrent one and unfolds it over time."""

from __future__ import annotations

from math import copysign
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, QTimer
from PySide6.QtGui import QFontInfo, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QSlider, QToolButton, QVBoxLayout
from typing_extensions import override

from ..scene.folding import STAGES as NAMES
from ..scene.folding import draw_folding
from ..scene.folding_plan import HEIGHT, WIDTH
from ..scene.shapes import Key, Scene
from .backward_view import describe_key
from .diagram import DiagramView
from .figure_drag import FigureDrag
from .icon import icon
from .style import text_height
from .switch import Switch

if TYPE_CHECKING:
    from .main_window import MainWindow

UNITS = 500
"""How many places the slider has from one stage to the next."""
INTERVAL = 16
"""The time from picture to picture in milliseconds."""
SECONDS = 3.2
"""How long it takes from one stage to the next."""
REST = 0.9
"""How long it rests at the stage in the middle, in seconds."""
STAGES = {
    "0": ("Feed-forward", "The network without its recurrence"),
    "1": ("Recurrent", "The same network with the loop"),
    "2": ("Unfolded", "One copy for each step, all with the same weights"),
}


class FoldingView(QDialog):
    """The moving picture with a slider, the three stages and a button that plays it there and back."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._session = window.session
        self._window = window
        self._progress = 0.0
        self._goal = 2.0
        self._rest = 0.0
        self.setObjectName("Folding")
        self.setWindowTitle("Fold and unfold")
        self.diagram = DiagramView(self)
        self.diagram.setAccessibleName("From a feed-forward network to a recurrent one")
        self.diagram.set_describer(self._describe)
        self.diagram.key_clicked.connect(self._session.select)
        FigureDrag(self.diagram)
        self.play_button = QToolButton(self)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.stages = Switch("Stage", STAGES, self)
        self.export_button = QPushButton("Export…", self)
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._arrange()
        self._connect()
        self.resize(self._wanted_size().boundedTo(window.size() * 0.94))

    @property
    def progress(self) -> float:
        """0 feed-forward, 1 recurrent, 2 unfolded."""
        return self._progress

    @property
    def is_playing(self) -> bool:
        """Whether the picture moves by itself."""
        return self._timer.isActive()

    @property
    def stage(self) -> str:
        """The progress as the figure takes it, which is its stage where it has arrived at one."""
        nearest = round(self._progress)
        return NAMES[nearest] if self._progress == nearest else f"{self._progress:.3g}"

    def picture(self) -> Scene:
        """The picture as it stands."""
        return draw_folding(self._session.run, self._progress, theme=self._session.theme)

    def set_progress(self, progress: float) -> None:
        """Show the picture at ``progress``."""
        self._progress = max(0.0, min(2.0, progress))
        with QSignalBlocker(self.slider):
            self.slider.setValue(round(self._progress * UNITS))
        self.stages.show_choice(str(round(self._progress)))
        self._draw()

    def toggle(self) -> None:
        """Play or pause; from the last stage it plays back to the first."""
        if self.is_playing:
            self.pause()
        else:
            is_back = self._progress >= 2.0 or (self._progress > 0.0 and self._goal == 0.0)
            self.play_to(0.0 if is_back else 2.0)

    def play_to(self, goal: float) -> None:
        """Move to a progress and stop there."""
        self._goal, self._rest = goal, 0.0
        self._timer.start()
        self._tint()

    def pause(self) -> None:
        """Stand still."""
        self._timer.stop()
        self._tint()

    def advance(self) -> None:
        """One picture on, a rest in the middle, a pause at the goal."""
        step = INTERVAL / 1000
        if self._rest > 0.0:
            self._rest -= step
            return
        left = self._goal - self._progress
        after = self._goal if abs(left) <= step / SECONDS else self._progress + copysign(step / SECONDS, left)
        if (self._progress - 1.0) * (after - 1.0) < 0.0:
            after, self._rest = 1.0, REST
        self.set_progress(after)
        if after == self._goal:
            self.pause()

    def _arrange(self) -> None:
        em = text_height()
        self.slider.setRange(0, 2 * UNITS)
        self.slider.setSingleStep(UNITS // 50)
        self.slider.setPageStep(UNITS)
        self.slider.setAccessibleName("Progress from feed-forward to unfolded")
        self.export_button.setAutoDefault(False)
        bar = QHBoxLayout()
        bar.setSpacing(em // 2)
        bar.addWidget(self.play_button)
        bar.addWidget(self.slider, 1)
        bar.addWidget(self.stages)
        bar.addWidget(self.export_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(em, em, em, em)
        layout.addWidget(self.diagram, 1)
        layout.addLayout(bar)
        self._tint()

    def _connect(self) -> None:
        self._timer.timeout.connect(self.advance)
        self.play_button.clicked.connect(self.toggle)
        self.slider.valueChanged.connect(self._on_slider)
        self.stages.chosen.connect(self._on_stage)
        self.export_button.clicked.connect(self._export)
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self)
        space.activated.connect(self.toggle)
        self._session.run_changed.connect(self._on_change)
        self._session.theme_changed.connect(self._on_change)
        self.slider.setFocus()

    def _wanted_size(self) -> QSize:
        return QSize(round(WIDTH * 1.12), round(HEIGHT * 1.12) + 80) * self.diagram.text_scale()

    def _describe(self, key: Key) -> str:
        return describe_key(self._session, key)

    def _on_slider(self, value: int) -> None:
        self.set_progress(value / UNITS)
        self.pause()

    def _on_stage(self, stage: str) -> None:
        self.play_to(float(stage))

    def _on_change(self, _what: object) -> None:
        self._tint()
        if self.isVisible():
            self._draw()

    def _draw(self) -> None:
        self.diagram.set_scene(self.picture(), self._session.theme.accent)

    def _tint(self) -> None:
        """Give the button the picture of what it does, in the ink of the theme."""
        says = "Pause (Space)" if self.is_playing else "Play (Space)"
        side = round(QFontInfo(self.font()).pixelSize() * 1.4)
        name = "pause" if self.is_playing else "play-backward" if self._progress >= 2.0 else "play"
        self.play_button.setIcon(icon(name, self._session.theme, side))
        self.play_button.setIconSize(QSize(side, side))
        self.play_button.setToolTip(says)
        self.play_button.setAccessibleName(says.partition(" ")[0])

    def _export(self) -> None:
        self.pause()
        self._window.exporter.export_shown(self.diagram)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        self._draw()
        super().showEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._tint()
        super().changeEvent(event)

    @override
    def done(self, result: int) -> None:
        self.pause()
        super().done(result)


def show_folding(window: MainWindow) -> FoldingView:
    """Open the window of a main window, or bring it to the front."""
    view = window.findChild(FoldingView) or FoldingView(window)
    view.show()
    view.raise_()
    view.activateWindow()
    return view
