"""The legend of a comparison: for each network its number, title, sizes and seed, and a button that takes it out."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QToolButton, QWidget
from typing_extensions import override

from ..experiment.comparison import MOST, Contender
from ..scene.theme import LIGHT, Theme
from .comparison_figure import is_shown
from .plot_label import curve_color
from .style import text_height

_HEADINGS = ("network", "units", "param.", "seed")
_ALIGN_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ALIGN_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class CompareLegend(QWidget):
    """A small table with a row for each network in the colour of its curve; ``removed`` tells a place from 1."""

    removed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self._theme = LIGHT
        self._contenders: tuple[Contender, ...] = ()
        self._buttons: list[QToolButton] = []
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
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(22 * text_height(), 9 * text_height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(12 * text_height(), 4 * text_height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for place, button in enumerate(self._buttons, 1):
            row = self._row(place).toRect()
            side = min(row.height(), round(1.4 * text_height()))
            button.setGeometry(self.width() - side, row.center().y() - side // 2 + 1, side, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        columns = self._columns()
        painter.setPen(QColor(theme.muted))
        self._paint_row(painter, self._row(-1), columns, _HEADINGS)
        n_curves = 0
        for place, (contender, texts) in enumerate(zip(self._contenders, self.rows, strict=True)):
            color = curve_color(theme, n_curves) if is_shown(contender) else theme.muted
            n_curves += is_shown(contender)
            row = self._row(place)
            painter.setPen(QColor(color))
            painter.drawText(row.adjusted(0.4 * text_height(), 0, 0, 0), _ALIGN_LEFT, str(place + 1))
            painter.setPen(QColor(theme.muted if contender.problem else theme.ink))
            self._paint_row(painter, row, columns, texts)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        under = [row for k, row in enumerate(self.rows) if self._row(k).contains(event.position())]
        self.setToolTip(" · ".join(filter(None, under[0])) if under else "")

    def _row(self, place: int) -> QRectF:
        """Where a network is written; −1 is the headings."""
        height = min(1.45 * text_height(), self.height() / (MOST + 1))
        return QRectF(0.0, (place + 1) * height, self.width(), height)

    def _columns(self) -> tuple[tuple[float, float], ...]:
        """The left and right end of each column; the title has what the numbers leave."""
        metrics, em = QFontMetricsF(self.font()), text_height()
        rows = [row for row in self.rows if len(row) > 1]
        widths = [
            max(map(metrics.horizontalAdvance, (heading, *(row[k] for row in rows)))) + 0.8 * em
            for k, heading in enumerate(_HEADINGS)
            if k
        ]
        right = self.width() - 1.8 * em
        ends = [right]
        for width in reversed(widths):
            ends.insert(0, ends[0] - width)
        return ((1.6 * em, ends[0]), *pairwise(ends))

    def _paint_row(
        self, painter: QPainter, row: QRectF, columns: tuple[tuple[float, float], ...], texts: tuple[str, ...]
    ) -> None:
        metrics = QFontMetricsF(painter.font())
        is_note = len(texts) == 1
        for k, (text, (left, right)) in enumerate(zip(texts, columns, strict=False)):
            end = columns[-1][1] if is_note else right
            place = QRectF(left, row.top(), end - left, row.height())
            elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, _ALIGN_RIGHT if k else _ALIGN_LEFT, elided)

    def _on_clicked(self) -> None:
        self.removed.emit(int(self.sender().objectName()))


def row_of(contender: Contender, is_present: bool = False) -> tuple[str, ...]:
    """Title, units, number of parameters and seed; or one text where there is a problem."""
    if contender.problem:
        return (f"{contender.title}: {contender.problem}",)
    units = " + ".join(str(layer.hidden_size) for layer in contender.experiment.network.layers)
    note = ", on screen" if is_present else ", its own inputs" if contender.has_own_inputs else ""
    seed = "" if contender.seed is None else str(contender.seed)
    return f"{contender.title}{note}", units, f"{contender.n_parameters:,}", seed
