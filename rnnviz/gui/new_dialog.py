"""The question for cell, sizes, loss and seed of a new experiment."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from ..engine.error import InputError
from ..experiment import edits
from ..experiment.experiment import Experiment
from ..experiment.limit import MAX_SIZE, MAX_STEPS
from .layer_list import BOTH_WAYS, MOST_LAYERS
from .network_form import cell_box, loss_box, size_box
from .style import text_height

MAX_SEED = 2**31 - 1


class NewDialog(QDialog):
    """Makes ``experiment`` from the fields, which begin as in ``like``; a bad field is explained in place."""

    def __init__(self, like: Experiment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("New experiment")
        self.experiment: Experiment | None = None
        self.cell = cell_box(self)
        self.alphabet = QLineEdit(self)
        self.alphabet.setPlaceholderText("numbers, or symbols such as helo")
        self.alphabet.setAccessibleName("Alphabet")
        self.input_size = size_box(self, "Input size", 1, MAX_SIZE)
        self.hidden_size = size_box(self, "Hidden size", 1, MAX_SIZE)
        self.layers = size_box(self, "Layers", 1, MOST_LAYERS)
        self.both_ways = QCheckBox("in both directions", self)
        self.both_ways.setToolTip(BOTH_WAYS)
        self.output_size = size_box(self, "Read-out size", 0, MAX_SIZE)
        self.n_steps = size_box(self, "Steps", 1, MAX_STEPS)
        self.loss = loss_box(self)
        self.seed = size_box(self, "Seed", 0, MAX_SEED)
        self.seed.setSpecialValueText("")
        self._error = QLabel(self)
        self._error.setWordWrap(True)
        self._error.setVisible(False)
        self._has_refused = False
        for box in (self.input_size, self.hidden_size, self.layers, self.output_size, self.n_steps, self.seed):
            box.refused.connect(self._refuse)
            box.lineEdit().textEdited.connect(self._forget)
        self.alphabet.textChanged.connect(self._on_alphabet)
        self._show(like)
        self._lay_out()

    def _show(self, like: Experiment) -> None:
        network = like.network
        self.cell.setCurrentIndex(self.cell.findData(network.cell.key))
        self.alphabet.setText(like.alphabet or "")
        self.input_size.setValue(network.input_size)
        self.hidden_size.setValue(network.hidden_size)
        self.layers.setValue(len(network.layers))
        self.both_ways.setChecked(all(layer.bidirectional for layer in network.layers))
        self.output_size.setValue(network.output_size or 0)
        self.n_steps.setValue(like.n_steps)
        self.loss.setCurrentIndex(self.loss.findData(like.loss.kind if like.loss else None))

    def _lay_out(self) -> None:
        em = text_height()
        form = QFormLayout()
        form.setHorizontalSpacing(em)
        form.setVerticalSpacing(em // 2)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for text, field in (
            ("&Cell", self.cell),
            ("&Alphabet", self.alphabet),
            ("&Input size", self.input_size),
            ("&Hidden size", self.hidden_size),
            ("La&yers", self.layers),
            ("", self.both_ways),
            ("&Read-out size", self.output_size),
            ("S&teps", self.n_steps),
            ("&Loss", self.loss),
            ("See&d", self.seed),
        ):
            form.addRow(text, field)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        create = buttons.addButton("Create", QDialogButtonBox.ButtonRole.AcceptRole)
        create.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(em, em, em, em)
        layout.setSpacing(em)
        layout.addLayout(form)
        layout.addWidget(self._error)
        layout.addWidget(buttons)
        self.setMinimumWidth(24 * em)

    def _on_alphabet(self, text: str) -> None:
        """With an alphabet, the input has one unit for each symbol, and so has the usual read-out."""
        self.input_size.setEnabled(not text)
        if text:
            self.input_size.setValue(len(text))
            self.output_size.setValue(len(text))
            self.loss.setCurrentIndex(self.loss.findData("softmax"))

    def _refuse(self, message: str) -> None:
        """Explain a bad field, and do not create with what it holds instead before that was seen."""
        self._has_refused = True
        self._explain(message)

    def _forget(self, _text: str) -> None:
        self._has_refused = False

    def _explain(self, message: str) -> None:
        self._error.setText(message)
        self._error.setVisible(True)

    @override
    def accept(self) -> None:
        if self._has_refused:
            self._has_refused = False
            return
        try:
            self.experiment = self._make()
        except InputError as error:
            self._explain(str(error))
        else:
            super().accept()

    def _make(self) -> Experiment:
        alphabet = self.alphabet.text() or None
        fresh = Experiment.new(
            self.cell.currentData(),
            input_size=None if alphabet else self.input_size.value(),
            alphabet=alphabet,
            hidden_size=self.hidden_size.value(),
            layers=self.layers.value(),
            bidirectional=self.both_ways.isChecked(),
            output_size=self.output_size.value() or None,
            loss=self.loss.currentData(),
            seed=self.seed.value(),
        )
        # With an alphabet and a softmax, a new experiment has a read-out where none is asked for.
        return edits.resize(fresh, output_size=self.output_size.value(), n_steps=self.n_steps.value())
