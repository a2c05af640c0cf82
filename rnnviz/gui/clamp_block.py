"""The table in which units of a state are clamped: a number holds a unit, an empty cell leaves it free."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from ..engine.glyph import PLAIN, Writing
from ..engine.ops import Array
from ..experiment.experiment import Experiment
from ..scene.shapes import Key
from ..scene.symbol import symbol_runs
from ..scene.theme import Theme
from .clamp_grid import clamp_grid, set_clamps
from .matrix_model import MatrixModel
from .matrix_painter import cell_size
from .matrix_table import MatrixTable
from .session import Edit, Session
from .symbol_button import SymbolButton

WIDEST = 1.55


class ClampBlock(QWidget):
    """The clamps of one state at every step and at the current one."""

    def __init__(self, session: Session, state: str, writing: Writing = PLAIN, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.state = state
        self._shown: object = None
        self._step = 0
        self.title = SymbolButton(symbol_runs(state, "t", writing), f"Clamps of {state}", "", session.theme, self)
        self.title.clicked.connect(self._select)
        self.table = MatrixTable(session, MatrixModel(session, self._edit_for, self), self)
        self.show_experiment(session.experiment, session.step)

    def show_experiment(self, experiment: Experiment, step: int) -> None:
        """Show the clamps at every step and at ``step``, if they are not the ones shown already."""
        shown = experiment.schedule.clamps.get(self.state)
        if shown is not self._shown or step != self._step:
            self._shown, self._step = shown, step
            self.table.show_grid(clamp_grid(experiment, self.state, step))

    def arrange(self, width: int) -> int:
        """Lay title and table out within ``width``; gives the height taken."""
        least, height = cell_size(self.font())
        n_columns = self.table.matrix.grid.shape[1]
        self.table.set_cell_size(least, height, shows_numbers=True)
        room = (width - self.table.name_width()) // n_columns
        self.table.set_cell_size(max(least, min(round(WIDEST * least), room)), height, shows_numbers=True)
        wanted, top = self.table.content_size(), self.title.sizeHint().height()
        scrolls = wanted.width() > width
        below = self.table.horizontalScrollBar().sizeHint().height() if scrolls else 0
        self.title.setGeometry(0, 0, min(width, self.title.sizeHint().width()), top)
        self.table.setGeometry(0, top, min(width, wanted.width()), wanted.height() + below)
        return top + wanted.height() + below

    def _edit_for(self, values: Array) -> Edit:
        return partial(set_clamps, values=values, state=self.state, step=self._session.step)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self.title.set_theme(theme)

    def _select(self) -> None:
        self._session.select(Key(self._session.step, self.state))
