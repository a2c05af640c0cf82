"""The inputs and targets as one table over time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, reduce

from PySide6.QtCore import QModelIndex, QSize
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from ..engine.ops import Array
from ..experiment import edits
from ..experiment.experiment import Experiment
from ..experiment.limit import MAX_STEPS
from ..scene.raster import largest_size
from ..scene.shapes import Key
from .editor_panel import EditorPanel
from .entry import NumberEntry
from .matrix_model import MatrixModel
from .matrix_painter import cell_size, color_limit
from .matrix_table import MatrixTable
from .sequence_grid import (
    add_step,
    has_target_text,
    input_text,
    is_symbolic,
    sequence_grid,
    set_input_text,
    set_next_symbol_targets,
    set_sequence,
    set_target_text,
    take_steps,
    target_text,
)
from .session import Session
from .step_bar import StepBar
from .text_line import TextLine

WIDEST = 2.0


class InputPanel(EditorPanel):
    """Shows and edits the sequence; the current step is marked, and a click on a step's number goes there."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, "Inputs and targets", parent)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.bar = StepBar(session.theme)
        self.text = TextLine("Inputs as text", self._set_text, MAX_STEPS)
        self.targets = TextLine("Targets as text", self._set_target_text, MAX_STEPS)
        self.next_symbol = QPushButton("Next symbol")
        self.next_symbol.setToolTip("Make the next symbol the target of each step; the last step keeps its own")
        self.next_symbol.clicked.connect(self._set_next_symbol)
        self.table = MatrixTable(session, MatrixModel(session, self._edit_for, self), self)
        self.table.verticalHeader().sectionPressed.connect(self._go)
        self.table.set_corner("t")
        self.table.inspected.connect(self._select)
        self.table.selectionModel().selectionChanged.connect(self._show_marks)
        self._lines = QWidget()
        self._arrange_frame()
        session.step_changed.connect(self._on_step)
        session.selection_changed.connect(self._on_selection)
        session.theme_changed.connect(self.bar.set_theme)

    def _arrange_frame(self) -> None:
        em = self.fontMetrics().height()
        for signal, act in (
            (self.bar.add, self.add),
            (self.bar.duplicate, self.duplicate),
            (self.bar.move_earlier, self.move_earlier),
            (self.bar.move_later, self.move_later),
            (self.bar.remove, self.remove),
            (self.bar.given, self._set_given),
            (self.bar.read, self._set_read),
        ):
            signal.connect(act)
        lines = QGridLayout(self._lines)
        lines.setContentsMargins(0, 0, 0, em // 3)
        for row, (caption, line) in enumerate((("Inputs", self.text), ("Targets", self.targets))):
            label = QLabel(caption)
            label.setBuddy(line)
            lines.addWidget(label, row, 0)
            lines.addWidget(line, row, 1, 1, 2 - row)
        lines.addWidget(self.next_symbol, 1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(em // 2, 2, em // 4, 0)
        layout.setSpacing(em // 4)
        layout.addWidget(self.bar)
        layout.addWidget(self._lines)
        layout.addWidget(self.table, 1)

    @override
    def sizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        return QSize(18 * em, 18 * em)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    @override
    def arrange(self) -> None:
        self.bar.set_theme(self._session.theme)
        self._fit_columns()

    def add(self) -> None:
        """Add a step after the last selected one, else after the current step of the session."""
        after = self._selected().stop
        self._apply(f"Add step {after + 1}", partial(add_step, after=after), after)

    def duplicate(self) -> None:
        """Repeat the selected steps after themselves."""
        rows, every = self._selected(), range(self._session.experiment.n_steps)
        self._take("Duplicate", [*every[: rows.stop], *rows, *every[rows.stop :]], rows.stop)

    def remove(self) -> None:
        """Take the selected steps away; one must be left."""
        rows, every = self._selected(), range(self._session.experiment.n_steps)
        self._take("Remove", [*every[: rows.start], *every[rows.stop :]], rows.start)

    def move_earlier(self) -> None:
        """Exchange the selected steps with the one before them."""
        rows, every = self._selected(), range(self._session.experiment.n_steps)
        if rows.start > 0:
            self._take("Move", [*every[: rows.start - 1], *rows, rows.start - 1, *every[rows.stop :]], rows.start - 1)

    def move_later(self) -> None:
        """Exchange the selected steps with the one after them."""
        rows, every = self._selected(), range(self._session.experiment.n_steps)
        if rows.stop < len(every):
            self._take("Move", [*every[: rows.start], rows.stop, *rows, *every[rows.stop + 1 :]], rows.start + 1)

    def _take(self, what: str, order: list[int], first: int) -> None:
        """Put the steps in an order, then select the same number of rows from ``first`` on."""
        rows = self._selected()
        self._apply(f"{what} {_steps(rows)}", partial(take_steps, order=order), first)
        self.table.select_rows(first, len(rows))

    def _apply(self, label: str, edit: partial[Experiment], row: int) -> None:
        if self._session.apply(label, edit):
            self.table.select_rows(row, 1)

    def _selected(self) -> range:
        """The rows that are selected, else that of the current step."""
        block = self.table.block.selected()
        step = self._session.step
        return range(block[0].start, block[0].stop) if block is not None else range(step - 1, step)

    def _set_given(self, is_given: bool) -> None:
        """Give the selected steps an input of their own, or none."""
        what = "Give an input to" if is_given else "Give no input to"
        self._set_steps(what, partial(edits.set_given, is_given=is_given))

    def _set_read(self, is_read: bool) -> None:
        """Read the selected steps out, or not."""
        self._set_steps("Read out" if is_read else "Do not read out", partial(edits.set_read, is_read=is_read))

    def _set_steps(self, what: str, edit: Callable[..., Experiment]) -> None:
        rows = self._selected()

        def set_all(experiment: Experiment) -> Experiment:
            return reduce(lambda so_far, row: edit(so_far, t=row + 1), rows, experiment)

        self._session.apply(f"{what} {_steps(rows)}", set_all)
        self._show_marks()

    def _show_marks(self, *_: object) -> None:
        """Show what holds for all of the selected steps."""
        schedule, rows = self._session.experiment.schedule, self._selected()
        inside = [row + 1 for row in rows if row < self._session.experiment.n_steps]
        self.bar.set_marks(is_given=all(map(schedule.is_given, inside)), is_read=all(map(schedule.is_read, inside)))

    def _edit_for(self, values: Array) -> partial[Experiment]:
        return partial(set_sequence, values=values)

    def _set_text(self, text: str) -> bool:
        return self._session.apply("Set inputs", partial(set_input_text, text=text))

    def _set_target_text(self, text: str) -> bool:
        return self._session.apply("Set targets", partial(set_target_text, text=text))

    def _set_next_symbol(self) -> None:
        self._session.apply("Set targets to the next symbol", set_next_symbol_targets)

    def _go(self, row: int) -> None:
        self._session.go(row + 1)

    def _select(self, _index: QModelIndex) -> None:
        """Make the input of the current cell's step the selection, while someone works in the table."""
        current = self.table.currentIndex()
        split = self.table.matrix.grid.split
        if current.isValid() and self.table.hasFocus() and split is not None and current.column() < split:
            self._session.select(Key(current.row() + 1, "x"))

    def _on_selection(self, key: Key | None) -> None:
        """Bring the step into view whose input was selected elsewhere."""
        if key is not None and key.step is not None and key.name == "x" and self.isVisible():
            self.table.show_row(key.step - 1)

    def _on_step(self, step: int) -> None:
        if self.isVisible():
            self.table.set_marked_row(step - 1)
            self._show_marks()

    @override
    def catch_up(self) -> None:
        """Show the present sequence, if it is not the one shown already."""
        old, new = self._shown, self._session.experiment
        self._shown = new
        if old is None or not _same_sequence(old, new):
            names = self.table.name_width()
            self._show_sequence(new)
            has_other_columns = old is None or old.network.input_size != new.network.input_size or old.loss != new.loss
            if has_other_columns or self.table.name_width() != names:
                self._fit_columns()
        self.table.set_marked_row(self._session.step - 1)
        self._show_marks()

    def _show_sequence(self, experiment: Experiment) -> None:
        grid = sequence_grid(experiment)
        self.table.show_grid(grid)
        numbers = [isinstance(entry, NumberEntry) for entry in grid.entries]
        self.table.set_limit(color_limit(largest_size(grid.values[:, numbers])))
        self.bar.set_count(experiment.n_steps)
        symbolic, has_targets = is_symbolic(experiment), has_target_text(experiment)
        self._lines.setVisible(symbolic)
        for widget in (self.targets, self.next_symbol):
            widget.setEnabled(has_targets)
        if symbolic:
            self.text.show_text(input_text(experiment))
            self.targets.show_text(target_text(experiment) if has_targets else "")

    def _fit_columns(self) -> None:
        """Give the columns the width there is, if they need not be scrolled."""
        columns = self.table.matrix.grid.shape[1]
        if columns:
            width, height = cell_size(self.font())
            room = (
                self.table.width()
                - self.table.verticalHeader().width()
                - self.table.verticalScrollBar().sizeHint().width()
            )
            self.table.set_cell_size(
                max(width, min(round(WIDEST * width), room // columns)), height, shows_numbers=True
            )


def _steps(rows: range) -> str:
    """Rows as steps in words."""
    return f"step {rows.start + 1}" if len(rows) == 1 else f"steps {rows.start + 1}–{rows.stop}"


def _same_sequence(old: Experiment, new: Experiment) -> bool:
    """Whether two experiments have the same inputs and targets, in the same terms."""
    arrays = old.inputs is new.inputs and old.targets is new.targets and old.schedule is new.schedule
    return (
        arrays
        and old.alphabet == new.alphabet
        and old.loss == new.loss
        and old.network.output_size == new.network.output_size
    )
