"""Docks with a calm title: one line when alone, none when tabs already name them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QLabel, QMainWindow, QScrollArea, QToolButton, QWidget
from typing_extensions import override

from .focus import tab_stops
from .style import text_height


class DockTitle(QWidget):
    """The title line of a dock; takes no height while ``is_named_by_tab``."""

    def __init__(self, dock: QDockWidget) -> None:
        super().__init__(dock)
        self.setObjectName("DockTitle")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        em = text_height()
        self._label = QLabel(dock.windowTitle(), self)
        self._close = QToolButton(self)
        self._close.setText("×")
        self._close.setToolTip(f"Close {dock.windowTitle().lower()}")
        self._close.setAccessibleName(self._close.toolTip())
        # The menu closes panels by keyboard; a stop here would stand before every panel.
        self._close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._close.clicked.connect(dock.close)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(em // 2, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._label, 1)
        layout.addWidget(self._close)
        self._is_named_by_tab = False

    def set_named_by_tab(self, is_named: bool) -> None:
        """Say whether a tab shows the title already."""
        if is_named != self._is_named_by_tab:
            self._is_named_by_tab = is_named
            self._label.setVisible(not is_named)
            self._close.setVisible(not is_named)
            self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        return QSize(0, 0) if self._is_named_by_tab else super().sizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0) if self._is_named_by_tab else super().minimumSizeHint()


class _Holder(QScrollArea):
    """The inside of a dock, which scrolls where the dock is smaller than its panel can be.

    Its size hint is what Qt gives a dock that it places for the first time.
    """

    def __init__(self, dock: QDockWidget) -> None:
        super().__init__(dock)
        self.first_size = QSize()
        self.setWidgetResizable(True)
        # A click beside the fields leaves them, so that the keys go through time again.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    @override
    def sizeHint(self) -> QSize:
        return self.first_size if self.first_size.isValid() else super().sizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        em = text_height()
        return QSize(6 * em, 3 * em)


class Dock(QDockWidget):
    """A movable, closable place for one panel, which is hidden while another tab covers it.

    Qt only moves a covered dock away; a hidden panel knows that it need not work.
    """

    def __init__(self, name: str, title: str, window: QMainWindow) -> None:
        super().__init__(title, window)
        self.setObjectName(name)
        self._window = window
        self._title = DockTitle(self)
        self.setTitleBarWidget(self._title)
        self._panel: QWidget | None = None
        self._holder = _Holder(self)
        self.setWidget(self._holder)
        self.visibilityChanged.connect(self._on_visibility)

    @property
    def panel(self) -> QWidget | None:
        """What the dock holds."""
        return self._panel

    def hold(self, panel: QWidget) -> None:
        """Put a panel into the dock."""
        self._panel = panel
        self._holder.setWidget(panel)

    def set_first_size(self, size: QSize) -> None:
        """Choose the size that the dock has before the user drags its edges."""
        self._holder.first_size = size

    def is_open(self) -> bool:
        """Whether the dock is shown, if perhaps behind another tab."""
        return not self.isHidden()

    def toggle(self) -> None:
        """Close the dock, or open it again."""
        self.setVisible(self.isHidden())

    def go_to(self) -> None:
        """Show the panel, before its neighbours in the tabs, and give it the keyboard."""
        self.show()
        self.raise_()
        if self._panel is not None:
            _first_field(self._panel).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def update_title(self) -> None:
        """Show the title line only where no tab has the name."""
        tabbed = bool(self._window.tabifiedDockWidgets(self)) and not self.isFloating()
        self._title.set_named_by_tab(tabbed)

    def _on_visibility(self, is_visible: bool) -> None:
        if self._panel is not None:
            self._panel.setVisible(is_visible)


def _first_field(panel: QWidget) -> QWidget:
    """The first widget of a panel that takes the keyboard by Tab; the panel itself if there is none."""
    stops = tab_stops(panel)
    return next((w for w in stops if w is panel or (w.isEnabled() and w.isVisibleTo(panel))), panel)
