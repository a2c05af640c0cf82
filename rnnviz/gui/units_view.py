"""The window that shows the units of the layer looked into as a graph, with their weights as arrows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout
from typing_extensions import override

from ..scene.shapes import Key
from ..scene.units import HEIGHT, MOST_UNITS, WIDTH, can_draw_units, draw_units, recurrent_matrices
from .backward_view import describe_key
from .diagram import DiagramView
from .figure_drag import FigureDrag
from .session import Session
from .style import text_height

if TYPE_CHECKING:
    from .main_window import MainWindow

TOO_MANY = f"A graph is drawn of up to {MOST_UNITS} units."


class UnitsView(QDialog):
    """Follows the session's step, layer and direction; where a cell has several recurrent matrices one is chosen."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session: Session = window.session
        self.setObjectName("Units")
        self.setWindowTitle("Units as a graph")
        self.diagram = DiagramView(self)
        self.diagram.setAccessibleName("Units and their weights")
        self.diagram.set_describer(self._describe)
        self.matrices = QComboBox(self)
        self.matrices.setAccessibleName("Matrix of the arrows")
        self.words = QLabel(TOO_MANY, self)
        self.words.setObjectName("Muted")
        self.export_button = QPushButton("Export…", self)
        self.export_button.setAutoDefault(False)
        FigureDrag(self.diagram)
        self._arrange()
        self._connect()
        self.resize(self._wanted_size().boundedTo(window.size() * 0.94))

    def _arrange(self) -> None:
        em = text_height()
        bar = QHBoxLayout()
        self.label = QLabel("Weights", self)
        self.label.setBuddy(self.matrices)
        bar.addWidget(self.label)
        bar.addWidget(self.matrices)
        bar.addWidget(self.words)
        bar.addStretch(1)
        bar.addWidget(self.export_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(em, em, em, em)
        layout.addLayout(bar)
        layout.addWidget(self.diagram, 1)

    def _connect(self) -> None:
        session = self._session
        self.diagram.key_clicked.connect(session.select)
        self.export_button.clicked.connect(self._export)
        self.matrices.currentIndexChanged.connect(self._on_change)
        for signal in (
            session.run_changed,
            session.step_changed,
            session.sweep_changed,
            session.selection_changed,
            session.theme_changed,
        ):
            signal.connect(self._on_change)

    def _wanted_size(self) -> QSize:
        return QSize(round(WIDTH * 1.1), round(HEIGHT * 1.1) + 50) * self.diagram.text_scale()

    def _describe(self, key: Key) -> str:
        return describe_key(self._session, key)

    def _on_change(self, _what: object) -> None:
        if self.isVisible():
            self._draw()

    def _draw(self) -> None:
        session = self._session
        is_possible = can_draw_units(session.run, session.sweep)
        self.diagram.setVisible(is_possible)
        self.words.setVisible(not is_possible)
        self.export_button.setEnabled(is_possible)
        self._offer_matrices(is_possible)
        if not is_possible:
            return
        matrix = self.matrices.currentText() or None
        scene = draw_units(
            session.run,
            session.step,
            theme=session.theme,
            sweep=session.sweep,
            matrix=matrix,
            selection=session.selection,
        )
        self.diagram.set_scene(scene, session.theme.accent)

    def _export(self) -> None:
        self._window.exporter.export_shown(self.diagram)

    def _offer_matrices(self, is_possible: bool) -> None:
        """The recurrent matrices of the layer; the choice is in sight where there are several."""
        names = recurrent_matrices(self._session.run, self._session.sweep)
        if [self.matrices.itemText(k) for k in range(self.matrices.count())] != list(names):
            self.matrices.blockSignals(True)
            self.matrices.clear()
            self.matrices.addItems(names)
            self.matrices.blockSignals(False)
        for widget in (self.label, self.matrices):
            widget.setVisible(is_possible and len(names) > 1)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._draw()


def show_units(window: MainWindow) -> UnitsView:
    """Open the window of a main window, or bring it to the front."""
    view = window.findChild(UnitsView) or UnitsView(window)
    view.show()
    view.raise_()
    view.activateWindow()
    return view
