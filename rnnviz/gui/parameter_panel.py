"""The left dock's tables of parameters, or of their gradients: one section per equation, the read-out last."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from ..engine.glyph import writing_of
from ..engine.network import Sweep, sweep_of
from ..experiment.experiment import Experiment
from ..scene.shapes import Key
from ..scene.theme import Theme
from .column_area import ColumnArea
from .editor_panel import EditorPanel
from .gradient_reading import GradientReading, read_gradient
from .matrix_painter import color_limit
from .parameter_menu import fill_initialise_menu
from .parameter_section import ParameterSection
from .reading_bar import ReadingBar
from .session import Session
from .table_group import owners_of, table_groups

MARGIN = 8
STRONG = 2.0
"""The size from which every weight has the full colour, so that one huge weight does not make all others pale."""
LEAST = 1e-300
"""Gradients below that size have no colour."""


class ParameterPanel(EditorPanel):
    """Shows and edits every parameter; the selection of the session is marked and brought into view."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, "Parameters", parent)
        self._sections: tuple[ParameterSection, ...] = ()
        self._owners: dict[str, str] = {}
        self._reading: GradientReading | None = None
        self._readings: dict[ParameterSection, tuple[object, ...]] = {}
        self.bar = ReadingBar(session)
        self._count = QLabel()
        self._count.setObjectName("Muted")
        self._area = ColumnArea()
        self._area.room_changed.connect(self.arrange)
        self._area.seen_changed.connect(self._show_gradients)
        self.bar.part_changed.connect(self._on_part)
        self._arrange_frame()
        session.step_changed.connect(self._show_gradients)
        session.selection_changed.connect(self._on_selection)
        session.sweep_changed.connect(self._on_sweep)
        session.theme_changed.connect(self._on_theme)

    def _arrange_frame(self) -> None:
        initialise = QToolButton()
        initialise.setText("Initialise")
        initialise.setToolTip("Initialise all parameters")
        initialise.setAccessibleName("Initialise all parameters")
        initialise.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(initialise)
        fill_initialise_menu(menu, self._session, None, initialise)
        initialise.setMenu(menu)
        head = QHBoxLayout()
        head.setContentsMargins(MARGIN, 2, MARGIN, 2)
        head.setSpacing(MARGIN)
        head.addWidget(self._count, 1)
        head.addWidget(initialise)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        row = QVBoxLayout()
        row.setContentsMargins(MARGIN, 0, MARGIN, MARGIN // 2)
        row.addWidget(self.bar)
        layout.addLayout(row)
        layout.addWidget(self._area, 1)

    @property
    def sections(self) -> tuple[ParameterSection, ...]:
        """The equations that have parameters, in reading order."""
        return self._sections

    @override
    def sizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        return QSize(18 * em, 30 * em)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_gradients()

    @override
    def catch_up(self) -> None:
        """Show the present experiment; widgets are made only where the network is another."""
        new, old = self._session.experiment, self._shown
        if old is new:
            return
        self._shown = new
        if old is None or _is_other(old, new):
            self._build(new)
            self.arrange()
            self._on_selection(self._session.selection)
        self._show_part()

    def _on_part(self) -> None:
        self._readings.clear()
        # A network without gradients sends the bar back to the values also while its own tables are not made yet.
        if self._shown is self._session.experiment:
            self._show_part()

    def _show_part(self) -> None:
        if self.bar.part is None:
            self._show_values()
        else:
            self._show_gradients()

    def _show_values(self) -> None:
        self._reading = None
        self.bar.say(None)
        for section in self._sections:
            section.group.show_experiment(self._session.experiment)
        # One scale for all, so that the same colour is the same number in every table.
        limit = min(STRONG, color_limit(max(section.group.largest for section in self._sections)))
        for section in self._sections:
            section.group.set_limit(limit)

    def _show_gradients(self, _step: int = 0) -> None:
        """Show the chosen part of the gradients, computed only for the tables in view."""
        part = self.bar.part
        if part is None or not self.isVisible() or self._shown is not self._session.experiment:
            return
        reading = read_gradient(self._session, part, self._owners)
        if reading is None:
            return
        if self._reading is None or self._reading.identity != reading.identity:
            self._reading = reading
            self.bar.say(reading)
        reading = self._reading
        for section in self._sections:
            is_seen = not section.group.visibleRegion().isEmpty()
            if is_seen and self._readings.get(section) != reading.identity:
                self._readings[section] = reading.identity
                section.group.show_gradient(self._session.experiment, reading)
        shown = [section.group.largest for section, known in self._readings.items() if known == reading.identity]
        limit = color_limit(max(reading.largest, *shown, 0.0), LEAST)
        for section in self._sections:
            section.group.set_limit(limit)

    def _build(self, experiment: Experiment) -> None:
        """Make the sections of a network."""
        for section in self._sections:
            section.hide()
            section.deleteLater()
        sections = []
        groups = table_groups(experiment.network, writing_of(experiment.network, experiment.notation))
        self._owners = owners_of(experiment.network)
        self._readings.clear()
        for tables in groups:
            section = ParameterSection(self._session, tables, self._area.page)
            section.resized.connect(self.arrange)
            section.show()
            sections.append(section)
        self._sections = tuple(sections)
        total = sum(values.size for values in experiment.parameters.values())
        self._count.setText(f"{total:,} parameters".replace(",", "\N{NARROW NO-BREAK SPACE}"))

    @override
    def arrange(self) -> None:
        """Lay out all sections in the width there is."""
        width = self._area.room - MARGIN
        y = 0
        for section in self._sections:
            height = section.arrange(width)
            section.setGeometry(MARGIN // 2, y, width, height)
            y += height
        self._area.set_height(y)
        self._show_gradients()

    def _on_selection(self, key: Key | None) -> None:
        """Mark what is selected; show it if it was selected elsewhere."""
        name = None if key is None else key.name
        value = name if key is None or key.step is None else _equation(key.name)
        for section in self._sections:
            section.title.set_marked(key is not None and key.step is not None and value in section.values)
            if section.title.is_marked:
                self._area.ensureWidgetVisible(section, 0, 0)
            for block in section.group.blocks:
                block.title.set_marked(key is not None and key.step is None and name in block.source.names)
                if block.title.is_marked and not block.table.hasFocus():
                    self._area.ensureWidgetVisible(block, 0, 0)

    def _on_sweep(self, sweep: Sweep) -> None:
        """Bring the parameters of the layer into view that is looked into."""
        first = next((section for section in self._sections if sweep_of(section.values[0]) == sweep), None)
        if first is not None and self.isVisible():
            self._area.verticalScrollBar().setValue(first.y())

    def _on_theme(self, theme: Theme) -> None:
        for section in self._sections:
            section.set_theme(theme)


def _equation(name: str) -> str:
    """The equation of a value: an inner part such as ``f.1`` belongs to ``f``, the loss to the read-out."""
    head, _, last = name.rpartition(".")
    name = head if head and last.isdigit() else name
    return "y" if name in ("p", "loss") else name


def _is_other(old: Experiment, new: Experiment) -> bool:
    """Whether other tables are needed."""
    is_same = old.network.parameters == new.network.parameters and old.notation == new.notation
    return not is_same or old.network.cell is not new.network.cell
