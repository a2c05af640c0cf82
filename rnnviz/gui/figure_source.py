"""Which figure a part of the window shows, so that it can be exported, copied and dragged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ..export.figure import FIGURES
from .backward_view import backward_of
from .cell_view import CellView
from .equation_panel import EquationPanel
from .export_choice import Subject, figures_of
from .session import Session
from .unfolded_view import UnfoldedView

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
            return usual_subject(session, "equations-numbers")
        case _ if widget is window.network_view.folded:
            return usual_subject(session, "folded")
        case _:
            return None


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
