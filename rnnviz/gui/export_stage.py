"""The preview of an export: the page, or the beginning of the text, and for a sequence the way through it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QSlider,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..experiment.experiment import Experiment
from ..export.drawing import Request
from ..export.figure import Figure
from ..export.page import Page
from ..export.size import PER_CM
from ..scene.shapes import Scene
from ..scene.theme import Theme
from .export_choice import Manner
from .export_preview import PagePreview
from .export_sheet import sheet_of
from .icon import icon
from .style import text_height


class ExportStage(QWidget):
    """Shows one picture of a figure as it will be written; the slider leads to the others, and they can be played."""

    dragged = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._figure: Figure | None = None
        self._manner = Manner()
        self._kept: tuple[Experiment | None, object, Page] | None = None
        self.preview = PagePreview(self)
        self.preview.dragged.connect(self.dragged)
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setAccessibleName("Preview of the text")
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.play_button = QToolButton(self)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setAccessibleName("Picture of the sequence")
        self.place = QLabel(self)
        self.info = QLabel(self)
        self.info.setObjectName("Muted")
        self.info.setMinimumWidth(1)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._advance)
        self.play_button.clicked.connect(self.toggle)
        self.slider.valueChanged.connect(self._on_slider)
        self._lay_out()
        self.set_theme(theme)

    @property
    def scene(self) -> Scene | None:
        """The picture that is shown; None for text, or where nothing can be shown."""
        return self.preview.scene

    @property
    def page_name(self) -> str:
        """The name of the figure that is shown."""
        return "" if self._figure is None else self._figure.name

    @property
    def is_playing(self) -> bool:
        """Whether the sequence is played."""
        return self._timer.isActive()

    def show_figure(self, figure: Figure, manner: Manner) -> None:
        """Show a figure in a manner, at the picture of the sequence that was shown."""
        self._figure, self._manner = figure, manner
        self._stack.setCurrentWidget(self.preview)
        n_pictures = len(figure.requests)
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, n_pictures - 1)
        self._bar.setVisible(n_pictures > 1)
        if n_pictures == 1:
            self.pause()
        self._timer.setInterval(round(1000 * manner.seconds))
        self._draw()

    def show_text(self, text: str, info: str) -> None:
        """Show the beginning of a text."""
        self._empty(info)
        self._stack.setCurrentWidget(self.text)
        self.text.setPlainText(text)

    def clear(self) -> None:
        """Show nothing, as nothing can be made."""
        self._empty("")
        self._stack.setCurrentWidget(self.preview)

    def toggle(self) -> None:
        """Play the sequence, or pause."""
        if self.is_playing:
            self.pause()
        else:
            self._timer.start()
            self.set_theme(self._theme)

    def pause(self) -> None:
        """Stand still."""
        self._timer.stop()
        self.set_theme(self._theme)

    def set_theme(self, theme: Theme) -> None:
        """Give the button the picture of what it does, in the ink of a theme."""
        self._theme = theme
        side = round(1.1 * text_height())
        self.play_button.setIcon(icon("pause" if self.is_playing else "play", theme, side))
        self.play_button.setIconSize(QSize(side, side))
        says = "Pause the preview" if self.is_playing else "Play the preview at the speed of the file"
        self.play_button.setToolTip(says)
        self.play_button.setAccessibleName(says)

    def _empty(self, info: str) -> None:
        self._figure = None
        self.pause()
        self.preview.clear()
        self._bar.setVisible(False)
        self.info.setText(info)

    def _advance(self) -> None:
        self.slider.setValue((self.slider.value() + 1) % (self.slider.maximum() + 1))

    def _on_slider(self) -> None:
        if self._figure is not None:
            self._draw()

    def _draw(self) -> None:
        figure = self._figure
        if figure is None:
            return
        self.preview.show_sheet(sheet_of(self._page(figure, figure.requests[self.slider.value()]), self._manner))
        self.place.setText(f"{self.slider.value() + 1} of {len(figure.requests)}")
        self.info.setText(self._measures())

    def _page(self, figure: Figure, request: Request) -> Page:
        """A picture; the one that was drawn last is kept, as another format or size changes nothing in it."""
        look, where = request.look, (request.step, request.substep, request.stretch, request.sweep)
        shows = figure.name, request.of, request.marks_step, request.names_layer, request.aspect
        drawn = (look, where, shows)
        if self._kept is None or self._kept[0] is not request.experiment or self._kept[1] != drawn:
            page = replace(figure, requests=(request,)).pages()[0]
            self._kept = request.experiment, drawn, page
        return self._kept[2]

    def _measures(self) -> str:
        """The size of the page in centimetres and, where it is made of dots, in pixels."""
        page, manner = self.preview.page, self._manner
        text = f"{page.width / PER_CM:.1f} × {page.height / PER_CM:.1f} cm"
        scale = scale_of(manner)
        if scale is None:
            return text
        return f"{text}, {round(page.width * scale):,} × {round(page.height * scale):,} pixels"

    def _lay_out(self) -> None:
        em = text_height()
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.preview)
        self._stack.addWidget(self.text)
        self._bar = QWidget(self)
        self._bar.hide()
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(em // 2)
        row.addWidget(self.play_button)
        row.addWidget(self.slider, 1)
        row.addWidget(self.place)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em // 3)
        column.addWidget(self._stack, 1)
        column.addWidget(self._bar)
        column.addWidget(self.info)


def scale_of(manner: Manner) -> float | None:
    """Pixels of the file per pixel of its page; None where it is not made of dots."""
    from ..export.animation import WRITERS
    from ..export.formats import MOVING_DPI, STILL_DPI

    if manner.format in WRITERS:
        return manner.options.scale(MOVING_DPI)
    return manner.options.scale(STILL_DPI) if manner.format == "png" else None
