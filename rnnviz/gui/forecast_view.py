"""Under each symbol of a sequence the probabilities of the next: the likeliest by rank, or the whole alphabet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollBar, QWidget
from typing_extensions import override

from ..engine.loss import NO_CLASS
from ..scene.heat_color import color_table
from ..scene.theme import ink_on
from .canvas import Canvas
from .forecast import Forecast, write_percent

Rows: TypeAlias = Literal["likeliest", "all"]

NOTHING = "There are probabilities where there is a softmax loss:\nchoose one under “Network”."
_UNLIKELY = 5
"""Up to this of 255 a probability leaves its symbol pale."""
_CENTER = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the columns begin, how high their heads are, how wide and high their cells, and how many there are."""

    left: float
    head: float
    pitch: float
    height: float
    n_rows: int
    n_columns: int


class ForecastView(Canvas):
    """A column for each step, as many as there is room for around the current one; ``picked`` gives a step and a row.

    The class that was right is framed.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._forecast: Forecast | None = None
        self._rows: Rows = "likeliest"
        self._step = 1
        self._laid_out: _Grid | None = None
        self.bar = QScrollBar(Qt.Orientation.Horizontal, self)
        self.bar.setAccessibleName("First step that is shown")
        self.bar.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.bar.valueChanged.connect(self.repaint_picture)

    @property
    def forecast(self) -> Forecast | None:
        """What is shown."""
        return self._forecast

    def set_forecast(self, forecast: Forecast | None) -> None:
        """Show other probabilities."""
        self._forecast, self._laid_out = forecast, None
        n_steps = 0 if forecast is None else forecast.n_steps
        self.setAccessibleDescription(f"Probabilities of the next at {n_steps} steps" if n_steps else NOTHING)
        self._fit_bar()
        self.repaint_picture()

    def set_rows(self, rows: Rows) -> None:
        """Show the likeliest by rank, or all in the order of the alphabet."""
        if rows != self._rows:
            self._rows, self._laid_out = rows, None
            self._fit_bar()
            self.repaint_picture()

    def set_step(self, step: int) -> None:
        """Mark a step, and bring it into view."""
        if step != self._step:
            self._step = step
            first, count = self.bar.value(), self._grid.n_columns
            if not first <= step < first + count:
                self.bar.setValue(step - count // 2)
            self.update()

    def readout(self) -> str:
        """The probability that the pointer is at."""
        found = self.coordinates(self.pointer) if self.pointer is not None else None
        if found is None or self._forecast is None:
            return ""
        step, row = round(found[0]), round(found[1])
        number = self._forecast.writing.number(step)
        order = self._order(step)
        place = order[row] if 0 <= row < len(order) else None
        after = f" after “{self._forecast.reads[step - 1]}”" if self._forecast.reads else ""
        if place is None:
            return f"t = {number}{after}"
        share = write_percent(float(self._forecast.probabilities[step - 1, place]))
        return f"t = {number}{after}: “{self._forecast.classes[place]}” {share}"

    @override
    def coordinates(self, place: QPointF) -> tuple[float, float] | None:
        """The step, and the row from 0 or −1 for the symbol that was read."""
        forecast, left = self._forecast, self._grid.left
        step = self.bar.value() + int((place.x() - left) // self._grid.pitch)
        if forecast is None or place.x() < left or not self.bar.value() <= step <= self._last():
            return None
        row = int((place.y() - self._grid.head) // self._grid.height) if place.y() >= self._grid.head else -1
        return (float(step), float(row)) if row < self._grid.n_rows else None

    @override
    def paint_picture(self, painter: QPainter) -> None:
        forecast = self._forecast
        if forecast is None:
            self.paint_message(painter, NOTHING)
            return
        table = [f"#{r:02x}{g:02x}{b:02x}" for r, g, b in color_table(self.theme, "sequential")[:256].tolist()]
        inks = [ink_on(color) for color in table]
        if self._rows == "all":
            self._paint_alphabet(painter, forecast)
        for step in range(self.bar.value(), self._last() + 1):
            self._paint_column(painter, forecast, step, table, inks)

    @override
    def paint_over(self, painter: QPainter) -> None:
        if self._forecast is None or not self.bar.value() <= self._step <= self._last():
            return
        bottom = self._grid.head + self._grid.n_rows * self._grid.height
        column = QRectF(self._x(self._step), 0.5, self._grid.pitch, bottom)
        painter.setPen(QPen(QColor(self.theme.accent), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(column, 2, 2)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._laid_out = None
        height = self.bar.sizeHint().height()
        self.bar.setGeometry(0, self.height() - height, self.width(), height)
        self._fit_bar()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._laid_out = None
            self._fit_bar()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta()
        self.bar.setValue(self.bar.value() - round((turned.y() or turned.x()) / 40))
        event.accept()

    def _paint_column(
        self, painter: QPainter, forecast: Forecast, step: int, table: list[str], inks: list[str]
    ) -> None:
        """What is read at a step, and under it the probabilities."""
        x, height = self._x(step), self._grid.height
        painter.setPen(QColor(self.theme.ink if forecast.reads else self.theme.muted))
        head = forecast.reads[step - 1] if forecast.reads else forecast.writing.number(step)
        painter.drawText(QRectF(x, 0.0, self._grid.pitch, self._grid.head), _CENTER, head)
        has_text = height >= 0.85 * QFontMetricsF(painter.font()).height() and self._rows == "likeliest"
        order = self._order(step)
        if np.isnan(forecast.probabilities[step - 1]).all():
            return
        shares = np.nan_to_num(forecast.probabilities[step - 1, order])
        colors = (255 * np.clip(shares, 0.0, 1.0)).round().astype(int).tolist()
        right = forecast.right[step - 1]
        for row, (place, color) in enumerate(zip(order, colors, strict=True)):
            cell = QRectF(
                x + 0.5, self._grid.head + row * height, self._grid.pitch - 1.0, height - (1.0 if height > 3 else 0.0)
            )
            painter.fillRect(cell, QColor(table[color]))
            if has_text:
                painter.setPen(QColor(inks[color] if color > _UNLIKELY else self.theme.muted))
                painter.drawText(cell, _CENTER, forecast.classes[place])
            if place == right and right != NO_CLASS:
                painter.setPen(QPen(QColor(self.theme.ink), 1))
                painter.drawRect(cell.adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_alphabet(self, painter: QPainter, forecast: Forecast) -> None:
        """The names of the rows, as many as there is room for."""
        metrics, height = QFontMetricsF(painter.font()), self._grid.height
        every = max(1, int(np.ceil(0.9 * metrics.height() / height)))
        painter.setPen(QColor(self.theme.muted))
        for row in range(0, len(forecast.classes), every):
            y = self._grid.head + (row + 0.5) * height
            room = QRectF(0.0, y - metrics.height() / 2, self._grid.left - 4.0, metrics.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, forecast.classes[row])

    def _order(self, step: int) -> list[int]:
        """The classes in the order of the rows of a step."""
        assert self._forecast is not None
        n_rows = self._grid.n_rows
        if self._rows == "all":
            return list(range(n_rows))
        return [place for place, _ in self._forecast.likeliest(step, n_rows)]

    @property
    def _grid(self) -> _Grid:
        """Where everything lies; laid out anew when it is first asked for after a change."""
        if self._laid_out is None:
            self._laid_out = self._lay_out()
        return self._laid_out

    def _lay_out(self) -> _Grid:
        metrics, forecast, is_all = QFontMetricsF(self.small_font()), self._forecast, self._rows == "all"
        em = metrics.height()
        head = round(1.3 * em)
        room = max(1.0, self.height() - head - self.bar.height() - 2.0)
        classes = forecast.classes if forecast else ()
        widest = max(map(metrics.horizontalAdvance, ("W", *classes)))
        steps = metrics.horizontalAdvance(str(forecast.n_steps)) if forecast and not forecast.reads else 0.0
        pitch = round(max(widest, steps) + 4.0)
        n_rows = len(classes) if is_all else max(1, min(len(classes), int(room / (1.1 * em))))
        left = max(map(metrics.horizontalAdvance, classes)) + 8.0 if is_all and classes else 2.0
        n_columns = max(1, int((self.width() - left - 1.0) / pitch))
        return _Grid(left, head, pitch, min(room / max(1, n_rows), 1.6 * em), n_rows, n_columns)

    def _x(self, step: int) -> float:
        return self._grid.left + (step - self.bar.value()) * self._grid.pitch

    def _last(self) -> int:
        """The last step that is shown."""
        n_steps = 0 if self._forecast is None else self._forecast.n_steps
        return min(n_steps, self.bar.value() + self._grid.n_columns - 1)

    def _fit_bar(self) -> None:
        """Let the bar reach over all steps; it is there only where not all are seen."""
        n_steps, count = (0 if self._forecast is None else self._forecast.n_steps), self._grid.n_columns
        self.bar.setRange(1, max(1, n_steps - count + 1))
        self.bar.setPageStep(count)
        self.bar.setVisible(n_steps > count)
