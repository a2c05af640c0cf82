"""The parameters of one equation: a title that folds, and the tables side by side or below each other."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from ..experiment.experiment import Experiment
from ..scene.theme import Theme
from .matrix_painter import cell_size
from .parameter_block import MOST_NUMBERS, ParameterBlock
from .parameter_menu import fill_initialise_menu, fill_parameter_menu, open_scale_dialog
from .session import Session
from .symbol_button import SymbolButton

GAP = 0.9
WIDEST = 1.3


class ParameterSection(QWidget):
    """The parameters ``names`` under the symbol and the words of the value they make."""

    resized = Signal()
    """The section needs to be laid out again."""

    def __init__(
        self, session: Session, value: str, words: str, names: tuple[str, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._value = value
        self.title = SymbolButton(value, words, session.theme, self)
        self.title.make_foldable()
        self.title.clicked.connect(self.resized)
        self.title.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.title.customContextMenuRequested.connect(self._open_menu)
        self.blocks = tuple(ParameterBlock(session, name, self) for name in names)
        for block in self.blocks:
            block.resized.connect(self.resized)

    @property
    def value(self) -> str:
        """The full name of the value that the parameters make."""
        return self._value

    def show_experiment(self, experiment: Experiment) -> None:
        for block in self.blocks:
            block.show_experiment(experiment)

    def set_theme(self, theme: Theme) -> None:
        self.title.set_theme(theme)
        for block in self.blocks:
            block.set_theme(theme)

    def arrange(self, width: int) -> int:
        """Lay out everything within ``width``; gives the height needed."""
        top = self.title.sizeHint().height()
        self.title.setGeometry(0, 0, width, top)
        is_open = self.title.isChecked()
        for block in self.blocks:
            block.setVisible(is_open)
        if not is_open:
            return top
        cell = QSize(*cell_size(self.font()))
        gap = round(GAP * self.fontMetrics().height())
        indent = gap // 2
        for block in self.blocks:
            block.set_flat(False)
        room = width - indent
        widths = [block.least_width(cell) for block in self.blocks]
        fits = sum(widths) + gap * (len(widths) - 1) <= room and all(block.shows_numbers for block in self.blocks)
        if fits:
            return self._arrange_beside(QPoint(indent, top), room, gap, cell)
        return self._arrange_below(QPoint(indent, top), room, gap, cell)

    def _arrange_beside(self, corner: QPoint, room: int, gap: int, cell: QSize) -> int:
        """One block after the other in a line, with cells as wide as fit."""
        names = sum(block.least_width(cell) - block.n_columns * cell.width() for block in self.blocks)
        columns = sum(block.n_columns for block in self.blocks)
        wide = (room - names - gap * (len(self.blocks) - 1)) // columns
        cell = QSize(max(cell.width(), min(round(WIDEST * cell.width()), wide)), cell.height())
        x, bottom = corner.x(), corner.y()
        for block in self.blocks:
            size = block.arrange(cell, block.least_width(cell))
            block.setGeometry(x, corner.y(), size.width(), size.height())
            x += size.width() + gap
            bottom = max(bottom, corner.y() + size.height())
        return bottom + gap

    def _arrange_below(self, corner: QPoint, room: int, gap: int, cell: QSize) -> int:
        """One block below the other, vectors as rows, with cells as wide as the widest table allows."""
        for block in self.blocks:
            block.set_flat(True)
        shown = [block for block in self.blocks if block.shows_numbers]
        rooms = [cell.width() + (room - block.least_width(cell)) // block.n_columns for block in shown]
        wide = min((r for r in rooms if r >= cell.width()), default=cell.width())
        cell = QSize(min(round(WIDEST * cell.width()), wide), cell.height())
        y = corner.y()
        for block in self.blocks:
            size = block.arrange(cell, room)
            block.setGeometry(corner.x(), y, room, size.height())
            y += size.height() + gap // 2
        return y + gap // 2

    def _open_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        names = tuple(block.name for block in self.blocks)
        fill_initialise_menu(menu.addMenu("Initialise"), self._session, names)
        menu.addSeparator()
        for block in self.blocks:
            fill_parameter_menu(menu.addMenu(block.name), self._session, block.name, block.table)
        menu.exec(self.title.mapToGlobal(place))
