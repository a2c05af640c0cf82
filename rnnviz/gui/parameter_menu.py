"""The menus of parameters: initialise, scale, copy and paste whole arrays."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from PySide6.QtWidgets import QMenu

from ..experiment import edits
from ..experiment.experiment import Experiment
from .initialise_dialog import SAYS, InitialiseDialog
from .matrix_table import MatrixTable
from .scale_dialog import ScaleDialog
from .session import Session


def fill_parameter_menu(menu: QMenu, session: Session, name: str, table: MatrixTable) -> None:
    """Add what can be done with one parameter."""
    fill_initialise_menu(menu.addMenu("Initialise"), session, (name,))
    menu.addAction("Scale…", partial(open_scale_dialog, menu, session, (name,)))
    menu.addSeparator()
    menu.addAction(f"Copy {name}", partial(_copy_all, table))
    menu.addAction(f"Paste into {name}", partial(_paste_all, table))


def fill_initialise_menu(menu: QMenu, session: Session, names: Collection[str] | None) -> None:
    """Add the schemes by which ``names``, or all parameters, can be initialised."""
    for scheme, (title, says) in SAYS.items():
        action = menu.addAction(f"{title}…", partial(open_initialise_dialog, menu, session, names, scheme))
        action.setToolTip(says)
    menu.setToolTipsVisible(True)


def open_initialise_dialog(menu: QMenu, session: Session, names: Collection[str] | None, scheme: str) -> None:
    """Ask how to initialise, with the result in view."""
    dialog = InitialiseDialog(session, names, scheme, menu.window())
    dialog.exec()
    dialog.deleteLater()


def open_scale_dialog(menu: QMenu, session: Session, names: Collection[str]) -> None:
    """Ask for a factor, with the result in view."""
    what = names[0] if isinstance(names, tuple) and len(names) == 1 else f"{len(names)} parameters"
    dialog = ScaleDialog(session, f"Scale {what}", partial(_scale, tuple(names)), menu.window())
    dialog.exec()
    dialog.deleteLater()


def _scale(names: tuple[str, ...], factor: float, experiment: Experiment) -> Experiment:
    for name in names:
        experiment = edits.scale_parameter(experiment, name, factor)
    return experiment


def _copy_all(table: MatrixTable) -> None:
    table.selectAll()
    table.block.copy()


def _paste_all(table: MatrixTable) -> None:
    table.selectAll()
    table.block.paste()
