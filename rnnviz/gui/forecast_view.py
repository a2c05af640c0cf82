"""Under each symbol of a sequence the probabilities of the next: the likeliest by rank, or the whole alphabet."""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
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


class ForecastView(Canvas):
    """A column for each step, as many as there is room for around the current one; ``picked`` gives a step and a row.

    The class that was right is framed.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._forecast: Forecast | None = None
        self._rows: Rows = "likeliest"
        self._step = 1
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
        self._forecast = forecast
        n_steps = 0 if forecast is None else forecast.n_steps
        self.setAccessibleDescription(f"Probabilities of the next at {n_steps} steps" if n_steps else NOTHING)
        self._fit_bar()
        self.repaint_picture()

    def set_rows(self, rows: Rows) -> None:
        """Show the likeliest by rank, or all in the order of the alphabet."""
        if rows != self._rows:
            self._rows = rows
            self.repaint_picture()

    def set_step(self, step: int) -> None:
        """Mark a step, and bring it into view."""
        if step != self._step:
            self._step = step
            first, count = self.bar.value(), self._n_columns()
            if not first <= step < first + count:
                self.bar.setValue(step - count // 2)
            self.update()

    def readout(self) -> str:
        """The probability that the pointer is at."""
        found = self.coordinates(self.pointer) if self.pointer is not None else None
        if found is None or self._forecast is None:
            return ""
        step, row = round(found[0]), round(found[1])
        order = self._order(step)
        place = order[row] if 0 <= row < len(order) else None
        after = f" after “{self._forecast.reads[step - 1]}”" if self._forecast.reads else ""
        if place is None:
            return f"t = {step}{after}"
        share = write_percent(float(self._forecast.probabilities[step - 1, place]))
        return f"t = {step}{after}: “{self._forecast.classes[place]}” {share}"

    @override
    def coordinates(self, place: QPointF) -> tuple[float, float] | None:
        """The step, and the row from 0 or −1 for the symbol that was read."""
        forecast, left = self._forecast, self._left()
        step = self.bar.value() + int((place.x() - left) // self._pitch)
        if forecast is None or place.x() < left or not self.bar.value() <= step <= self._last():
            return None
        row = int((place.y() - self._head) // self._height()) if place.y() >= self._head else -1
        return (float(step), float(row)) if row < self._n_rows() else None

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
        bottom = self._head + self._n_rows() * self._height()
        column = QRectF(self._x(self._step), 0.5, self._pitch, bottom)
        painter.setPen(QPen(QColor(self.theme.accent), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(column, 2, 2)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        height = self.bar.sizeHint().height()
        self.bar.setGeometry(0, self.height() - height, self.width(), height)
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
        x, height = self._x(step), self._height()
        painter.setPen(QColor(self.theme.ink if forecast.reads else self.theme.muted))
        head = forecast.reads[step - 1] if forecast.reads else str(step)
        painter.drawText(QRectF(x, 0.0, self._pitch, self._head), _CENTER, head)
        has_text = height >= 0.85 * QFontMetricsF(painter.font()).height() and self._rows == "likeliest"
        order = self._order(step)
        if np.isnan(forecast.probabilities[step - 1]).all():
            return
        shares = np.nan_to_num(forecast.probabilities[step - 1, order])
        colors = (255 * np.clip(shares, 0.0, 1.0)).round().astype(int).tolist()
        right = forecast.right[step - 1]
        for row, (place, color) in enumerate(zip(order, colors, strict=True)):
            cell = QRectF(x + 0.5, self._head + row * height, self._pitch - 1.0, height - (1.0 if height > 3 else 0.0))
            painter.fillRect(cell, QColor(table[color]))
            if has_text:
                painter.setPen(QColor(inks[color] if color > _UNLIKELY else self.theme.muted))
                painter.drawText(cell, _CENTER, forecast.classes[place])
            if place == right and right != NO_CLASS:
                painter.setPen(QPen(QColor(self.theme.ink), 1))
                painter.drawRect(cell.adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_alphabet(self, painter: QPainter, forecast: Forecast) -> None:
        """The names of the rows, as many as there is room for."""
        metrics, height = QFontMetricsF(painter.font()), self._height()
        every = max(1, int(np.ceil(0.9 * metrics.height() / height)))
        painter.setPen(QColor(self.theme.muted))
        for row in range(0, len(forecast.classes), every):
            y = self._head + (row + 0.5) * height
            room = QRectF(0.0, y - metrics.height() / 2, self._left() - 4.0, metrics.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, forecast.classes[row])

    def _order(self, step: int) -> list[int]:
        """The classes in the order of the rows of a step."""
        assert self._forecast is not None
        n_rows = self._n_rows()
        if self._rows == "all":
            return list(range(n_rows))
        return [place for place, _ in self._forecast.likeliest(step, n_rows)]

    def _n_rows(self) -> int:
        """As many of the likeliest as have room, or all."""
        n_classes = 0 if self._forecast is None else len(self._forecast.classes)
        if self._rows == "all":
            return n_classes
        return max(1, min(n_classes, int(self._room() / (1.1 * self._em))))

    def _height(self) -> float:
        """The height of a row."""
        return min(self._room() / max(1, self._n_rows()), 1.6 * self._em)

    def _room(self) -> float:
        return max(1.0, self.height() - self._head - self.bar.height() - 2.0)

    @property
    def _em(self) -> float:
        return QFontMetricsF(self.small_font()).height()

    @property
    def _head(self) -> float:
        """The height of the line of what is read."""
        return round(1.3 * self._em)

    @property
    def _pitch(self) -> float:
        """The width of a column."""
        metrics, forecast = QFontMetricsF(self.small_font()), self._forecast
        texts = ("W", *forecast.classes, *(() if forecast.reads else (str(forecast.n_steps),))) if forecast else ("W",)
        return round(max(map(metrics.horizontalAdvance, texts)) + 4.0)

    def _left(self) -> float:
        """Where the columns begin."""
        if self._rows != "all" or self._forecast is None:
            return 2.0
        return max(map(QFontMetricsF(self.small_font()).horizontalAdvance, self._forecast.classes)) + 8.0

    def _x(self, step: int) -> float:
        return self._left() + (step - self.bar.value()) * self._pitch

    def _n_columns(self) -> int:
        return max(1, int((self.width() - self._left() - 1.0) / self._pitch))

    def _last(self) -> int:
        """The last step that is shown."""
        n_steps = 0 if self._forecast is None else self._forecast.n_steps
        return min(n_steps, self.bar.value() + self._n_columns() - 1)

    def _fit_bar(self) -> None:
        """Let the bar reach over all steps; it is there only where not all are seen."""
        n_steps, count = (0 if self._forecast is None else self._forecast.n_steps), self._n_columns()
        self.bar.setRange(1, max(1, n_steps - count + 1))
        self.bar.setPageStep(count)
        self.bar.setVisible(n_steps > count)
