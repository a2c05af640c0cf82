"""The legend of a comparison: for each network its number, title, sizes and seed, and a button that takes it out."""

from __future__ import annotations

from itertools import accumulate, pairwise
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QToolButton, QWidget
from typing_extensions import override

from ..experiment.comparison import MOST, Contender
from ..export.comparison_figure import is_shown
from ..scene.curve_label import curve_color
from ..scene.theme import LIGHT, Theme
from .style import text_height

_WIDEST, _LONG = 23, 8
"""The width that the legend asks for at most, and that of a title that is long, in heights of the text."""
_ALIGN_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ALIGN_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_WRAP = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)


class CompareLegend(QWidget):
    """A small table with a row for each network in the colour of its curve; ``removed`` tells a place from 1.

    Long titles go on in further lines while there is room for all; the seeds have a column if there are any.
    """

    removed = Signal(int)
    headings: tuple[str, ...] = ("network", "units", "param.", "seed")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self._theme = LIGHT
        self._contenders: tuple[Contender, ...] = ()
        self._buttons: list[QToolButton] = []
        self._places: tuple[QRectF, ...] = ()
        self._pitch = 0.0
        for place in range(1, MOST):
            button = QToolButton(self)
            button.setText("\N{MULTIPLICATION SIGN}")
            button.setObjectName(str(place))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(self._on_clicked)
            self._buttons.append(button)

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """What is written: title, units, number of parameters and seed of each network."""
        return tuple(row_of(contender, k == 0) for k, contender in enumerate(self._contenders))

    def show_contenders(self, contenders: tuple[Contender, ...], theme: Theme) -> None:
        """Show these networks; the first, which is the one on screen, cannot be taken out."""
        self._contenders, self._theme = contenders, theme
        said = "; ".join(" ".join(row) for row in self.rows)
        self.setAccessibleName("Compared networks")
        self.setAccessibleDescription(said)
        for place, button in enumerate(self._buttons, 1):
            button.setVisible(place < len(contenders))
            if place < len(contenders):
                button.setAccessibleName(f"Take {contenders[place].title} out of the comparison")
                button.setToolTip("Take out of the comparison")
        self.updateGeometry()
        self._arrange()

    def has_curve(self, contender: Contender) -> bool:
        """Whether a network has a curve, and so a colour."""
        return is_shown(contender)

    @override
    def sizeHint(self) -> QSize:
        (left, right), metrics, em = self._columns()[0], QFontMetricsF(self.font()), text_height()
        texts = [self.headings[0], *(row[0] for row in self.rows if len(row) > 1)]
        titles = [metrics.horizontalAdvance(text) for text in texts]
        # Long titles are asked to go on in a second line, where the curves need the width.
        widest = max((width if width <= _LONG * em else max(_LONG * em, 0.6 * width) for width in titles), default=0.0)
        return QSize(ceil(min(self.width() - right + left + widest + 0.5 * em, _WIDEST * em)), 9 * em)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(12 * text_height(), 4 * text_height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, columns = QPainter(self), self._theme, self._columns()
        painter.setPen(QColor(theme.muted))
        self._paint_row(painter, QRectF(0.0, 0.0, self.width(), self._pitch), columns, self.headings)
        n_curves = 0
        for place, (contender, texts) in enumerate(zip(self._contenders, self.rows, strict=True)):
            has_curve = self.has_curve(contender)
            color = curve_color(theme, n_curves) if has_curve else theme.muted
            n_curves += has_curve
            row = self._places[place]
            painter.setPen(QColor(color))
            first = QRectF(row.left() + 0.4 * text_height(), row.top(), row.width(), self._pitch)
            painter.drawText(first, _ALIGN_LEFT, str(place + 1))
            painter.setPen(QColor(theme.muted if contender.problem else theme.ink))
            self._paint_row(painter, row, columns, texts)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        under = [row for k, row in enumerate(self.rows) if self._places[k].contains(event.position())]
        self.setToolTip(" · ".join(filter(None, under[0])) if under else "")

    def _arrange(self) -> None:
        """Give every network a row: of as many lines as its title takes, or of one line where that is too much."""
        metrics, columns, n_rows = QFontMetricsF(self.font()), self._columns(), len(self._contenders) + 1
        further = []
        for texts in self.rows:
            left, right = _first_column(columns, texts)
            room = QRectF(0.0, 0.0, max(1.0, right - left), 1e4)
            further.append(metrics.boundingRect(room, _WRAP, texts[0]).height() - metrics.height())
        if self.height() - sum(further) < 0.9 * metrics.height() * n_rows:
            further = [0.0] * len(further)
        pitch = self._pitch = min(1.45 * text_height(), (self.height() - sum(further)) / n_rows)
        heights = [pitch + height for height in further]
        tops = accumulate(heights, initial=pitch)
        self._places = tuple(QRectF(0.0, y, self.width(), height) for y, height in zip(tops, heights, strict=False))
        for place, button in enumerate(self._buttons[: max(0, len(heights) - 1)], 1):
            side = round(1.4 * text_height())
            button.setGeometry(self.width() - side, round(self._places[place].top() + (pitch - side) / 2), side, side)
        self.update()

    def _columns(self) -> tuple[tuple[float, float], ...]:
        """The left and right end of each column; the title has what the numbers leave."""
        metrics, em = QFontMetricsF(self.font()), text_height()
        rows = [row for row in self.rows if len(row) > 1]
        widths = []
        for k, heading in enumerate(self.headings[1:], 1):
            texts = [row[k] for row in rows if row[k]]
            widths.append(max(map(metrics.horizontalAdvance, (heading, *texts))) + 0.8 * em if texts else 0.0)
        right = self.width() - 1.8 * em
        ends = [right]
        for width in reversed(widths):
            ends.insert(0, ends[0] - width)
        return ((1.6 * em, ends[0]), *pairwise(ends))

    def _paint_row(
        self, painter: QPainter, row: QRectF, columns: tuple[tuple[float, float], ...], texts: tuple[str, ...]
    ) -> None:
        metrics, left_end = QFontMetricsF(painter.font()), _first_column(columns, texts)
        name = QRectF(left_end[0], row.top(), left_end[1] - left_end[0], row.height())
        if row.height() > self._pitch:
            painter.drawText(name, _WRAP, texts[0])
        else:
            painter.drawText(name, _ALIGN_LEFT, metrics.elidedText(texts[0], Qt.TextElideMode.ElideRight, name.width()))
        for text, (left, right) in zip(texts[1:], columns[1:], strict=False):
            if right > left:
                painter.drawText(QRectF(left, row.top(), right - left, self._pitch), _ALIGN_RIGHT, text)

    def _on_clicked(self) -> None:
        self.removed.emit(int(self.sender().objectName()))


def _first_column(columns: tuple[tuple[float, float], ...], texts: tuple[str, ...]) -> tuple[float, float]:
    """The left and right end of the title; what stands alone has the whole width."""
    return columns[0][0], columns[-1][1] if len(texts) == 1 else columns[0][1]


def row_of(contender: Contender, is_present: bool = False) -> tuple[str, ...]:
    """Title, units, number of parameters and seed; or one text where there is a problem."""
    if contender.problem:
        return (f"{contender.title}: {contender.problem}",)
    units = " + ".join(str(layer.hidden_size) for layer in contender.experiment.network.layers)
    note = ", on screen" if is_present else ", its own inputs" if contender.has_own_inputs else ""
    seed = "" if contender.seed is None else str(contender.seed)
    return f"{contender.title}{note}", units, f"{contender.n_parameters:,}", seed
