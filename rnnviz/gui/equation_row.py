"""One equation of the equation panel: typeset, explained, and worked out in numbers when it is unfolded."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, inf

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ..engine.text import Formula, to_plain
from ..scene.equation_source import RowText
from ..scene.formula import Arrangement, Setting, arrange
from ..scene.theme import LIGHT, Theme, mix
from .formula_painter import paint
from .typeset import SCREEN

_SMALLEST = 11.0
_SAYS_GAP = 0.3
"""What lies between an equation and its words, in units of the size of the text."""
_CLOSER, _FEWER_ROWS = 0.925, 0.88
"""A calculation may be so much smaller where its height then shrinks to less than a share that only rows explain."""
_BY_KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.OtherFocusReason)


@dataclass(frozen=True, slots=True)
class RowState:
    """What a row shows besides its equation; ``lines`` are the calculation of an unfolded row.

    ``says`` is the equation in words.
    """

    pending: bool = False
    current: bool = False
    selected: bool = False
    says: str = ""
    lines: tuple[Formula, ...] = ()


class EquationRow(QWidget):
    """A row of the equation panel; as high as its content needs at its width."""

    clicked = Signal(str)
    double_clicked = Signal(str)
    moved = Signal(str, int)

    def __init__(self, text: RowText, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = text
        self._state = RowState(says=text.says)
        self._theme = LIGHT
        self._head: tuple[Arrangement, Setting] | None = None
        self._body: tuple[Arrangement, Setting] | None = None
        self._says_room = (0.0, 0.0)
        self._needs = (0.0, 0)
        self._shows_focus = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(to_plain(text.formula))
        self.setAccessibleDescription(text.says)
        self.setToolTip("Click: select\nDouble click: compute up to here")

    @property
    def name(self) -> str:
        """The full name of the value that the equation gives."""
        return self._text.name

    @property
    def state(self) -> RowState:
        """What the row shows besides its equation."""
        return self._state

    def set_state(self, state: RowState) -> None:
        """Show a state; the height may change."""
        if state == self._state:
            return
        self._needs = (0.0, 0)
        if state.lines != self._state.lines:
            self._body = None
        if state.says != self._state.says:
            self._says_room = (0.0, 0.0)
        self._state = state
        value = f" {to_plain(state.lines[-1])}" if state.lines else ""
        self.setAccessibleDescription(f"{state.says}{' Not computed yet.' if state.pending else value}")
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint in the colours of a theme."""
        self._theme = theme
        self.update()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._forget_sizes()

    def _forget_sizes(self) -> None:
        """Lay everything out again: the size of the text has changed."""
        self._head = self._body = None
        self._says_room = (0.0, 0.0)
        self._needs = (0.0, 0)

    def content_height(self, width: float) -> int:
        """The height that the row needs at a width, in pixels."""
        if self._needs[0] != width:
            self._needs = (width, self._fit(width))
        return self._needs[1]

    def _fit(self, width: float) -> int:
        """Lay out what is not laid out for a width; gives the height of it all."""
        em, room = self._em(), width - self._left() - 0.8 * self._em()
        if self._head is None or self._head[1].width != room:
            self._head = _fit_head(self._text.formula, 1.22 * em, room)
            self._body = None
        height = 0.55 * em + self._head[0].height + self._says_height(room) + 0.6 * em
        if self._state.lines:
            if self._body is None:
                self._body = fit_body(self._state.lines, 1.12 * em, room)
            height += self._body[0].height + 0.7 * em
        return ceil(height)

    def content_width(self) -> int:
        """The width that no part of the row can do without, in pixels."""
        widths = [part[0].width for part in (self._head, self._body) if part is not None]
        return ceil(self._left() + max(widths, default=0.0) + 0.8 * self._em())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._head is None:
            return
        theme, state, em = self._theme, self._state, self._em()
        painter = QPainter(self)
        self._paint_ground(painter)
        ink = theme.pending if state.pending else theme.accent if state.selected else theme.ink
        painter.translate(self._left(), 0.55 * em)
        head, setting = self._head
        paint(painter, head, setting, ink)
        painter.translate(0.0, head.height)
        painter.setFont(self._says_font())
        painter.setPen(QColor(theme.pending if state.pending else theme.muted))
        height = self._says_height(setting.width)
        painter.drawText(QRectF(0.0, _SAYS_GAP * em, setting.width, height), Qt.TextFlag.TextWordWrap, self._state.says)
        if self._body is not None and state.lines:
            painter.translate(0.0, height + 0.7 * em)
            paint(painter, *self._body, theme.ink)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._shows_focus = event.reason() in _BY_KEYBOARD
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._shows_focus = False
        self.update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(self.name)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.double_clicked.emit(self.name)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Up:
                self.moved.emit(self.name, -1)
            case Qt.Key.Key_Down:
                self.moved.emit(self.name, 1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.double_clicked.emit(self.name)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.clicked.emit(self.name)
            case _:
                event.ignore()

    def _paint_ground(self, painter: QPainter) -> None:
        theme, bar = self._theme, 3.0
        box = QRectF(self.rect())
        if self._state.selected:
            painter.fillRect(box, QColor(mix(theme.background, theme.accent, 0.1)))
        elif self._state.current:
            painter.fillRect(box, QColor(theme.surface))
        if self._state.current:
            painter.fillRect(QRectF(0.0, 0.0, bar, box.height()), QColor(theme.accent))
        if self._shows_focus:
            painter.setPen(QColor(theme.accent))
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))

    def _em(self) -> float:
        return float(self.fontInfo().pixelSize())

    def _left(self) -> float:
        return 1.1 * self._em()

    def _says_font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(max(11, round(0.88 * self._em())))
        return font

    def _says_height(self, width: float) -> float:
        if self._says_room[0] != width:
            metrics, room = QFontMetricsF(self._says_font()), QRectF(0.0, 0.0, width, 1000.0)
            box = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap.value, self._state.says)
            gap = _SAYS_GAP * self._em()
            self._says_room = (width, box.height() + gap if self._state.says else 0.0)
        return self._says_room[1]


def _fit_head(line: Formula, size: float, width: float) -> tuple[Arrangement, Setting]:
    """The equation in one row if it need not be much smaller for that, else broken."""
    whole = arrange((line,), Setting(size, inf, SCREEN))
    share = min(1.0, 0.99 * width / whole.width)
    setting = Setting(
        max(_SMALLEST, size * share if share > 0.8 else 0.94 * size), inf if share > 0.8 else width, SCREEN
    )
    return arrange((line,), setting), Setting(setting.size, width, SCREEN)


def fit_body(lines: tuple[Formula, ...], size: float, width: float) -> tuple[Arrangement, Setting]:
    """The calculation, smaller where a term would be too wide or a row is saved, but never below 11 pixels."""
    setting = Setting(size, width, SCREEN)
    arrangement = arrange(lines, setting)
    if arrangement.width > width:
        setting = Setting(max(_SMALLEST, 0.98 * size * width / arrangement.width), width, SCREEN)
        arrangement = arrange(lines, setting)
    if arrangement.n_rows < len(lines):
        return arrangement, setting
    closer = Setting(max(_SMALLEST, _CLOSER * setting.size), width, SCREEN)
    closed = arrange(lines, closer)
    saves_a_row = closed.width <= width and closed.height < _FEWER_ROWS * arrangement.height
    return (closed, closer) if saves_a_row else (arrangement, setting)
