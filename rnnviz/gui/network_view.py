"""The unfolded network over time with the folded form beside it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QSignalBlocker, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QScrollBar, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from ..engine.run import Run
from ..scene.folded import draw_folded
from ..scene.shapes import Key
from ..scene.unfolding import find_shown
from .backward_view import describe_key
from .diagram import DiagramView
from .session import Session
from .unfolded_view import LARGEST, UnfoldedView

ZOOM_STEP = 1.5
ASIDE = 0.2
"""How much of the room beside the folded network is at its left, in parts of half of it."""
FOLDED_WIDTH = 158
FOLDED_HEIGHT = 150


class FoldedView(DiagramView):
    """The folded network, moved to the left so far that the buttons in its corner stand beside it."""

    @override
    def origin(self) -> QPointF:
        place = super().origin()
        return QPointF(place.x() * ASIDE, place.y())


class NetworkView(QWidget):
    """Shows the network at every step and lets the user go to one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._folded_of: tuple[object, ...] = ()
        self._is_stale = True
        self.folded = FoldedView(self)
        self.folded.setAccessibleName("Folded network")
        self.folded.set_largest_scale(1.35)
        self.unfolded = UnfoldedView(session, self)
        self.unfolded.setAccessibleName("Unfolded network")
        self.scroll_bar = QScrollBar(Qt.Orientation.Horizontal, self)
        self.scroll_bar.setAccessibleName("Scroll along time")
        self.scroll_bar.hide()
        self._height_area = QScrollArea(self)
        self._buttons = QWidget(self.folded)
        self._arrange()
        self._connect()

    def zoom_in(self) -> None:
        """Show fewer steps, larger."""
        self.unfolded.zoom_by(ZOOM_STEP)

    def zoom_out(self) -> None:
        """Show more steps, smaller."""
        self.unfolded.zoom_by(1 / ZOOM_STEP)

    def fit(self) -> None:
        """Show the whole sequence."""
        self.unfolded.fit()

    def follows(self) -> bool:
        """Whether the picture scrolls along with the current step."""
        return self.unfolded.follows

    def toggle_follow(self) -> None:
        """Scroll along with the current step, or stop doing so."""
        self.unfolded.set_follows(not self.unfolded.follows)

    def _arrange(self) -> None:
        area = self._height_area
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidgetResizable(True)
        area.setWidget(self.unfolded)
        area.verticalScrollBar().rangeChanged.connect(self._show_axis)
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for text, tip, function in (
            ("−", "Zoom out", self.zoom_out),
            ("Fit", "Show the whole sequence", self.fit),
            ("+", "Zoom in", self.zoom_in),
        ):
            row.addWidget(self._button(text, tip, function))
        corner = QVBoxLayout(self.folded)
        corner.setContentsMargins(0, 0, 2, 2)
        corner.addWidget(self._buttons, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        main = QVBoxLayout()
        main.setSpacing(0)
        main.addWidget(self._height_area, 1)
        main.addWidget(self.scroll_bar)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.folded)
        layout.addLayout(main, 1)
        self._set_side_width()

    def _show_axis(self, _least: int, most: int) -> None:
        """Begin at the foot of a network that is too high: the inputs, the first layer and the axis of time."""
        self._height_area.verticalScrollBar().setValue(most)

    def _button(self, text: str, tip: str, function: Callable[[], None]) -> QToolButton:
        button = QToolButton(self._buttons)
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setAutoRaise(True)
        button.clicked.connect(function)
        return button

    def _connect(self) -> None:
        session = self._session
        for view in (self.folded, self.unfolded):
            view.set_describer(self._describe)
            view.key_clicked.connect(session.select)
        session.run_changed.connect(self._on_run)
        session.theme_changed.connect(self._on_theme)
        for signal in (session.direction_changed, session.shows_changed, session.scale_changed):
            signal.connect(self._on_look)
        session.step_changed.connect(self._on_step)
        session.selection_changed.connect(self._on_selection)
        self.unfolded.zoom_changed.connect(self._on_zoom)
        self.scroll_bar.valueChanged.connect(self._on_scroll)

    def _describe(self, key: Key) -> str:
        return describe_key(self._session, key)

    def _on_run(self, _run: Run) -> None:
        self._is_stale = True
        if self.isVisible():
            self._refresh()

    def _on_look(self, _what: str) -> None:
        self._on_run(self._session.run)

    def _on_theme(self, _theme: object) -> None:
        self._folded_of = ()
        self._on_run(self._session.run)

    def _on_step(self, _step: int) -> None:
        self.unfolded.show_step()

    def _on_selection(self, _key: Key | None) -> None:
        selection = self._session.selection
        shown = None if selection is None else find_shown(self._session.run.network, selection)
        self.folded.set_selection(shown)
        self.unfolded.set_selection(shown)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        if self._is_stale:
            self._refresh()
        super().showEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._set_side_width()
        super().resizeEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._set_side_width()
        super().changeEvent(event)

    def _set_side_width(self) -> None:
        """Give the folded form the width that goes with the height, but no more than a quarter.

        The buttons in its corner leave when they would cover it: the menu has them too.
        """
        scale = self.folded.text_scale() * max(1.0, min(LARGEST, self.height() / FOLDED_HEIGHT))
        width = round(min(FOLDED_WIDTH * scale, max(FOLDED_WIDTH, self.width() / 4)))
        self.folded.setFixedWidth(width)
        metrics = self.fontMetrics()
        for button in self._buttons.findChildren(QToolButton):
            button.setFixedWidth(metrics.horizontalAdvance(button.text()) + metrics.height())
        self._buttons.setVisible(metrics.horizontalAdvance("− Fit +") + 3 * metrics.height() < 0.62 * width)

    def _refresh(self) -> None:
        self._is_stale = False
        session = self._session
        shown = (session.run.network, session.run.loss, session.run.schedule, session.theme)
        if shown != self._folded_of:
            self._folded_of = shown
            self.folded.set_scene(draw_folded(session.run, theme=session.theme), session.theme.accent)
        self.unfolded.refresh()
        self._on_zoom(self.unfolded.zoom)

    def _on_zoom(self, _zoom: object) -> None:
        """Bring the scroll bar to where the picture is."""
        zoom, bar = self.unfolded.zoom, self.scroll_bar
        with QSignalBlocker(bar):
            bar.setRange(0, round(zoom.furthest_offset))
            bar.setPageStep(round(zoom.width))
            bar.setSingleStep(round(max(1.0, zoom.pitch)))
            bar.setValue(round(zoom.offset))
        bar.setVisible(bar.maximum() > 0)

    def _on_scroll(self, value: int) -> None:
        self.unfolded.set_zoom(self.unfolded.zoom.scrolled(float(value)))
