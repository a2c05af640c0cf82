"""Forms for data of one's own: a text, or a table of numbers; opened from a file or pasted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..engine.error import InputError
from ..experiment.experiment import Experiment
from ..experiment.own_text import LONGEST_PASSAGE, OwnText, make_text
from ..experiment.storage import read_utf8
from ..experiment.table import Columns, read_table
from ..experiment.task_edit import learn_data
from ..experiment.task_experiment import LIKE_DATA, LIKE_TEXT
from ..experiment.training import Data
from .network_form import size_box
from .style import text_height
from .task_form import describe_network

MOST_SHOWN = 20_000
"""Longer texts are shown by their beginning only."""
MOST_AHEAD = 10_000


class OwnDataForm(QWidget):
    """Where a text is opened or pasted; what a subclass reads from it is learnt."""

    heading = sentence = filter = known = label = ""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole: str | None = None
        em = text_height()
        title, sentence = QLabel(self.heading, self), QLabel(self.sentence, self)
        title.setObjectName("Heading")
        sentence.setWordWrap(True)
        self.text = QPlainTextEdit(self)
        self.text.setAccessibleName(self.heading)
        self.text.setPlaceholderText("Paste here, or open a file")
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(5 * em)
        self.open = QToolButton(self)
        self.open.setText("Open file…")
        self.open.setProperty("framed", True)
        self.file = QLabel(self)
        self.file.setObjectName("Muted")
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(em)
        self.form.setVerticalSpacing(em // 3)
        row = QHBoxLayout()
        row.addWidget(self.open)
        row.addWidget(self.file, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em // 2)
        column.addWidget(title)
        column.addWidget(sentence)
        column.addLayout(row)
        column.addWidget(self.text, 1)
        column.addLayout(self.form)
        self.open.clicked.connect(self._on_open)
        self.text.textChanged.connect(self._on_typed)

    @property
    def content(self) -> str:
        """The whole text that was opened or pasted."""
        return self.text.toPlainText() if self._whole is None else self._whole

    def read(self) -> Data:
        """What is to be learnt; InputError names what is wrong with it."""
        raise NotImplementedError

    def edit(self, experiment: Experiment, keeps_layers: bool) -> Experiment:
        """The experiment with the data."""
        return learn_data(experiment, self.read(), keeps_layers=keeps_layers)

    def open_path(self, path: Path) -> None:
        """Show the text in a file; InputError where it cannot be read."""
        text = read_utf8(path, "a file in UTF-8 that can be read")
        self.text.setPlainText(text[:MOST_SHOWN])
        self._whole = text
        more = "" if len(text) <= MOST_SHOWN else f", of which the first {MOST_SHOWN:,} are shown"
        self.file.setText(f"{path.name}: {len(text):,} characters{more}")

    def _on_open(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, f"Open {self.heading.lower()}", "", self.filter)
        if not chosen:
            return
        try:
            self.open_path(Path(chosen))
        except InputError as error:
            self.file.setText(str(error))

    def _on_typed(self) -> None:
        """What is changed by hand counts as it is shown."""
        if self._whole is not None and self._whole[:MOST_SHOWN] != self.text.toPlainText():
            self._whole = None
            self.file.setText("")


class TextForm(OwnDataForm):
    """A text for a character model."""

    heading = "A text of your own"
    sentence = "Predict the next character of a text in UTF-8; its last tenth is held out."
    filter = "Texts (*.txt *.md *.c *.py *.csv);;All files (*)"
    known = describe_network(LIKE_TEXT)
    label = "Learn a text"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steps = size_box(self, "Length of the passages", 2, LONGEST_PASSAGE)
        self.steps.setValue(50)
        self.alphabet = QLineEdit(self)
        self.alphabet.setAccessibleName("Alphabet")
        self.alphabet.setPlaceholderText("all characters of the text")
        self.form.addRow("Length of the passages", self.steps)
        self.form.addRow("Alphabet", self.alphabet)

    def read(self) -> OwnText:
        """The text with its alphabet."""
        return make_text(self.content, self.alphabet.text() or None, self.steps.value())


class TableForm(OwnDataForm):
    """A table of numbers whose rows are steps."""

    heading = "A table of your own"
    sentence = "CSV or TSV with a header; every row is a step. Empty cells are allowed among the targets."
    filter = "Tables (*.csv *.tsv *.txt);;All files (*)"
    known = describe_network(LIKE_DATA)
    label = "Learn a table"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns: dict[str, QLineEdit] = {}
        for name, title, hint in (
            ("inputs", "Input columns", "all that are not targets; separate names by commas"),
            ("targets", "Target columns", "the last one"),
            ("sequence", "Column of the sequence", "none: one sequence"),
        ):
            field = self.columns[name] = QLineEdit(self)
            field.setAccessibleName(title)
            field.setPlaceholderText(hint)
            self.form.addRow(title, field)
        self.ahead = size_box(self, "Rows ahead", 0, MOST_AHEAD)
        self.ahead.setToolTip("The target of a row is found so many rows later")
        self.standardise = QCheckBox("Scale every column to mean 0 and deviation 1", self)
        self.form.addRow("Rows ahead", self.ahead)
        self.form.addRow("", self.standardise)

    def read(self) -> Data:
        """The sequences in the table."""
        inputs, targets = (_names(self.columns[name].text()) for name in ("inputs", "targets"))
        columns = Columns(inputs, targets, self.columns["sequence"].text().strip() or None, self.ahead.value())
        return read_table(self.content, columns, standardise=self.standardise.isChecked())


def _names(text: str) -> list[str] | None:
    return [name.strip() for name in text.split(",")] if text.strip() else None
