"""The initial states: what the network remembers before the first step."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QSize
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from ..experiment.experiment import Experiment
from ..scene.shapes import Key
from ..scene.theme import Theme
from .array_block import ArrayBlock
from .array_group import ArrayGroup
from .array_source import StartSource
from .column_area import ColumnArea
from .editor_panel import EditorPanel
from .matrix_painter import color_limit
from .session import Session


class StartPanel(EditorPanel):
    """One row of numbers for each state at step 0."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, "Initial states", parent)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._group: ArrayGroup | None = None
        self._area = ColumnArea()
        self._area.room_changed.connect(self.arrange)
        self.zero = QPushButton("Zero")
        self._arrange_frame()
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

    def _set_zero(self) -> None:
        self._session.apply("Set the initial states to zero", _zero_start)

    @override
    def catch_up(self) -> None:
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
        self.arrange()

    @override
    def arrange(self) -> None:
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
