"""Plots over time: states, gates and gradient magnitudes, with the current step as a linked cursor."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ..scene.shapes import Key
from ..scene.trajectory import choices, most_telling, trajectory
from .figure_drag import FigureDrag
from .plot_heading import PlotHeading
from .plot_view import PlotView
from .session import Session

_NARROWEST = 16
"""The width that a plot should have at least, in units of the text size."""
_MOST = 5


class PlotSlot(QWidget):
    """A place for one plot under its heading."""

    chosen = Signal(object, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = ""
        self.heading, self.view = PlotHeading(self), PlotView(self)
        self.heading.chosen.connect(self._on_chosen)
        self.view.installEventFilter(self)
        FigureDrag(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.heading)
        layout.addWidget(self.view, 1)

    @override
    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.MouseMove, QEvent.Type.Leave):
            QTimer.singleShot(0, self, self._show_readout)
        return False

    def _show_readout(self) -> None:
        self.heading.set_readout(self.view.readout())

    def _on_chosen(self, key: str) -> None:
        self.chosen.emit(self, key)


class PlotPanel(QWidget):
    """Shows as many plots side by side as there is room for, the most telling ones unless others were chosen.

    Pressing or dragging in a plot goes to a step; all plots share the steps.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._slots: list[PlotSlot] = []
        self._chosen: dict[int, str] = {}
        self._shown: object = None
        self.setAccessibleName("Plots")
        self.setAutoFillBackground(True)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        session.run_changed.connect(self._on_run_changed)
        session.sweep_changed.connect(self._on_run_changed)
        session.step_changed.connect(self._on_step_changed)
        session.selection_changed.connect(self._on_selection_changed)
        session.theme_changed.connect(self._on_theme_changed)

    @property
    def views(self) -> tuple[PlotView, ...]:
        """The plots from left to right."""
        return tuple(slot.view for slot in self._slots)

    @property
    def keys(self) -> tuple[str, ...]:
        """What the plots show, from left to right, as keys of ``trajectory.choices``."""
        return tuple(slot.key for slot in self._slots)

    @override
    def sizeHint(self) -> QSize:
        return QSize(1000, 160)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(220, 96)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.isVisible() and len(self._slots) != self._n_slots():
            self._shown = None
            self.refresh()

    def show_plot(self, place: int, key: str) -> None:
        """Show another plot at a place, counted from the left; plots change places where it stood elsewhere."""
        keys = list(self.keys)
        if key in keys:
            keys[keys.index(key)] = keys[place]
        keys[place] = key
        self._chosen = dict(enumerate(keys))
        self._shown = None
        self.refresh()

    def refresh(self) -> None:
        """Show what the session holds now."""
        run, sweep = self._session.run, self._session.sweep
        if self._shown == (run, sweep):
            return
        self._shown = run, sweep
        self._fit_slots(self._n_slots())
        offered = choices(run)
        for slot, key in zip(self._slots, self._keys_to_show(), strict=True):
            shown = trajectory(run, key, sweep)
            slot.key = key
            slot.heading.set_title(shown.title, shown.latex)
            slot.heading.set_choices(offered, key)
            slot.view.setAccessibleName(shown.title)
            slot.view.set_trajectory(shown)
        self._show_step()
        self._show_selection()

    def _n_slots(self) -> int:
        em = self.fontInfo().pixelSize()
        fitting = int(self.width() / (_NARROWEST * em))
        return max(1, min(fitting, _MOST, len(choices(self._session.run))))

    def _fit_slots(self, count: int) -> None:
        """Make or drop plots until there are ``count``."""
        while len(self._slots) > count:
            slot = self._slots.pop()
            self._layout.removeWidget(slot)
            slot.hide()
            slot.deleteLater()
        while len(self._slots) < count:
            slot = PlotSlot(self)
            slot.chosen.connect(self._on_chosen)
            slot.view.step_picked.connect(self._go)
            slot.view.name_picked.connect(self._select)
            slot.heading.set_theme(self._session.theme)
            slot.view.set_theme(self._session.theme)
            self._slots.append(slot)
            self._layout.addWidget(slot, 1)

    def _keys_to_show(self) -> list[str]:
        """The plot at every place: the chosen ones, then the most telling of the others in reading order."""
        run, count = self._session.run, len(self._slots)
        offered = list(choices(run))
        chosen = {place: key for place, key in self._chosen.items() if place < count and key in offered}
        others = [key for key in most_telling(run, self._session.sweep) if key not in chosen.values()][
            : count - len(chosen)
        ]
        rest = iter(sorted(others, key=offered.index))
        return [chosen[place] if place in chosen else next(rest) for place in range(count)]

    def _on_run_changed(self, _run: object) -> None:
        if self.isVisible():
            self.refresh()

    def _on_step_changed(self, _step: int) -> None:
        self._show_step()

    def _show_step(self) -> None:
        session = self._session
        for slot in self._slots:
            shown = slot.view.trajectory
            is_of_pass = slot.key == "gradients" or session.direction == "forward"
            names = set(shown.names) if shown is not None and is_of_pass else ()
            slot.view.set_step(session.step, [name for name in names if session.is_pending(name)])

    def _on_selection_changed(self, _selection: object) -> None:
        self._show_selection()

    def _show_selection(self) -> None:
        selection = self._session.selection
        name = selection.name if selection is not None and selection.step is not None else None
        for slot in self._slots:
            shown = slot.view.trajectory
            slot.view.choose(name if shown is not None and name in shown.names else None)
            slot.heading.set_selected(slot.key == name)

    def _on_theme_changed(self, _theme: object) -> None:
        for slot in self._slots:
            slot.heading.set_theme(self._session.theme)
            slot.view.set_theme(self._session.theme)

    def _on_chosen(self, slot: PlotSlot, key: str) -> None:
        self.show_plot(self._slots.index(slot), key)

    def _go(self, step: int) -> None:
        self._session.go(step)

    def _select(self, name: str) -> None:
        self._session.select(Key(self._session.step, name))
