"""Which figure a part of the window shows, so that it can be exported, copied and dragged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from ..export.figure import FIGURES
from .backward_view import backward_of
from .cell_view import CellView
from .clipping_page import ClippingPage
from .compare_page import ComparePage
from .contributions_page import ContributionsPage
from .equation_panel import EquationPanel
from .export_choice import Subject, figures_of
from .figure import Figure
from .folding_view import FoldingView
from .influence_page import InfluencePage
from .jacobians_page import JacobiansPage
from .laboratory_page import LaboratoryPage
from .magnitudes_page import MagnitudesPage
from .order_page import OrderPage
from .parameter_section import ParameterSection
from .paths_page import PathsPage
from .plot_panel import PlotSlot
from .portrait_page import PortraitPage
from .session import Session
from .strength_page import StrengthPage
from .training_controls import TrainingControls
from .training_figures import TrainingFigures
from .unfolded_view import UnfoldedView
from .units_view import UnitsView

if TYPE_CHECKING:
    from .main_window import MainWindow


def subject_of(widget: QWidget | None, window: MainWindow) -> Subject | None:
    """What the innermost figure around a widget shows; None outside of figures."""
    session = window.session
    for around in _upwards(widget):
        subject = _shown_in(around, window)
        if subject is not None:
            return subject if subject.figure in figures_of(session.run) else None
    return None


def window_of(widget: QWidget) -> MainWindow | None:
    """The main window that a widget belongs to, also from a dock of its own."""
    from .main_window import MainWindow

    return next((around for around in _upwards(widget) if isinstance(around, MainWindow)), None)


def usual_subject(session: Session, figure: str = "cell") -> Subject:
    """A figure at the present step, sub-step and layer."""
    figure = figure if figure in FIGURES else "cell"
    return Subject(figure, session.step, None, _substep(session), None, _layer(session))


def cell_subject(session: Session) -> Subject:
    """The cell as the window shows it."""
    return usual_subject(session, "cell" if backward_of(session) is None else "backward-cell")


def _upwards(widget: QWidget | None) -> Iterator[QWidget]:
    while widget is not None:
        yield widget
        widget = widget.parentWidget()


def _shown_in(widget: QWidget, window: MainWindow) -> Subject | None:
    session = window.session
    match widget:
        case CellView():
            return cell_subject(session)
        case UnfoldedView():
            return _unfolded(widget, session)
        case EquationPanel():
            is_value = backward_of(session) is None
            return usual_subject(session, "equations-numbers" if is_value else "backward-equations-numbers")
        case PlotSlot():
            return _plot(widget.key, session)
        case ParameterSection():
            return _of(session, "heat-map", *widget.parameters)
        case LaboratoryPage():
            return _laboratory(widget)
        case Figure():
            return _training(widget, session)
        case _:
            return _of_all(widget, window)


def _of_all(widget: QWidget, window: MainWindow) -> Subject | None:
    """What stands alone: the folded network, a whole training, and the windows beside the main one."""
    if widget is window.network_view.folded:
        return usual_subject(window.session, "folded")
    match widget:
        case TrainingControls():
            return usual_subject(window.session, "training")
        case FoldingView():
            return _of(window.session, "folding", widget.stage)
        case UnitsView():
            return _of(window.session, "units", widget.matrices.currentText())
        case _:
            return None


def _plot(key: str, session: Session) -> Subject | None:
    """A plot of the panel below the window."""
    names = {"gates": "gates", "loss": "losses", "gradients": "gradients"}
    return usual_subject(session, names[key]) if key in names else _of(session, "states", key)


def _laboratory(page: LaboratoryPage) -> Subject | None:
    """What a page of the laboratory shows, of what is chosen there."""
    if type(page) not in _PAGES:
        return None
    name, chosen = _PAGES[type(page)]
    return _of(page.session, name, *chosen(page)) if chosen is not None else usual_subject(page.session, name)


def _training(figure: Figure, session: Session) -> Subject | None:
    """The curves that a figure beside the controls of a training shows."""
    around = figure.parentWidget()
    of = around.of(figure) if isinstance(around, TrainingFigures) else None
    return None if of is None else _of(session, "training", of)


def _of(session: Session, figure: str, *names: str) -> Subject:
    return replace(usual_subject(session, figure), of=",".join(names))


def _unfolded(view: UnfoldedView, session: Session) -> Subject:
    name = "unfolded" if backward_of(session) is None else "backward-unfolded"
    steps = max(1, view.strip.first), min(session.run.n_steps, view.strip.last)
    return Subject(name, session.step, None, _substep(session), steps)


def _layer(session: Session) -> str:
    layer, reverse = session.sweep
    return f"{layer + 1}{'r' if reverse else ''}"


def _substep(session: Session) -> int | None:
    """How many values of the step are computed; None for all."""
    substep = session.value_substep if backward_of(session) is None else session.substep
    return None if substep >= len(session.run.order) else substep


_PAGES: dict[type[LaboratoryPage], tuple[str, Callable[[Any], tuple[str, ...]] | None]] = {
    MagnitudesPage: ("magnitudes", lambda page: page.values.keys),
    JacobiansPage: ("jacobians", lambda page: (page.of.key,)),
    PathsPage: ("paths", lambda page: (page.state.key,)),
    InfluencePage: ("influence", lambda page: (page.state.key,)),
    ContributionsPage: ("contributions", lambda page: (page.parameter.key,)),
    ClippingPage: ("clipping", lambda page: (f"{page.mode.key}:{page.limit.limit:.3g}",)),
    PortraitPage: ("portrait", lambda page: (page.of.key,)),
    StrengthPage: ("sweep", None),
    OrderPage: ("order", lambda page: (page.shown,)),
    ComparePage: ("comparison", None),
}
"""The figure that a page of the laboratory is, and what of it is chosen there."""
