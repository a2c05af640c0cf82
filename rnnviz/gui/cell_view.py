"""The inside of the cell at the current step."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from ..scene.cell import draw_cell
from ..scene.shapes import Key
from .backward_view import backward_of, describe_key
from .diagram import DiagramView
from .layer_choice import LayerChoice
from .session import Session


class CellView(QWidget):
    """Shows the cell picture of the session's step and passes clicks on as selection."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._is_stale = True
        self.diagram = DiagramView(self)
        self.diagram.setAccessibleName("Inside of the cell")
        self.diagram.set_describer(self._describe)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.choice = LayerChoice(session, self)
        layout.addWidget(self.choice)
        layout.addWidget(self.diagram, 1)
        self.diagram.key_clicked.connect(session.select)
        for signal in (
            session.run_changed,
            session.step_changed,
            session.direction_changed,
            session.shows_changed,
            session.scale_changed,
            session.sweep_changed,
            session.selection_changed,
            session.theme_changed,
        ):
            signal.connect(self._on_change)

    def _on_change(self, _what: object) -> None:
        self._is_stale = True
        if self.isVisible():
            self._refresh()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        self._refresh()
        super().showEvent(event)

    def _refresh(self) -> None:
        if not self._is_stale:
            return
        session = self._session
        backward = backward_of(session)
        scene = draw_cell(
            session.run,
            session.step,
            session.value_substep if backward is None else session.substep,
            theme=session.theme,
            selection=session.selection,
            backward=backward,
            sweep=session.sweep,
        )
        self.diagram.set_scene(scene, session.theme.accent)
        self._is_stale = False

    def _describe(self, key: Key) -> str:
        return describe_key(self._session, key)
