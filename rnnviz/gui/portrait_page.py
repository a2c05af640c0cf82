"""The page on the state space: the way of a state through a plane, and for two units the field that moves it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QSpinBox, QWidget
from typing_extensions import override

from ..experiment import edits
from ..scene.portrait_figure import Portrait, draw, over_time, portrait, words
from ..scene.words import write_symbol
from .figure import Figure
from .laboratory_choice import Choice
from .laboratory_page import LaboratoryPage
from .live_edit import LiveEdit
from .plane_view import PlaneView
from .plot_view import PlotView
from .session import Session

_UNITS, _COMPONENTS = "units", "components"


class UnitField(QSpinBox):
    """Chooses a unit, counted from 1."""

    def __init__(self, unit: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimum(1)
        self.setMaximum(max(2, unit))
        self.setValue(unit)
        self.setKeyboardTracking(False)

    @property
    def unit(self) -> int:
        """The unit, counted from 0."""
        return self.value() - 1

    def set_units(self, count: int) -> None:
        """Offer so many units."""
        was_blocked = self.blockSignals(True)
        self.setMaximum(count)
        self.blockSignals(was_blocked)


class PortraitPage(LaboratoryPage):
    """A state in the plane of two units or of its two principal components; a click in the first sets its start."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._portrait: Portrait | None = None
        self._live: LiveEdit | None = None
        self.of, self.plane = Choice(self.changed, self), Choice(self.changed, self)
        self.plane.offer({_UNITS: "two units", _COMPONENTS: "two principal components"})
        self.first, self.second = UnitField(1, self), UnitField(2, self)
        for name, field in (("unit", self.first), ("and", self.second)):
            field.setAccessibleName(f"Unit along the {'x' if name == 'unit' else 'y'} axis")
            field.valueChanged.connect(self.changed)
        self.add_control("State", self.of)
        self.add_control("in the plane of", self.plane)
        self.add_control("unit", self.first)
        self.add_control("and", self.second)
        self.view = PlaneView(self)
        self.view.installEventFilter(self)
        self.figure = Figure(self.view, self)
        self.figure.picked.connect(self._on_picked)
        self.add_figure(self.figure, 5)
        self.curves = Figure(PlotView(self), self)
        self.add_figure(self.curves, 4)

    @override
    def show_run(self) -> None:
        run = self.session.run
        self.offer_names(self.of, {name: write_symbol(name, run.writing) for name in reversed(run.network.states)})
        count = len(run.start[self.of.key])
        units = None
        for field in (self.first, self.second):
            field.set_units(max(1, count))
            field.setEnabled(self.plane.key == _UNITS and count > 2)
        if self.plane.key == _UNITS:
            units = self.first.unit, self.second.unit
        self._portrait = portrait(run, self.of.key, units)
        self.curves.show_data(over_time(self._portrait))
        can_set = self._portrait is not None and self._portrait.principal is None
        self.view.setToolTip("Click or drag to choose the initial state" if can_set else "")

    @override
    def show_step(self) -> None:
        run, step, found = self.session.run, self.session.step, self._portrait
        self.figure.show_data(draw(found, run, step, self.session.theme))
        place = None if found is None else found.at(step).tolist()
        self.view.set_cursor(None if place is None else (place[0], place[1]))

    @override
    def words(self) -> str:
        return words(self._portrait, self.session.run, self.session.step)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            self._live = LiveEdit(self.session, "Choose the initial state")
        return False

    @override
    def _on_theme_changed(self, theme: object) -> None:
        super()._on_theme_changed(theme)
        if self.isVisible():
            self.show_step()

    def _on_picked(self, x: float, y: float) -> None:
        """Let the two units begin at a point; a drag is one step."""
        found = self._portrait
        if found is None or found.principal is not None or self._live is None or found.units[0] == found.units[1]:
            return
        start = self.session.experiment.start[found.state].copy()
        start[list(found.units)] = x, y
        self._live.show(partial(edits.set_start, name=found.state, value=start))
