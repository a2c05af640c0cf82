"""Arrays that belong together, side by side or below each other, as numbers or, when large, as pictures."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QLabel, QWidget

from ..experiment.experiment import Experiment
from ..scene.theme import Theme
from .array_block import ArrayBlock, Layout
from .array_source import ArraySource
from .gradient_reading import GradientReading
from .matrix_painter import cell_size
from .session import Session

GAP = 0.7
WIDEST = 1.55
MOST_COLUMNS = 8
LEAST_SIDE = 3


class ArrayGroup(QWidget):
    """Blocks laid out in the width there is; ``is_flat`` keeps vectors lying down.

    Arrays of up to eight columns are numbers. With a wider one all are pictures, whose rows then run on from one to
    the next, and the number under the pointer stands below them; ``set_numbers`` overrides that.
    """

    resized = Signal()
    """The group needs to be laid out again."""

    def __init__(
        self, session: Session, sources: tuple[ArraySource, ...], *, is_flat: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._is_flat = is_flat
        self._shows_numbers: bool | None = None
        self.blocks = tuple(ArrayBlock(session, source, self) for source in sources)
        self._inspector = QLabel(self)
        self._inspector.setObjectName("Muted")
        for block in self.blocks:
            block.show_experiment(session.experiment)
            block.inspected.connect(self._inspect)
        self._inspect("")

    @property
    def is_large(self) -> bool:
        """Whether an array has too many columns to be shown as numbers without scrolling."""
        return max(block.longest for block in self.blocks) > MOST_COLUMNS

    @property
    def shows_numbers(self) -> bool:
        """Whether the arrays are shown as numbers."""
        return not self.is_large if self._shows_numbers is None else self._shows_numbers

    @property
    def inspected_text(self) -> str:
        """The number under the pointer in words, or the shapes."""
        return self._inspector.text()

    def set_numbers(self, shows_numbers: bool) -> None:
        """Choose between numbers and pictures."""
        self._shows_numbers = shows_numbers
        self.resized.emit()

    @property
    def largest(self) -> float:
        """The largest absolute value of all arrays."""
        return max(block.largest for block in self.blocks)

    def set_limit(self, limit: float) -> None:
        """Set the size from which a value has the full colour."""
        for block in self.blocks:
            block.table.set_limit(limit)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the arrays of an experiment on the same network."""
        for block in self.blocks:
            block.show_experiment(experiment)

    def show_gradient(self, experiment: Experiment, reading: GradientReading) -> None:
        """Show a part of the gradients of the arrays, which are parameters."""
        for block in self.blocks:
            block.show_gradient(experiment, reading)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        for block in self.blocks:
            block.set_theme(theme)

    def arrange(self, width: int) -> int:
        """Lay out everything within ``width``; gives the height taken."""
        gap = round(GAP * self.fontMetrics().height())
        room = width - gap * (len(self.blocks) - 1)
        side = None if self._is_flat else self._side_beside(room)
        height = self._arrange_below(width, gap) if side is None else self._arrange_beside(side, gap)
        self._inspector.setVisible(not self.shows_numbers)
        if not self.shows_numbers:
            line = self._inspector.sizeHint().height()
            self._inspector.setGeometry(0, height, width, line)
            height += line
        return height

    def _layouts_beside(self) -> list[Layout]:
        """Vectors stand, and only the first block names the rows."""
        return [Layout(self.shows_numbers, False, block is self.blocks[0]) for block in self.blocks]

    def _side_beside(self, room: int) -> int | None:
        """The widest cells with which all blocks fit into one line; None if they do not."""
        least, height = cell_size(self.font())
        pairs = zip(self.blocks, self._layouts_beside(), strict=True)
        extents = [block.extent(layout) for block, layout in pairs]
        widest, narrowest = (round(WIDEST * least), least) if self.shows_numbers else (height, LEAST_SIDE)
        sides = range(widest, narrowest - 1, -1)
        return next((side for side in sides if sum(extent.width(side) for extent in extents) <= room), None)

    def _arrange_beside(self, side: int, gap: int) -> int:
        cell = QSize(side, cell_size(self.font())[1] if self.shows_numbers else side)
        x = bottom = 0
        for block, layout in zip(self.blocks, self._layouts_beside(), strict=True):
            size = block.arrange(cell, block.extent(layout).width(side), layout)
            block.setGeometry(x, 0, size.width(), size.height())
            x += size.width() + gap
            bottom = max(bottom, size.height())
        return bottom

    def _arrange_below(self, width: int, gap: int) -> int:
        """One block below the other, vectors as rows."""
        layout = Layout(self.shows_numbers, True)
        extents = [block.extent(layout) for block in self.blocks]
        least, height = cell_size(self.font())
        if self.shows_numbers:
            room = min((width - extent.beside) // extent.n_columns for extent in extents)
            side = min(round(WIDEST * least), max(least, room))
        else:
            side = max(LEAST_SIDE, min(height, width // max(extent.n_columns for extent in extents)))
        y = 0
        for block in self.blocks:
            has_high_cells = self.shows_numbers or block.is_vector
            size = block.arrange(QSize(side, height if has_high_cells else side), width, layout)
            block.setGeometry(0, y, width, size.height())
            y += size.height() + gap // 2
        return y - gap // 2

    def _inspect(self, text: str) -> None:
        """Say a number, or the shapes where there is none to say."""
        if not text:
            text = "   ".join(f"{block.source.title}: {block.title.toolTip()}" for block in self.blocks)
        if self._inspector.text() != text:
            self._inspector.setText(text)
