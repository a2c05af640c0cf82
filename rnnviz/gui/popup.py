"""Menus and dialogs that live no longer than they are shown."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QDialog, QMenu, QWidget

GAP = 12


def run_menu(menu: QMenu, place: QPoint) -> None:
    """Show a menu at a place of the screen until something is chosen."""
    menu.exec(place)
    menu.deleteLater()


def run_dialog(dialog: QDialog, beside: QWidget) -> None:
    """Show a dialog to the right of a widget, whose numbers stay in view, until it is closed."""
    dialog.adjustSize()
    dialog.move(place_beside(dialog, beside))
    dialog.exec()
    dialog.deleteLater()


def place_beside(dialog: QDialog, beside: QWidget) -> QPoint:
    """The corner of a dialog to the right of a widget, as far as the screen allows."""
    screen = beside.screen().availableGeometry()
    corner = beside.mapToGlobal(QPoint(beside.width() + GAP, 0))
    last = QPoint(screen.right() - dialog.width(), screen.bottom() - dialog.height())
    return QPoint(max(screen.left(), min(corner.x(), last.x())), max(screen.top(), min(corner.y(), last.y())))
