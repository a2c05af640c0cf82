"""The question for the settings of a training."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from ..engine.error import InputError
from ..engine.optimiser import OptimiserName, Settings
from ..experiment.task_edit import set_settings
from ..experiment.training import find_training, make_trainer
from .entry import NumberEntry
from .network_form import Note
from .session import Edit, Session
from .style import text_height

OPTIMISERS: dict[OptimiserName, str] = {
    "sgd": "SGD",
    "momentum": "SGD with momentum",
    "rmsprop": "RMSprop",
    "adam": "Adam",
}
OF_OPTIMISER: dict[str, tuple[str, ...]] = {
    "momentum": ("momentum",),
    "rmsprop": ("decay",),
    "adam": ("first_decay", "second_decay"),
}
"""The numbers that an optimiser has beside its learning rate."""
FIELDS = {
    "rate": ("Learning &rate", "How far a step goes along the gradient"),
    "momentum": ("&Momentum µ", "How much of its last step a step keeps"),
    "decay": ("De&cay ρ", "How much of the mean square of the gradient is kept at a step"),
    "first_decay": ("Decay β₁", "How much of the mean gradient is kept at a step"),
    "second_decay": ("Decay β₂", "How much of the mean square of the gradient is kept at a step"),
    "batch_size": ("&Batch size", "How many sequences are learnt from at a step"),
    "truncation": ("&Truncation", "How many steps back-propagation through time goes back; empty for all"),
    "clip": ("C&lip to norm", "The largest norm that the gradient may have; empty for any"),
    "weight_decay": ("&Weight decay", "How strongly every weight is drawn to 0"),
    "check_every": ("Look at &held-out every", "After so many steps the held-out sequences are looked at"),
    "seed": ("See&d", "Of the parameters and of the batches; another seed begins anew"),
}
WHOLE = ("batch_size", "truncation", "check_every", "seed")
OPTIONAL = ("truncation", "clip")


class SettingsDialog(QDialog):
    """Asks how to train; what is wrong is explained in place, and all that is changed is one edit."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Settings of the training")
        self._session = session
        settings = self._settings = find_training(session.experiment).settings
        self.optimiser = QComboBox(self)
        self.optimiser.setAccessibleName("Optimiser")
        for key, title in OPTIMISERS.items():
            self.optimiser.addItem(title, key)
        self.optimiser.setCurrentIndex(self.optimiser.findData(settings.optimiser))
        self.fields: dict[str, QLineEdit] = {}
        self._form = QFormLayout()
        self._form.addRow("&Optimiser", self.optimiser)
        for name, (title, says) in FIELDS.items():
            field = self.fields[name] = QLineEdit(_spell(getattr(settings, name)), self)
            field.setAccessibleName(title.replace("&", ""))
            field.setToolTip(says)
            field.setPlaceholderText({"truncation": "all steps", "clip": "not clipped"}.get(name, ""))
            self._form.addRow(title, field)
        self._error = Note(self)
        self._error.say("")
        self._lay_out()
        self.optimiser.currentIndexChanged.connect(self._show_optimiser)
        self._show_optimiser()

    def _show_optimiser(self, _index: int = 0) -> None:
        """Show the numbers of the chosen optimiser only."""
        shown = OF_OPTIMISER.get(str(self.optimiser.currentData()), ())
        for names in OF_OPTIMISER.values():
            for name in names:
                self._form.setRowVisible(self.fields[name], name in shown)
        self.adjustSize()

    @override
    def accept(self) -> None:
        try:
            edit = self._edit()
        except InputError as error:
            self._error.setObjectName("Trouble")
            self._error.style().polish(self._error)
            self._error.say(str(self._as_shown(error)))
            self.adjustSize()
            return
        if edit is not None:
            self._session.apply("Change the settings of the training", edit)
        super().accept()

    def _as_shown(self, error: InputError) -> InputError:
        """The error with the name that the field has here, and with what stands in it."""
        if error.field not in self.fields:
            return error
        field = self.fields[error.field]
        return InputError(field.accessibleName(), field.text().strip(), error.expected)

    def _edit(self) -> Edit | None:
        """The edit that sets what was chosen; None where nothing is new, InputError where it cannot be."""
        settings = self._read()
        if settings == self._settings:
            return None
        edit = partial(set_settings, settings=settings)
        changed = edit(self._session.experiment)
        if changed.training is not None and (changed.loss is not None or changed.training.task is not None):
            make_trainer(changed)
        return edit

    def _read(self) -> Settings:
        found: dict[str, Any] = {"optimiser": self.optimiser.currentData()}
        for name, field in self.fields.items():
            title = field.accessibleName()
            text = field.text().strip()
            if not text and name in OPTIONAL:
                found[name] = None
            elif name in WHOLE:
                if not text.isdecimal() or len(text) > 12:
                    raise InputError(title, text or "nothing", "a whole number from 0")
                found[name] = int(text)
            else:
                found[name] = NumberEntry().parse(title, text or "nothing")
        return replace(self._settings, **found)

    def _lay_out(self) -> None:
        em = text_height()
        self._form.setHorizontalSpacing(em)
        self._form.setVerticalSpacing(em // 3)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(em, em, em, em)
        layout.setSpacing(em // 2)
        layout.addLayout(self._form)
        layout.addWidget(self._error)
        layout.addWidget(buttons)
        self.setMinimumWidth(24 * em)


def _spell(value: float | int | None) -> str:
    """A setting as it is typed; nothing for None."""
    return "" if value is None else str(value) if isinstance(value, int) else f"{value:.12g}"
