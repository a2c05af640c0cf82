"""The window: pictures in the centre, editors, equations and plots in docks around them."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QMessageBox,
    QSplitter,
    QTabBar,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ..experiment.experiment import Experiment
from ..experiment.storage import SUFFIX
from ..scene.theme import DARK, LIGHT
from .actions import commands
from .banner import Banner
from .caption import Caption
from .cell_view import CellView
from .command import Actions
from .command_palette import CommandPalette
from .figure_drag import FigureDrag
from .files import Files, display_name
from .focus import keeps_key, order_regions
from .icon import icon
from .network_view import NetworkView
from .panels import Panels
from .recent_menu import RecentMenu
from .session import Session
from .settings import Settings
from .shortcut_sheet import ShortcutSheet
from .status import StatusBar
from .style import TEXT_SIZES, apply_style, text_height
from .training import TrainingSession
from .transport import Player, TransportBar

if TYPE_CHECKING:
    from .exporter import Exporter

TOOLBAR = (
    ("file.open", "file.save", "", "edit.undo", "edit.redo", ""),
    (
        "step.first",
        "step.back",
        "step.play",
        "step.forward",
        "step.last",
        "",
        "step.sub-back",
        "step.sub-forward",
        "step.by-equation",
        "",
    ),
    ("", "help.palette", "view.dark"),
)

SECONDS_OF_NEWS = 5


class MainWindow(QMainWindow):
    """Owns the panels and the commands; what is shown comes from the session."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self.session = session
        self.settings = settings
        self.player = Player(session, self)
        self.files = Files(session, settings, self)
        self.files.done.connect(self.tell)
        self.recent = RecentMenu(self.files, settings)
        session.set_theme(settings.theme)
        self._dress()
        self._build_centre()
        self.training = TrainingSession(session, self)
        self.panels = Panels(session, self.training, self)
        self.commands = Actions(commands(self), self)
        self.addActions(self.commands.all)
        self._build_bars()
        self.command_palette = CommandPalette(self.commands, self)
        self._connect()
        self.setAcceptDrops(True)
        self._centre.setFocus()
        self._tint()
        self._show_title()
        self.commands.refresh()

    @cached_property
    def exporter(self) -> Exporter:
        """What exports and copies; imported when it is needed, as the window shall open soon."""
        from .exporter import Exporter

        return Exporter(self)

    def restore(self) -> None:
        """Take the size and the places of the docks of last time, or those of the first time."""
        geometry = self.settings.geometry
        if geometry is None or not self.restoreGeometry(geometry):
            room = self.screen().availableGeometry().size()
            self.resize(QSize(1280, 720).expandedTo(room * 0.8).boundedTo(room))
        self.panels.place()
        self.panels.restore(self.settings.layout)

    def reset_layout(self) -> None:
        """Put every dock back where it stood at first."""
        self.panels.place()
        self.panels.size()

    def go_to_last(self) -> None:
        """Stop playing and go to the last step."""
        self.player.pause()
        self.session.go(self.session.run.n_steps)

    def toggle_theme(self) -> None:
        """Change between light and dark."""
        self.session.set_theme(LIGHT if self.session.theme.is_dark else DARK)

    def zoom_text(self, direction: int) -> None:
        """Larger (1), smaller (−1) or usual (0) text everywhere."""
        place = TEXT_SIZES.index(self.settings.text_size) + direction
        self.set_text_size(TEXT_SIZES[max(0, min(place, len(TEXT_SIZES) - 1))] if direction else 100)

    def set_text_size(self, percent: int) -> None:
        """Set the text of the whole window to ``percent`` of its usual size."""
        before = self.settings.text_size
        if percent != before:
            self.settings.text_size = percent
            self._dress()
            self._tint()
            self.panels.follow_text(percent / before)
            self.tell(f"Text size {percent} %")

    def tell(self, text: str) -> None:
        """Say in the status bar for a moment what was done."""
        self.statusBar().showMessage(text, SECONDS_OF_NEWS * 1000)

    def toggle_full_screen(self) -> None:
        """Fill the screen, or no longer."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def show_palette(self) -> None:
        """Open the command palette."""
        self.command_palette.popup()

    def show_shortcuts(self) -> None:
        """Open the sheet of keyboard shortcuts."""
        sheet = ShortcutSheet(self.commands, self)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()

    def show_about(self) -> None:
        """Say what the program is."""
        from .. import __version__

        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle("About rnnviz")
        box.setText(f"rnnviz {__version__}")
        box.setInformativeText("Step through a recurrent network: every number, gate and gradient.")
        box.open()

    def _build_centre(self) -> None:
        self.network_view = NetworkView(self.session, self)
        self.cell_view = CellView(self.session, self)
        pictures = QSplitter(Qt.Orientation.Vertical, self)
        pictures.setChildrenCollapsible(False)
        pictures.addWidget(self.network_view)
        pictures.addWidget(self.cell_view)
        pictures.setStretchFactor(0, 1)
        pictures.setStretchFactor(1, 2)
        pictures.setSizes([330, 670])
        centre = self._centre = QWidget(self)
        centre.setObjectName("Paper")
        centre.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.caption = Caption(self.session, centre)
        column.addWidget(self.caption)
        column.addWidget(pictures, 1)
        self.setCentralWidget(centre)
        self.banner = Banner(centre)
        for diagram in (self.network_view.unfolded, self.network_view.folded, self.cell_view.diagram):
            FigureDrag(diagram)

    def _build_bars(self) -> None:
        menus = self.commands.fill(self.menuBar())
        self.recent.attach(menus["&File/Open &recent"])
        self.toolbar = QToolBar("Toolbar", self)
        self.toolbar.setObjectName("toolbar")
        self.toolbar.setMovable(False)
        self.toolbar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.transport = TransportBar(self.session, self.player, self.toolbar)
        for place, group in enumerate(TOOLBAR):
            for command_id in group:
                if command_id:
                    self.toolbar.addAction(self.commands[command_id])
                else:
                    self.toolbar.addSeparator()
            if place == 1:
                self.toolbar.addWidget(self.transport)
        self.addToolBar(self.toolbar)
        for button in self.toolbar.findChildren(QToolButton):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)
        self.setStatusBar(StatusBar(self.session, self))

    def _connect(self) -> None:
        session = self.session
        session.theme_changed.connect(self._on_theme)
        session.experiment_changed.connect(self._on_experiment)
        session.file_changed.connect(self._on_file)
        session.direction_changed.connect(self._on_player)
        session.shows_changed.connect(self._on_player)
        session.sweep_changed.connect(self._on_player)
        session.message.connect(self.banner.tell)
        self.training.told.connect(self._on_told)
        self.training.state_changed.connect(self._on_training)
        self.training.scrubber.changed.connect(self._on_training)
        self.files.leaving.connect(self.training.pause)
        self.player.changed.connect(self._on_player)

    def _open_menu(self, place: QPoint) -> None:
        self.exporter.open_menu(place)

    def _on_theme(self, _theme: object) -> None:
        self.settings.theme = self.session.theme
        self._dress()
        self._tint()
        self.commands.refresh()

    def _on_experiment(self, old: Experiment, new: Experiment) -> None:
        self.commands.refresh()
        self._show_title()
        if old.network != new.network:
            self._order_focus_soon()

    def _order_focus_soon(self) -> None:
        """Put the tab order right once the panels have made their fields."""
        QTimer.singleShot(0, self, self._order_focus)

    def _order_focus(self) -> None:
        docks = self.panels.docks
        editors = [docks["network"], *self.findChildren(QTabBar), docks["parameters"], docks["inputs"], docks["start"]]
        centre = [self.caption, self.network_view, self.cell_view, self.banner]
        below = [docks[name] for name in ("plots", "laboratory", "training", "text")]
        order_regions([self.toolbar, *editors, *centre, docks["equations"], *below])

    def _on_told(self, text: str) -> None:
        """Say what the training tells, unless its panel does so already."""
        panel = self.panels.docks["training"].panel
        if panel is None or not panel.isVisible() or text != self.training.trouble:
            self.banner.tell(text)

    def _on_training(self, _state: str = "") -> None:
        self.commands.refresh()

    def _on_file(self) -> None:
        self.player.pause()
        self._show_title()

    def _on_player(self, _what: object = None) -> None:
        self.commands.refresh()
        runs = "play" if self.session.direction == "forward" else "play-backward"
        name = "pause" if self.player.is_playing else runs
        self.commands["step.play"].setIcon(icon(name, self.session.theme, self._icon_size))

    def _show_title(self) -> None:
        name = display_name(self.session.experiment, self.session.path)
        self.setWindowTitle(f"{name}[*] – rnnviz")
        if self.isWindowModified() != self.session.is_dirty:
            self.setWindowModified(self.session.is_dirty)

    def _dress(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_style(app, self.session.theme, self.settings.text_size)

    def _tint(self) -> None:
        self.toolbar.setIconSize(QSize(self._icon_size, self._icon_size))
        self.commands.tint(self.session.theme, self._icon_size)
        self._on_player()

    @property
    def _icon_size(self) -> int:
        return round(1.2 * text_height())

    @override
    def event(self, event: QEvent) -> bool:
        """Leave keys to the editor that has the focus before they count as shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and keeps_key(event):
            event.accept()
            return True
        return super().event(event)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._order_focus_soon()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped_file(event) is not None:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped_file(event)
        if path is not None:
            event.acceptProposedAction()
            self.files.open_path(path)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.files.may_leave():
            event.ignore()
            return
        self.player.pause()
        self.training.close()
        self.settings.geometry = self.saveGeometry()
        self.settings.layout = self.panels.save()
        event.accept()


def _dropped_file(event: QDropEvent) -> Path | None:
    """The one experiment file that is dragged over the window."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix == SUFFIX else None
