"""The menus of parameters: initialise, scale, copy and paste whole arrays."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from ..experiment import edits
from ..experiment.experiment import Experiment
from .initialise_dialog import SAYS, InitialiseDialog
from .matrix_table import MatrixTable
from .popup import run_dialog
from .scale_dialog import ScaleDialog
from .session import Session


def fill_parameter_menu(
    menu: QMenu, session: Session, name: str, table: MatrixTable, names: tuple[str, ...] = ()
) -> None:
    """Add what can be done with one parameter, or with the ``names`` that one table shows as ``name``."""
    fill_group_menu(menu, session, names or (name,), table)
    menu.addSeparator()
    menu.addAction(f"Copy {name}", partial(_copy_all, table))
    menu.addAction(f"Paste into {name}", partial(_paste_all, table))


def fill_group_menu(menu: QMenu, session: Session, names: tuple[str, ...], owner: QWidget) -> None:
    """Add what can be done with several parameters at once; dialogs open beside ``owner``."""
    fill_initialise_menu(menu.addMenu("Initialise"), session, names, owner)
    menu.addAction("Scale…", partial(_open_scale_dialog, session, names, owner))


def fill_initialise_menu(menu: QMenu, session: Session, names: tuple[str, ...] | None, owner: QWidget) -> None:
    """Add the schemes by which ``names``, or all parameters, can be initialised."""
    for scheme, (title, says) in SAYS.items():
        action = menu.addAction(f"{title}…", partial(_open_initialise_dialog, session, names, scheme, owner))
        action.setToolTip(says)
    menu.setToolTipsVisible(True)


def _open_initialise_dialog(session: Session, names: tuple[str, ...] | None, scheme: str, owner: QWidget) -> None:
    run_dialog(InitialiseDialog(session, names, scheme, owner.window()), owner)


def _open_scale_dialog(session: Session, names: tuple[str, ...], owner: QWidget) -> None:
    what = ", ".join(names)
    run_dialog(ScaleDialog(session, f"Scale {what}", partial(_scale, names), owner.window()), owner)


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
