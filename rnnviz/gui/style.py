"""How the window looks: fonts, palette and style sheet, all derived from a theme and a text size."""

from __future__ import annotations

from string import Template

from PySide6.QtGui import QColor, QFont, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication

from .. import resource
from ..scene.theme import Theme, ink_on, mix

TEXT_SIZES = (75, 90, 100, 110, 125, 150, 175, 200, 250, 300)
"""The text sizes on offer, in percent."""

# 13 pixels at the 96 dots per inch that every desktop calls 100 %.
BASE_POINT_SIZE = 9.75

_SHEET = Template("""
QMainWindow, QDialog { background: $surface; }
QMainWindow::separator { background: $surface; width: ${gap}px; height: ${gap}px; }
QMainWindow::separator:hover { background: $hover; }
QSplitter::handle { background: $surface; }
QSplitter::handle:hover { background: $hover; }
QToolTip { background: $background; color: $ink; border: 1px solid $line; padding: ${small}px; }

QMenuBar { background: $surface; padding: 1px ${small}px; border: none; }
QMenuBar::item { padding: ${small}px ${medium}px; border-radius: ${radius}px; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $background; border: 1px solid $line; padding: ${small}px; }
QMenu::item { padding: ${small}px ${large}px ${small}px ${medium}px; border-radius: ${radius}px; }
QMenu::item:selected { background: $hover; color: $ink; }
QMenu::item:disabled { color: $faint; }
QMenu::icon { padding-left: ${medium}px; }
QMenu::separator { height: 1px; background: $line; margin: ${small}px ${medium}px; }

QToolBar { background: $surface; border: none; border-bottom: 1px solid $line; padding: ${small}px; spacing: 2px; }
QToolBar::separator { background: $line; width: 1px; margin: ${small}px ${medium}px; }
QToolButton { border: 1px solid transparent; border-radius: ${radius}px; padding: ${small}px; color: $ink; }
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $pressed; }
QToolButton:focus { border-color: $accent; }
QToolButton:disabled { color: $faint; }
QToolButton[popupMode="1"], QToolButton[popupMode="2"] { padding-right: ${row}px; }
QToolButton::menu-indicator { image: url($down); subcontrol-origin: padding; subcontrol-position: center right;
    width: ${glyph}px; height: ${glyph}px; right: ${small}px; }

QToolButton[segment] { background: $background; border: 1px solid $border; border-radius: 0;
    padding: 1px ${medium}px; color: $muted; }
#Tight QToolButton[segment] { padding: 1px 2px; }
QToolButton[segment="first"] { border-top-left-radius: ${radius}px; border-bottom-left-radius: ${radius}px; }
QToolButton[segment="last"] { border-top-right-radius: ${radius}px; border-bottom-right-radius: ${radius}px; }
QToolButton[segment="middle"], QToolButton[segment="last"] { border-left: none; }
QToolButton[segment]:hover { background: $hover; color: $ink; }
QToolButton[segment]:checked { background: $pressed; color: $ink; }
QToolButton[segment]:focus { border: 1px solid $accent; }

QPushButton { background: $background; border: 1px solid $border; border-radius: ${radius}px;
    padding: ${small}px ${large}px; color: $ink; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $pressed; }
QPushButton:focus { border-color: $accent; }
QPushButton:default { background: $accent; border-color: $accent; color: $on_accent; }
QPushButton:disabled { color: $faint; border-color: $line; }

QLineEdit, QAbstractSpinBox, QComboBox { background: $background; color: $ink; border: 1px solid $border;
    border-radius: ${radius}px; padding: 2px ${small}px; selection-background-color: $accent;
    selection-color: $on_accent; min-height: ${row}px; }
QAbstractSpinBox { padding: 1px 0 0 0; }
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus { border-color: $accent; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled { color: $faint; border-color: $line; }
QComboBox::drop-down { border: none; width: ${row}px; }
QComboBox::down-arrow { image: url($down); width: ${glyph}px; height: ${glyph}px; }
QComboBox QAbstractItemView { background: $background; border: 1px solid $line; outline: none;
    selection-background-color: $hover; selection-color: $ink; padding: ${small}px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; background: transparent; width: ${row}px; }
QAbstractSpinBox::up-arrow { image: url($up); width: ${glyph}px; height: ${glyph}px; }
QAbstractSpinBox::down-arrow { image: url($down); width: ${glyph}px; height: ${glyph}px; }

QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $muted; padding: ${small}px ${medium}px; border: none;
    border-bottom: 2px solid transparent; }
QTabBar::tab:hover { color: $ink; }
QTabBar::tab:selected { color: $ink; border-bottom-color: $accent; }
QTabBar::tab:focus { background: $hover; }
QTabWidget::pane { border: none; }

QAbstractScrollArea { border: none; }
QScrollArea { background: transparent; }
#Paper { background: $background; }
QTableView, QListView, QTreeView { border: none; background: $background; gridline-color: $line; }
QHeaderView { background: $background; border: none; }
QHeaderView::section { background: $background; color: $muted; border: none; padding: 2px ${small}px; }
QTableCornerButton::section { background: $background; border: none; }
QScrollBar:vertical { background: transparent; width: ${bar}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${bar}px; margin: 0; }
QScrollBar::handle { background: $handle; border-radius: ${bar_radius}px; margin: 2px; }
QScrollBar::handle:vertical { min-height: ${large}px; }
QScrollBar::handle:horizontal { min-width: ${large}px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QCheckBox::indicator { width: ${glyph}px; height: ${glyph}px; border: 1px solid $muted; border-radius: 2px;
    background: $background; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; }
QCheckBox:focus { color: $accent; }

QSlider:horizontal { min-height: ${slider}px; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $line; }
QSlider::sub-page:horizontal { border-radius: 2px; background: $accent; }
QSlider[runs="backward"]::sub-page:horizontal { background: $line; }
QSlider[runs="backward"]::add-page:horizontal { border-radius: 2px; background: $accent; }
QSlider::handle:horizontal { width: ${knob}px; height: ${knob}px; margin: -${overhang}px 0; border-radius: ${half}px;
    background: $background; border: 2px solid $accent; }
QSlider::handle:horizontal:focus { background: $accent; }

QStatusBar { background: $surface; color: $muted; border-top: 1px solid $line; }
QStatusBar QLabel { color: $muted; padding: 0 ${small}px; }
QStatusBar::item { border: none; }
QDockWidget { color: $ink; border: 1px solid $border; }
#DockTitle { background: $surface; }
#DockTitle QLabel { color: $muted; font-weight: 600; }
#DockTitle QToolButton { color: $muted; padding: 0 ${small}px; }
#Banner { background: $banner; border: 1px solid $error; border-radius: ${radius}px; }
#Palette QTreeView { outline: none; }
#Palette QTreeView::item { padding: ${small}px ${medium}px; color: $ink; }
#Palette QTreeView::item:selected { background: $hover; }
#Palette, #Sheet { background: $background; border: 1px solid $border; border-radius: ${radius}px; }
#Key { background: $surface; border: 1px solid $border; border-radius: ${radius}px; padding: 1px ${small}px; }
#Link { color: $accent; padding: 0 ${small}px; border: none; }
#Link:hover, #Link:focus { background: $hover; }
#Link:checked { background: transparent; }
#Pages { background: $surface; border: none; outline: none; }
#Pages::item { color: $muted; padding-left: ${small}px; border: none; border-left: 3px solid transparent; }
#Pages::item:hover { color: $ink; }
#Pages::item:selected { background: $background; color: $ink; border-left-color: $accent; }
#Pages::item:selected:focus { background: $hover; }
#Heading { font-weight: 600; }
#Muted { color: $muted; }
#Trouble { color: $error; }
QToolButton[framed="true"] { background: $background; border: 1px solid $border; padding: 1px ${medium}px; }
QToolButton[framed="true"]:hover { background: $hover; }
QToolButton[framed="true"]:focus { border-color: $accent; }
QProgressBar { background: $line; border: none; border-radius: 3px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
""")


def text_height() -> int:
    """The height in pixels of a line of the application's text, the measure of all distances."""
    return QFontMetrics(QApplication.font()).height()


def palette_of(theme: Theme) -> QPalette:
    """The colours that Fusion paints controls with."""
    palette = QPalette()
    role = QPalette.ColorRole
    colors = {
        role.Window: theme.surface,
        role.WindowText: theme.ink,
        role.Base: theme.background,
        role.AlternateBase: theme.surface,
        role.Text: theme.ink,
        role.PlaceholderText: theme.muted,
        role.Button: theme.surface,
        role.ButtonText: theme.ink,
        role.BrightText: theme.error,
        role.Highlight: theme.accent,
        role.HighlightedText: ink_on(theme.accent),
        role.Link: theme.accent,
        role.ToolTipBase: theme.background,
        role.ToolTipText: theme.ink,
        role.Light: theme.background,
        role.Midlight: theme.surface,
        role.Mid: theme.line,
        role.Dark: theme.line,
        role.Shadow: theme.line,
        role.Accent: theme.accent,
    }
    for which, color in colors.items():
        palette.setColor(which, QColor(color))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(_faint(theme)))
    return palette


def style_sheet(theme: Theme, pixels: float) -> str:
    """The rules that Fusion and a palette cannot express; ``pixels`` is the size of the text."""
    em = pixels
    lengths = {
        "small": 0.3 * em,
        "medium": 0.65 * em,
        "large": 1.3 * em,
        "gap": 0.4 * em,
        "radius": 0.35 * em,
        "row": 1.35 * em,
        "glyph": 0.75 * em,
        "bar": 0.85 * em,
        "bar_radius": 0.85 * em / 2 - 2,
    }
    knob = 2 * round(0.45 * em)
    colors = {
        "background": theme.background,
        "surface": theme.surface,
        "ink": theme.ink,
        "muted": theme.muted,
        "line": theme.line,
        "accent": theme.accent,
        "error": theme.error,
        "on_accent": ink_on(theme.accent),
        "faint": _faint(theme),
        "hover": mix(theme.surface, theme.accent, 0.12),
        "pressed": mix(theme.surface, theme.accent, 0.24),
        "border": mix(theme.line, theme.ink, 0.18),
        "handle": mix(theme.line, theme.ink, 0.12),
        "banner": mix(theme.background, theme.error, 0.12),
    }
    icons = {name: resource.path("icons", f"chevron-{name}.svg").as_posix() for name in ("down", "up")}
    whole = {name: max(1, round(length)) for name, length in lengths.items()}
    whole |= {"slider": knob + 4, "knob": knob, "half": knob // 2 + 2, "overhang": knob // 2}
    return _SHEET.substitute(colors, **whole, **icons)


def apply_style(app: QApplication, theme: Theme, percent: int) -> None:
    """Dress the whole application in a theme, with text at ``percent`` of its usual size."""
    font = QFont("Inter")
    font.setPointSizeF(BASE_POINT_SIZE * percent / 100)
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    app.setFont(font)
    app.setPalette(palette_of(theme))
    pixels = font.pointSizeF() * app.primaryScreen().logicalDotsPerInch() / 72
    app.setStyleSheet(style_sheet(theme, pixels))


def _faint(theme: Theme) -> str:
    """The colour of text that cannot be used now."""
    return mix(theme.muted, theme.surface, 0.45)
