"""The equations of the network, forward or as chain rules backward, worked out with the numbers of a step."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ..engine.network import qualify
from ..scene.equation_source import ChainRules, Equations, EquationSource, RowText
from ..scene.shapes import Key
from ..scene.substep import substep_of
from .equation_row import EquationRow, RowState
from .figure_drag import FigureDrag
from .notation_button import NotationButton
from .session import Session


class _Area(QScrollArea):
    """A scroll area that tells when the room inside its scroll bars changes."""

    resized = Signal()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


class EquationPanel(QWidget):
    """Shows one equation a row; backward, one chain rule a row, from the loss to the input.

    A click selects the value of an equation, a double click goes to the sub-step that computes it. Worked out is the
    equation that was last selected or stepped to; backward, this is a gate with the sum inside it. The rules of
    parameters and of inner parts are shown while they, or their equation, are worked out.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: object = None
        self._source: EquationSource | None = None
        self._rows: dict[str, EquationRow] = {}
        self._unfolded: tuple[str, ...] = ()
        self._at = (0, 0)
        self._came_by_sub_steps = False
        self._stale = True
        self.setAccessibleName("Equations")
        self._build()
        session.run_changed.connect(self._on_run_changed)
        session.step_changed.connect(self._on_step_changed)
        session.direction_changed.connect(self._on_direction_changed)
        session.sweep_changed.connect(self._on_sweep_changed)
        session.selection_changed.connect(self._on_selection_changed)
        session.theme_changed.connect(self._on_theme_changed)

    def _build(self) -> None:
        """A heading above the scrolled rows."""
        self._title, self._description = QLabel(), QLabel()
        self._title.setObjectName("Heading")
        self._description.setObjectName("Muted")
        self._description.setWordWrap(True)
        self._list = QWidget()
        self._list.setAutoFillBackground(True)
        self._list.setBackgroundRole(QPalette.ColorRole.Base)
        self._area = _Area()
        self._area.resized.connect(self._arrange)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._list)
        heading = QWidget()
        self._heading_lines = QVBoxLayout(heading)
        self._heading_lines.setSpacing(1)
        self._heading_lines.addLayout(self._title_line())
        self._heading_lines.addWidget(self._description)
        self._set_margins()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(heading)
        layout.addWidget(self._area, 1)

    def _title_line(self) -> QHBoxLayout:
        """The title, and the choice of how all is written."""
        self._title.setWordWrap(True)
        line = QHBoxLayout()
        line.addWidget(self._title, 1)
        line.addWidget(NotationButton(self._session), 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _set_margins(self) -> None:
        """Let the heading stand above the equations."""
        em = self.fontInfo().pixelSize()
        self._heading_lines.setContentsMargins(round(1.1 * em), round(0.5 * em), round(0.8 * em), round(0.55 * em))

    @property
    def rows(self) -> tuple[EquationRow, ...]:
        """The rows that are shown, in reading order."""
        return tuple(row for row in self._rows.values() if not row.isHidden())

    @property
    def unfolded(self) -> tuple[str, ...]:
        """The full names of the values whose equations are worked out; none before the first sub-step."""
        return self._unfolded

    @override
    def sizeHint(self) -> QSize:
        return QSize(300, 420)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(200, 120)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            # The typesetter takes a tenth of a second to import: the window is painted before.
            QTimer.singleShot(0, self, self.refresh)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._set_margins()
            self._arrange()

    def refresh(self) -> None:
        """Show what the session holds now."""
        self._stale = False
        run = self._session.run
        loss = None if run.targets is None else run.loss
        shown = (run.network, loss, run.schedule.feedback, run.writing, self._session.direction, self._session.sweep)
        if self._shown != shown:
            self._shown = shown
            self._replace_rows()
        # A step taken while the panel was hidden may have been one of another network.
        self._unfolded = tuple(name for name in self._unfolded if name in self._rows) or self._current()
        self._update_rows()

    def _replace_rows(self) -> None:
        run, is_backward = self._session.run, self._session.direction == "backward"
        self._source = source = (ChainRules if is_backward else Equations)(run, self._session.sweep)
        self._title.setText(source.title)
        self._description.setText(source.description)
        for row in self._rows.values():
            row.hide()
            row.deleteLater()
        self._rows = {name: self._new_row(text) for name, text in source.rows.items()}
        self._focus_order(next(iter(self._rows)))

    def _new_row(self, text: RowText) -> EquationRow:
        row = EquationRow(text, self._list)
        row.set_theme(self._session.theme)
        row.clicked.connect(self._select)
        row.double_clicked.connect(self._go)
        row.moved.connect(self._move_focus)
        FigureDrag(row)
        return row

    def _update_rows(self) -> None:
        """Give every row its state, then the place that this needs."""
        assert self._source is not None
        current = {self._source.rows[name].owner for name in self._current()} if self._is_partial() else set()
        selected = self._owner(self._session.selection)
        opened = {self._source.rows[name].owner for name in self._unfolded}
        for name, row in self._rows.items():
            text = self._source.rows[name]
            is_shown = not text.extra or name in self._unfolded or (text.is_parameter and text.owner in opened)
            row.setVisible(is_shown)
            if is_shown:
                row.set_state(self._state(text, text.owner in current, name == selected))
        self._arrange()

    def _state(self, text: RowText, is_current: bool, is_selected: bool) -> RowState:
        """What a row shows now; the words of a parameter only when it is worked out."""
        assert self._source is not None
        run, step, is_unfolded = self._session.run, self._session.step, text.name in self._unfolded
        is_pending = self._session.is_pending(text.owner)
        lines = self._source.lines(run, text.name, step) if is_unfolded and not is_pending else ()
        says = "" if text.is_parameter and not is_unfolded else self._source.says(run, text.name, step)
        return RowState(is_pending, is_current, is_selected, says, lines)

    def _arrange(self) -> None:
        """Place the rows below each other."""
        rows = self.rows
        if not rows:
            return
        page = self._area.viewport().size()
        # Always beside the scroll bar: formulas that are lower where it takes their width would drive it out again.
        width = self._area.maximumViewportSize().width() - self._area.verticalScrollBar().sizeHint().width()
        heights = [row.content_height(width) for row in rows]
        widest = max(row.content_width() for row in rows)
        self._list.resize(max(page.width(), widest), max(page.height(), sum(heights)))
        y = 0
        for row, height in zip(rows, heights, strict=True):
            row.setGeometry(0, y, self._list.width(), height)
            y += height

    def _current(self) -> tuple[str, ...]:
        """The names that were computed last; of a step computed as a whole, the hidden state."""
        run, substep = self._session.run, self._session.substep
        if self._is_partial():
            return self._source.current(run, substep) if self._source is not None else ()
        layer, reverse = self._session.sweep
        return (qualify(layer, reverse, run.network.layers[layer].cell.output.name),)

    def _is_partial(self) -> bool:
        """Whether a step is shown in part, or in whole after its last sub-step."""
        return self._session.substep < len(self._session.run.order) or self._came_by_sub_steps

    def _owner(self, selection: Key | None) -> str | None:
        """The row that a selected value or parameter belongs to."""
        return None if selection is None or self._source is None else self._source.find(selection)

    def _on_run_changed(self, _run: object) -> None:
        self._refresh_if_visible()

    def _on_step_changed(self, _step: int) -> None:
        before, self._at = self._at, (self._session.step, self._session.substep)
        n_names = len(self._session.run.order)
        self._came_by_sub_steps = self._at == (before[0], n_names) and before[1] == n_names - 1
        if self._is_partial() or not self._unfolded:
            self._unfolded = self._current()
        self._refresh_if_visible()
        self._reveal()

    def _on_direction_changed(self, _direction: str) -> None:
        self._at, self._came_by_sub_steps = (0, 0), False
        self._unfolded = ()
        self._refresh_if_visible()
        self._reveal()

    def _on_sweep_changed(self, _sweep: object) -> None:
        self._refresh_if_visible()

    def _on_selection_changed(self, selection: Key | None) -> None:
        owner = self._owner(selection)
        self._unfolded = self._unfolded if owner is None else (owner,)
        self._refresh_if_visible()
        self._reveal()

    def _on_theme_changed(self, _theme: object) -> None:
        for row in self._rows.values():
            row.set_theme(self._session.theme)

    def _refresh_if_visible(self) -> None:
        if self.isVisible() and self._rows:
            self.refresh()
        else:
            self._stale = True

    def _reveal(self) -> None:
        """Scroll to the equations that are worked out, the head of the first above all."""
        rows = [self._rows[name] for name in self._unfolded if name in self._rows]
        if not rows or self._stale:
            return
        bar, page = self._area.verticalScrollBar(), self._area.viewport().height()
        bottom = rows[-1].y() + rows[-1].height()
        if bottom > bar.value() + page:
            bar.setValue(bottom - page)
        if rows[0].y() < bar.value():
            bar.setValue(rows[0].y())

    def _select(self, name: str) -> None:
        is_parameter = name in self._session.run.parameters
        self._session.select(Key(None if is_parameter else self._session.step, name))
        self._focus_order(name)

    def _go(self, name: str) -> None:
        assert self._source is not None
        order = self._session.run.order
        ordered = order[::-1] if self._session.direction == "backward" else order
        self._session.go(self._session.step, substep_of(ordered, self._source.rows[name].owner))

    def _move_focus(self, name: str, distance: int) -> None:
        names = [row.name for row in self.rows]
        goal = names[max(0, min(names.index(name) + distance, len(names) - 1))]
        self._focus_order(goal)
        self._rows[goal].setFocus(Qt.FocusReason.OtherFocusReason)
        self._area.ensureWidgetVisible(self._rows[goal], 0, 4)

    def _focus_order(self, name: str) -> None:
        """Let the Tab key reach one row only; the arrow keys move among them."""
        for other, row in self._rows.items():
            policy = Qt.FocusPolicy.TabFocus if other == name else Qt.FocusPolicy.NoFocus
            row.setFocusPolicy(policy)
