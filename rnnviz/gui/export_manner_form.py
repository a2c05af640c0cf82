"""How it is exported: format, size, look, and the pace of moving pictures."""

from __future__ import annotations

from contextlib import ExitStack
from typing import cast

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from ..engine.notation import NOTATIONS
from ..export.animation import WRITERS
from ..export.formats import DATA, DPI, FORMATS
from ..export.look import MOST_DIGITS, TEXT_SIZES, Background, Look, ThemeName, Values
from .export_choice import Manner
from .export_field import ChoiceBox, form_layout, label_of, number_box
from .export_sheet import SLIDES
from .export_size_field import SizeField
from .network_form import size_box
from .style import text_height

RASTER, OUTLINED = ("png", *WRITERS), ("svg",)
"""Formats of dots, and formats whose text can be drawn as shapes."""
THEME_TITLES = {"light": "light", "dark": "dark", "print": "print, black and white"}
BACKGROUNDS = {"theme": "of the theme", "white": "white", "transparent": "transparent"}
AS_IS = "that of the window"
VALUES = {"all": "chips and coloured wires", "chips": "chips", "wires": "coloured wires", "none": "none"}


class MannerForm(QWidget):
    """Shows the rows that the format has use for; ``changed`` tells that something was chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_numbers = False
        self._make_file_fields()
        self._make_look_fields()
        self._file, self._look = form_layout(), form_layout()
        self._lay_out()
        self._connect()
        self._show_rows()

    @property
    def manner(self) -> Manner:
        """What is chosen."""
        dpi = self.dpi.value()
        return Manner(
            self.format.key,
            self.data.key,
            self.size_field.text,
            dpi if dpi >= DPI[0] else None,
            self.outlines.isChecked(),
            self.seconds.value(),
            self.loop.value(),
            self._chosen_look(),
        )

    def show_manner(self, manner: Manner) -> None:
        """Show another manner, and tell once."""
        with ExitStack() as blocked:
            for field in self._fields():
                blocked.enter_context(QSignalBlocker(field))
            self.format.choose(manner.format)
            self.data.choose(manner.data)
            self.size_field.show_text(manner.size)
            self.dpi.setValue(manner.dpi or self.dpi.minimum())
            self.outlines.setChecked(manner.outlines)
            self.seconds.setValue(manner.seconds)
            self.loop.setValue(manner.loop)
            self._show_look(manner.look)
        self._on_change()

    def show_numbers(self, are_numbers: bool) -> None:
        """Show the formats of numbers, or those of pictures and their look."""
        self._is_numbers = are_numbers
        self._show_rows()

    def _make_file_fields(self) -> None:
        self.format = ChoiceBox("Format", {name: form.title for name, form in FORMATS.items()}, self)
        self.data = ChoiceBox("Format", {name: form.title for name, form in DATA.items()}, self)
        self.size_field = SizeField(self)
        self.dpi = size_box(self, "Dots per inch", DPI[0] - 1, DPI[1])
        self.dpi.setSpecialValueText("usual")
        self.dpi.setSuffix(" dots per inch")
        self.outlines = QCheckBox("text as outlines", self)
        self.outlines.setToolTip("Looks alike without the fonts, but can no longer be edited as text")
        self.seconds = number_box(self, "Seconds for each picture", (0.02, 60), 0.1)
        self.seconds.setSuffix(" s for each picture")
        self.loop = size_box(self, "How often it plays", 0, 1000)
        self.loop.setSpecialValueText("for ever")
        self.loop.setSuffix(" times")

    def _make_look_fields(self) -> None:
        self.theme = ChoiceBox("Theme", THEME_TITLES, self)
        self.background = ChoiceBox("Background", BACKGROUNDS, self)
        low, high = (round(100 * size) for size in TEXT_SIZES)
        self.text_size = size_box(self, "Text size in percent", low, high)
        self.text_size.setSingleStep(10)
        self.text_size.setSuffix(" %")
        self.digits = size_box(self, "Digits", 0, MOST_DIGITS)
        self.digits.setSpecialValueText("")
        self.values = ChoiceBox("Values", VALUES, self)
        self.notation = ChoiceBox("Notation", {"": AS_IS, **{row.key: row.title for row in NOTATIONS.values()}}, self)
        self.legend = QCheckBox("legend", self)
        self.caption = QCheckBox("caption", self)

    def _fields(self) -> tuple[QWidget, ...]:
        file = (self.format, self.data, self.size_field, self.dpi, self.outlines, self.seconds, self.loop)
        look = (self.theme, self.background, self.text_size, self.digits, self.values, self.notation)
        return (*file, *look, self.legend, self.caption)

    def _connect(self) -> None:
        for choice in (self.format, self.data, self.theme, self.background, self.values, self.notation):
            choice.currentIndexChanged.connect(self._on_change)
        for box in (self.dpi, self.loop, self.text_size, self.digits):
            box.valueChanged.connect(self._on_change)
        for check in (self.outlines, self.legend, self.caption):
            check.toggled.connect(self._on_change)
        self.seconds.valueChanged.connect(self._on_change)
        self.size_field.changed.connect(self._on_change)

    def _lay_out(self) -> None:
        for text, field in (
            ("For&mat", self.format),
            ("For&mat", self.data),
            ("Si&ze", self.size_field),
            ("&Resolution", self.dpi),
            ("", self.outlines),
            ("&Speed", self.seconds),
            ("Pla&ys", self.loop),
        ):
            self._file.addRow(label_of(text, field), field)
        for text, field in (
            ("T&heme", self.theme),
            ("&Background", self.background),
            ("Te&xt size", self.text_size),
            ("Di&gits", self.digits),
            ("&Values", self.values),
            ("&Notation", self.notation),
            ("With", self.legend),
            ("", self.caption),
        ):
            self._look.addRow(label_of(text, field), field)
        self._heading = QLabel("Look", self)
        self._heading.setObjectName("Heading")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(text_height() // 2)
        column.addLayout(self._file)
        column.addSpacing(text_height() // 2)
        column.addWidget(self._heading)
        column.addLayout(self._look)

    def _on_change(self) -> None:
        self._show_rows()
        self.changed.emit()

    def _show_rows(self) -> None:
        name, is_picture = self.format.key, not self._is_numbers
        self.size_field.set_slides(name in SLIDES)
        visible = {
            self.format: is_picture,
            self.data: not is_picture,
            self.size_field: is_picture,
            self.dpi: is_picture and name in RASTER and not self.size_field.is_in_pixels,
            self.outlines: is_picture and name in OUTLINED,
            self.seconds: is_picture and name in WRITERS,
            self.loop: is_picture and name in WRITERS,
        }
        for field, shown in visible.items():
            self._file.setRowVisible(field, shown)
        for row in range(self._look.rowCount()):
            self._look.setRowVisible(row, is_picture)
        self._heading.setVisible(is_picture)

    def _chosen_look(self) -> Look:
        return Look(
            cast(ThemeName, self.theme.key),
            cast(Background, self.background.key),
            self.digits.value(),
            cast(Values, self.values.key),
            self.text_size.value() / 100,
            self.notation.key or None,
            self.legend.isChecked(),
            self.caption.isChecked(),
        )

    def _show_look(self, look: Look) -> None:
        self.theme.choose(look.theme)
        self.background.choose(look.background)
        self.digits.setValue(look.digits)
        self.values.choose(look.values)
        self.text_size.setValue(round(100 * look.text_size))
        self.notation.choose(look.notation or "")
        self.legend.setChecked(look.legend)
        self.caption.setChecked(look.caption)
