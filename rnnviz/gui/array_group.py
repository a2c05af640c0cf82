"""Arrays that belong together, side by side or below each other, as numbers or, when large, as pictures."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QLabel, QWidget

from ..experiment.experiment import Experiment
from ..scene.theme import Theme
from .array_block import ArrayBlock
from .array_source import ArraySource
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
            block.set_flat(is_flat)
            block.show_experiment(session.experiment)
            block.inspected.connect(self._inspect)
        self._inspect("")

    @property
    def is_large(self) -> bool:
        """Whether an array has too many columns to be shown as numbers without scrolling."""
        shapes = (block.table.matrix.grid.values.shape for block in self.blocks)
        return any((max(shape) if 1 in shape else shape[1]) > MOST_COLUMNS for shape in shapes) and any(
            block.n_columns > MOST_COLUMNS or not self._is_flat for block in self.blocks
        )

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

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        for block in self.blocks:
            block.set_theme(theme)

    def arrange(self, width: int) -> int:
        """Lay out everything within ``width``; gives the height taken."""
        gap = round(GAP * self.fontMetrics().height())
        for block in self.blocks:
            block.set_flat(self._is_flat)
            block.set_names_rows(block is self.blocks[0])
        cell = None if self._is_flat else self._cell_beside(width, gap)
        height = self._arrange_below(width, gap) if cell is None else self._arrange_beside(cell, gap)
        self._inspector.setVisible(not self.shows_numbers)
        if not self.shows_numbers:
            line = self._inspector.sizeHint().height()
            self._inspector.setGeometry(0, height, width, line)
            height += line
        return height

    def _cell_beside(self, width: int, gap: int) -> QSize | None:
        """The largest cells with which all blocks fit into one line; None if they do not."""
        least_width, height = cell_size(self.font())
        room = width - gap * (len(self.blocks) - 1)
        widest = round(WIDEST * least_width)
        sides = [QSize(w, height) for w in range(widest, least_width - 1, -1)]
        if not self.shows_numbers:
            sides = [QSize(side, side) for side in range(height, LEAST_SIDE - 1, -1)]
        return next((cell for cell in sides if self._width_beside(cell) <= room), None)

    def _width_beside(self, cell: QSize) -> int:
        return sum(block.least_size(cell, shows_numbers=self.shows_numbers).width() for block in self.blocks)

    def _arrange_beside(self, cell: QSize, gap: int) -> int:
        x = bottom = 0
        for block in self.blocks:
            least = block.least_size(cell, shows_numbers=self.shows_numbers)
            size = block.arrange(cell, least.width(), shows_numbers=self.shows_numbers)
            block.setGeometry(x, 0, size.width(), size.height())
            x += size.width() + gap
            bottom = max(bottom, size.height())
        return bottom

    def _arrange_below(self, width: int, gap: int) -> int:
        """One block below the other, vectors as rows."""
        for block in self.blocks:
            block.set_flat(True)
            block.set_names_rows(True)
        numbers = self._number_cell(width)
        side = max(LEAST_SIDE, min(numbers.height(), width // max(block.n_columns for block in self.blocks)))
        y = 0
        for block in self.blocks:
            is_row = block.table.matrix.grid.shape[0] == 1
            picture = QSize(side, numbers.height() if is_row else side)
            cell = numbers if self.shows_numbers else picture
            size = block.arrange(cell, width, shows_numbers=self.shows_numbers)
            block.setGeometry(0, y, width, size.height())
            y += size.height() + gap // 2
        return y - gap // 2

    def _number_cell(self, width: int) -> QSize:
        """Cells as wide as the widest block allows that need not be scrolled."""
        least = QSize(*cell_size(self.font()))
        spare = [
            (width - block.least_size(least, shows_numbers=True).width()) // block.n_columns for block in self.blocks
        ]
        wider = min((room for room in spare if room >= 0), default=0)
        return QSize(min(round(WIDEST * least.width()), least.width() + wider), least.height())

    def _inspect(self, text: str) -> None:
        """Say a number, or the shapes where there is none to say."""
        if not text:
            text = "   ".join(f"{block.source.title} {block.title.toolTip()}" for block in self.blocks)
        if self._inspector.text() != text:
            self._inspector.setText(text)
