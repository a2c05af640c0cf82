"""The equations of the network in reading order, one of them worked out with the numbers of the current step."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from ..engine.equation import Equation, equations
from ..engine.network import qualify
from ..engine.text import Formula
from ..engine.worked import work_out
from ..scene.shapes import Key
from ..scene.substep import substep_of
from .equation_row import EquationRow, RowState
from .session import Session


class _Area(QScrollArea):
    """A scroll area that tells when the room inside its scroll bars changes."""

    resized = Signal()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


class EquationPanel(QWidget):
    """Shows one equation a row.

    A click selects the value of an equation, a double click goes to the sub-step that computes it. Worked out is the
    equation that was last selected or stepped to.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: object = None
        self._equations: dict[str, Equation] = {}
        self._rows: dict[str, EquationRow] = {}
        self._unfolded = ""
        self._stale = True
        self.setAccessibleName("Equations")
        self._build()
        session.run_changed.connect(self._on_run_changed)
        session.step_changed.connect(self._on_step_changed)
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
        self._heading_lines.addWidget(self._title)
        self._heading_lines.addWidget(self._description)
        self._set_margins()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(heading)
        layout.addWidget(self._area, 1)

    def _set_margins(self) -> None:
        """Let the heading stand above the equations."""
        em = self.fontInfo().pixelSize()
        self._heading_lines.setContentsMargins(round(1.1 * em), round(0.5 * em), round(0.8 * em), round(0.55 * em))

    @property
    def rows(self) -> tuple[EquationRow, ...]:
        """The rows in reading order."""
        return tuple(self._rows.values())

    @property
    def unfolded(self) -> str:
        """The full name of the value whose equation is worked out; empty before the first sub-step."""
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
            for row in self._rows.values():
                row.forget_sizes()
            self._set_margins()
            self._arrange()

    def refresh(self) -> None:
        """Show what the session holds now."""
        self._stale = False
        run = self._session.run
        if self._shown != (run.network, run.loss, run.targets is None):
            self._shown = (run.network, run.loss, run.targets is None)
            self._replace_rows()
        self._update_rows()

    def _replace_rows(self) -> None:
        run, cell = self._session.run, self._session.run.network.cell
        self._title.setText(cell.title)
        self._description.setText(cell.description)
        for row in self._rows.values():
            row.hide()
            row.deleteLater()
        found = equations(run.network, run.loss if run.targets is not None else None)
        self._equations = {equation.name: equation for equation in found}
        self._rows = {name: self._new_row(equation) for name, equation in self._equations.items()}
        self._unfolded = self._current() or ""
        self._focus_order(next(iter(self._rows)))

    def _new_row(self, equation: Equation) -> EquationRow:
        row = EquationRow(equation, self._list)
        row.set_theme(self._session.theme)
        row.clicked.connect(self._select)
        row.double_clicked.connect(self._go)
        row.moved.connect(self._move_focus)
        row.show()
        return row

    def _update_rows(self) -> None:
        """Give every row its state, then the place that this needs."""
        current = self._current() if self._is_partial() else None
        selected = self._owner(self._session.selection)
        for name, row in self._rows.items():
            pending = self._session.is_pending(name)
            lines = self._lines(name) if name == self._unfolded and not pending else ()
            row.set_state(RowState(pending, name == current, name == selected, lines))
        self._arrange()

    def _lines(self, name: str) -> tuple[Formula, ...]:
        """The calculation of an equation, whose first line need not repeat the symbols of the row."""
        symbols, *lines = work_out(self._equations[name], self._session.run, self._session.step)
        return ((symbols[0], *lines[0]), *lines[1:]) if lines else ()

    def _arrange(self) -> None:
        """Place the rows below each other."""
        if not self._rows:
            return
        page = self._area.viewport().size()
        width = page.width()
        heights = [row.content_height(width) for row in self._rows.values()]
        widest = max(row.content_width() for row in self._rows.values())
        self._list.resize(max(width, widest), max(page.height(), sum(heights)))
        y = 0
        for row, height in zip(self._rows.values(), heights, strict=True):
            row.setGeometry(0, y, self._list.width(), height)
            y += height

    def _current(self) -> str | None:
        """The name that was computed last; of a step computed as a whole, the hidden state."""
        run, substep = self._session.run, self._session.substep
        if not self._is_partial():
            layer = len(run.network.layers) - 1
            return qualify(layer, False, run.network.layers[layer].cell.output.name)
        return run.order[substep - 1] if substep else None

    def _is_partial(self) -> bool:
        return self._session.substep < len(self._session.run.order)

    def _owner(self, selection: Key | None) -> str | None:
        """The equation that gives a value or an inner part of it, or that uses a parameter."""
        if selection is None:
            return None
        if selection.step is None:
            return next((name for name, equation in self._equations.items() if equation.uses(selection.name)), None)
        names = (selection.name, selection.name.rpartition(".")[0])
        return next((name for name in names if name in self._rows), None)

    def _on_run_changed(self, _run: object) -> None:
        self._refresh_if_visible()

    def _on_step_changed(self, _step: int) -> None:
        if self._is_partial() or self._unfolded not in self._rows:
            self._unfolded = self._current() or ""
        self._refresh_if_visible()
        self._reveal()

    def _on_selection_changed(self, selection: Key | None) -> None:
        self._unfolded = self._owner(selection) or self._unfolded
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
        """Scroll to the equation that is worked out, its head first."""
        row = self._rows.get(self._unfolded)
        if row is None or self._stale:
            return
        bar, page = self._area.verticalScrollBar(), self._area.viewport().height()
        if row.y() + row.height() > bar.value() + page:
            bar.setValue(row.y() + row.height() - page)
        if row.y() < bar.value():
            bar.setValue(row.y())

    def _select(self, name: str) -> None:
        self._session.select(Key(self._session.step, name))
        self._focus_order(name)

    def _go(self, name: str) -> None:
        self._session.go(self._session.step, substep_of(self._session.run.order, name))

    def _move_focus(self, name: str, distance: int) -> None:
        names = list(self._rows)
        goal = names[max(0, min(names.index(name) + distance, len(names) - 1))]
        self._focus_order(goal)
        self._rows[goal].setFocus(Qt.FocusReason.OtherFocusReason)
        self._area.ensureWidgetVisible(self._rows[goal], 0, 4)

    def _focus_order(self, name: str) -> None:
        """Let the Tab key reach one row only; the arrow keys move among them."""
        for other, row in self._rows.items():
            policy = Qt.FocusPolicy.TabFocus if other == name else Qt.FocusPolicy.NoFocus
            row.setFocusPolicy(policy)
