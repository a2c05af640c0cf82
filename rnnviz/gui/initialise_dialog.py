"""A dialog that chooses how parameters are initialised, with the result in view."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ..engine.initial import SCHEMES
from ..experiment import edits
from ..experiment.experiment import Experiment
from .live_edit import LiveEdit
from .session import Session

SAYS = {
    "uniform": ("Uniform ±1/√H", "Every entry uniform between −1/√H and 1/√H, also the biases."),
    "xavier": ("Xavier (Glorot)", "Uniform ±√(6 / (rows + columns)); biases are 0."),
    "orthogonal": ("Orthogonal", "Orthonormal rows or columns: lengths are kept; biases are 0."),
    "identity": ("Identity", "Ones on the diagonal, else 0; biases are 0."),
    "spectral": ("Spectral radius ρ", "Square matrices scaled to the largest absolute eigenvalue ρ; biases are 0."),
    "zero": ("Zeros", "Every entry 0."),
}
LARGEST_SEED = 999_999_999


class InitialiseDialog(QDialog):
    """Initialises the parameters in ``names``, or all; every choice shows at once, Cancel takes it back."""

    def __init__(
        self, session: Session, names: tuple[str, ...] | None, scheme: str = "uniform", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._names = names
        what = "all parameters" if names is None else ", ".join(names)
        self._live = LiveEdit(session, f"Initialise {what}")
        self.setWindowTitle(f"Initialise {what}")
        self.scheme = QComboBox()
        for known in SCHEMES:
            self.scheme.addItem(SAYS[known][0] if known in SAYS else known, known)
        self.seed = QSpinBox()
        self.radius = QDoubleSpinBox()
        self.forget = QCheckBox("Forget-gate bias")
        self.forget_bias = QDoubleSpinBox()
        self._note = QLabel()
        self._set_ranges()
        self._arrange(session.experiment)
        self.scheme.setCurrentIndex(max(0, self.scheme.findData(scheme)))
        for signal in (self.scheme.currentIndexChanged, self.seed.valueChanged, self.radius.valueChanged):
            signal.connect(self._show)
        self.forget.toggled.connect(self._show)
        self.forget_bias.valueChanged.connect(self._show)
        self._show()

    def _set_ranges(self) -> None:
        self.seed.setRange(0, LARGEST_SEED)
        self.radius.setRange(0.0, 100.0)
        self.radius.setSingleStep(0.05)
        self.radius.setValue(1.0)
        self.forget_bias.setRange(-100.0, 100.0)
        self.forget_bias.setSingleStep(0.5)
        self.forget_bias.setValue(1.0)
        self.forget_bias.setAccessibleName("Value of the forget-gate bias")

    def _arrange(self, experiment: Experiment) -> None:
        self._form = form = QFormLayout()
        form.addRow("Scheme", self.scheme)
        form.addRow("Spectral radius ρ", self.radius)
        form.addRow("Seed", self.seed)
        form.addRow(self.forget, self.forget_bias)
        wanted = experiment.network.parameters if self._names is None else self._names
        form.setRowVisible(self.forget, any(name.rpartition(".")[2] == "b_f" for name in wanted))
        self._note.setObjectName("Muted")
        self._note.setWordWrap(True)
        self._note.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self._note.setAlignment(Qt.AlignmentFlag.AlignTop)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self._note)
        layout.addWidget(buttons)

    def _show(self, _changed: object = None) -> None:
        """Show the parameters of the present choice."""
        scheme = str(self.scheme.currentData())
        self._note.setText(SAYS[scheme][1] if scheme in SAYS else "")
        self._form.setRowVisible(self.radius, scheme == "spectral")
        self._form.setRowVisible(self.seed, scheme not in ("identity", "zero"))
        self.forget_bias.setEnabled(self.forget.isChecked())
        self._live.show(
            partial(
                edits.initialise,
                scheme=scheme,
                seed=self.seed.value(),
                names=self._names,
                radius=self.radius.value(),
                forget_bias=self.forget_bias.value() if self.forget.isChecked() else None,
            )
        )

    @override
    def reject(self) -> None:
        self._live.cancel()
        super().reject()
