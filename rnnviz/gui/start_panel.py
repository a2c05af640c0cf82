"""The states that are chosen, not computed: those before the first step, and the units that are clamped."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QSize
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from ..engine.glyph import writing_of
from ..experiment import edits
from ..experiment.experiment import Experiment
from ..scene.shapes import Key
from ..scene.theme import Theme
from .array_block import ArrayBlock
from .array_group import ArrayGroup
from .array_source import StartSource
from .clamp_block import ClampBlock
from .column_area import ColumnArea
from .editor_panel import EditorPanel
from .matrix_painter import color_limit
from .session import Session

CLAMPED = (
    "A number holds the unit after every step (all t), or after the current one, whatever its equation gives: "
    "no gradient passes through it. An empty cell leaves the unit free."
)


class StartPanel(EditorPanel):
    """One row of numbers for each state at step 0, and below them the clamps of each state."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, "Initial and clamped states", parent)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._group: ArrayGroup | None = None
        self.clamps: tuple[ClampBlock, ...] = ()
        self._area = ColumnArea()
        self._area.room_changed.connect(self.arrange)
        self.zero = QPushButton("Zero")
        self.free = QPushButton("Free all", self._area.page)
        self._before = QLabel()
        self._says = QLabel("Clamped units", self._area.page)
        self._arrange_frame()
        session.step_changed.connect(self._show_clamps)
        session.selection_changed.connect(self._on_selection)
        session.theme_changed.connect(self._on_theme)

    def _arrange_frame(self) -> None:
        self.zero.setToolTip("Set all initial states to zero")
        self.zero.setAccessibleName("Set all initial states to zero")
        self.zero.clicked.connect(self._set_zero)
        self.free.setToolTip("Let all clamped units go free")
        self.free.setAccessibleName("Let all clamped units go free")
        self.free.clicked.connect(self._set_free)
        self._says.setObjectName("Muted")
        self._says.setToolTip(CLAMPED)
        self._before.setObjectName("Muted")
        head = QHBoxLayout()
        head.addWidget(self._before, 1)
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

    def _set_free(self) -> None:
        self._session.apply("Let all units go free", edits.release)

    def _show_clamps(self, _step: int = 0) -> None:
        """Show what is clamped at the current step."""
        experiment, step = self._session.experiment, self._session.step
        self.free.setEnabled(bool(experiment.schedule.clamps))
        if self._shown is experiment and self.isVisible():
            for block in self.clamps:
                block.show_experiment(experiment, step)

    def _set_zero(self) -> None:
        self._session.apply("Set the initial states to zero", _zero_start)

    @override
    def catch_up(self) -> None:
        """Show the present states; widgets are made only where there are other states."""
        old, new = self._shown, self._session.experiment
        self._shown = new
        if self._group is None or old is None or _is_other(old, new):
            self._build(new)
            self._on_selection(self._session.selection)
        elif old.start is not new.start:
            self._group.show_experiment(new)
            self._group.set_limit(color_limit(self._group.largest))
        self._show_clamps()

    def _build(self, experiment: Experiment) -> None:
        for old in (self._group, *self.clamps):
            if old is not None:
                old.hide()
                old.deleteLater()
        writing = writing_of(experiment.network, experiment.notation)
        self._before.setText(f"Before step {writing.number(1)}")
        sources = tuple(StartSource(name, writing) for name in experiment.network.states)
        self._group = ArrayGroup(self._session, sources, is_flat=True, parent=self._area.page)
        self._group.set_limit(color_limit(self._group.largest))
        states = experiment.network.states
        self.clamps = tuple(ClampBlock(self._session, state, writing, self._area.page) for state in states)
        for part in (self._group, *self.clamps):
            part.show()
        self.arrange()

    @override
    def arrange(self) -> None:
        if self._group is not None:
            width, gap = self._area.room, self.fontMetrics().height() // 2
            height = self._group.arrange(width)
            self._group.setGeometry(0, 0, width, height)
            y = height + gap
            button = self.free.sizeHint()
            self._says.setGeometry(0, y, width - button.width() - gap, button.height())
            self.free.setGeometry(width - button.width(), y, button.width(), button.height())
            y += button.height()
            for block in self.clamps:
                height = block.arrange(width)
                block.setGeometry(0, y, width, height)
                y += height + gap
            self._area.set_height(y)

    def _on_selection(self, key: Key | None) -> None:
        for block in self.blocks:
            block.title.set_marked(key == block.source.key)

    def _on_theme(self, theme: Theme) -> None:
        if self._group is not None:
            self._group.set_theme(theme)
        for block in self.clamps:
            block.set_theme(theme)


def _is_other(old: Experiment, new: Experiment) -> bool:
    """Whether other tables are needed."""
    return old.network.states != new.network.states or old.notation != new.notation


def _zero_start(experiment: Experiment) -> Experiment:
    if not any(values.any() for values in experiment.start.values()):
        return experiment
    return experiment.with_start(**{name: np.zeros(len(values)) for name, values in experiment.start.items()})
