"""The initial states: what the network remembers before the first step."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPalette, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from ..experiment.experiment import Experiment
from ..scene.shapes import Key
from ..scene.theme import Theme
from .array_block import ArrayBlock
from .array_group import ArrayGroup
from .array_source import StartSource
from .column_area import ColumnArea
from .matrix_painter import color_limit
from .session import Session


class StartPanel(QWidget):
    """One row of numbers for each state at step 0."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Initial states")
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._session = session
        self._shown: Experiment | None = None
        self._group: ArrayGroup | None = None
        self._area = ColumnArea()
        self._area.room_changed.connect(self._arrange)
        self.zero = QPushButton("Zero")
        self._arrange_frame()
        session.experiment_changed.connect(self._on_experiment)
        session.selection_changed.connect(self._on_selection)
        session.theme_changed.connect(self._on_theme)

    def _arrange_frame(self) -> None:
        self.zero.setToolTip("Set all initial states to zero")
        self.zero.setAccessibleName("Set all initial states to zero")
        self.zero.clicked.connect(self._set_zero)
        caption = QLabel("Before step 1")
        caption.setObjectName("Muted")
        head = QHBoxLayout()
        head.addWidget(caption, 1)
        head.addWidget(self.zero)
        em = self.fontMetrics().height()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(em // 2, em // 4, em // 2, em // 4)
        layout.addLayout(head)
        layout.addWidget(self._area, 1)

    @property
    def blocks(self) -> tuple[ArrayBlock, ...]:
        """One block for each state."""
        return self._group.blocks if self._group is not None else ()

    @override
    def sizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        return QSize(18 * em, 10 * em)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._catch_up()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._arrange()

    def _set_zero(self) -> None:
        self._session.apply("Set the initial states to zero", _zero_start)

    def _on_experiment(self, _old: Experiment, _new: Experiment) -> None:
        if self.isVisible():
            self._catch_up()

    def _catch_up(self) -> None:
        """Show the present states; widgets are made only where there are other states."""
        old, new = self._shown, self._session.experiment
        self._shown = new
        if self._group is None or old is None or old.network.states != new.network.states:
            self._build(new)
            self._on_selection(self._session.selection)
        elif old.start is not new.start:
            self._group.show_experiment(new)
            self._group.set_limit(color_limit(self._group.largest))

    def _build(self, experiment: Experiment) -> None:
        if self._group is not None:
            self._group.hide()
            self._group.deleteLater()
        sources = tuple(map(StartSource, experiment.network.states))
        self._group = ArrayGroup(self._session, sources, is_flat=True, parent=self._area.page)
        self._group.set_limit(color_limit(self._group.largest))
        self._group.show()
        self._arrange()

    def _arrange(self) -> None:
        if self._group is not None:
            width = self._area.room
            height = self._group.arrange(width)
            self._group.setGeometry(0, 0, width, height)
            self._area.set_height(height)

    def _on_selection(self, key: Key | None) -> None:
        for block in self.blocks:
            block.title.set_marked(key == block.source.key)

    def _on_theme(self, theme: Theme) -> None:
        if self._group is not None:
            self._group.set_theme(theme)


def _zero_start(experiment: Experiment) -> Experiment:
    if not any(values.any() for values in experiment.start.values()):
        return experiment
    return experiment.with_start(**{name: np.zeros(len(values)) for name, values in experiment.start.items()})
