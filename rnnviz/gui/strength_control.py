"""Sliders for the strength of the recurrence, and the initialiser with its seed beside them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QFormLayout, QHBoxLayout, QLabel, QSlider, QSpinBox, QWidget
from typing_extensions import override

from ..engine.glyph import symbol, writing_of
from ..engine.initial import SCHEMES
from ..engine.strength import belt_bias, belt_biases, recurrent_radius
from ..engine.text import mark_of
from ..experiment import edits
from ..experiment.experiment import Experiment
from ..scene.number import MINUS
from .focus import leaves_undo
from .initialise_dialog import LARGEST_SEED, SAYS
from .live_edit import LiveEdit
from .network_form import inset
from .session import Session
from .style import text_height

LARGEST_RADIUS, LARGEST_BIAS = 3.0, 6.0
LEAST_RADIUS = 0.01
"""It goes no lower, for at 0 the directions of the matrices would be lost."""
_STEPS = 100


class NumberField(QDoubleSpinBox):
    """A number that is told when it is typed to the end; from then on undo is for the window."""

    @override
    def event(self, event: QEvent) -> bool:
        if leaves_undo(event, self.cleanText(), self.textFromValue(self.value())):
            event.ignore()
            return False
        return super().event(event)


class NumberSlider(QWidget):
    """A slider and a field for one number; ``wished`` tells a wish, ``grasped`` that the next is a new step."""

    wished = Signal(float)
    grasped = Signal()

    def __init__(self, name: str, low: float, high: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setRange(round(low * _STEPS), round(high * _STEPS))
        self.slider.setSingleStep(_STEPS // 20)
        self.slider.setPageStep(_STEPS // 4)
        self.slider.setMinimumWidth(6 * text_height())
        self.slider.setAccessibleName(name)
        self._least = low
        self.field = NumberField(self)
        self.field.setRange(-100.0 if low < 0.0 else 0.0, 100.0)
        self.field.setSingleStep(0.05)
        self.field.setKeyboardTracking(False)
        self.field.setAccessibleName(f"{name} as a number")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.slider, 1)
        row.addWidget(self.field)
        self.slider.sliderPressed.connect(self.grasped)
        self.slider.valueChanged.connect(self._on_slid)
        self.field.valueChanged.connect(self._on_typed)
        self.field.editingFinished.connect(self.grasped)

    def show_number(self, value: float) -> None:
        """Show what holds; nothing is told."""
        with QSignalBlocker(self.slider), QSignalBlocker(self.field):
            self.slider.setValue(round(max(-1e6, min(1e6, value * _STEPS))))
            self.field.setValue(value)

    def _on_slid(self, place: int) -> None:
        with QSignalBlocker(self.field):
            self.field.setValue(place / _STEPS)
        self.wished.emit(place / _STEPS)

    def _on_typed(self, value: float) -> None:
        if self._least > 0.0 and value < self._least:
            value = self._least
            with QSignalBlocker(self.field):
                self.field.setValue(value)
        with QSignalBlocker(self.slider):
            self.slider.setValue(round(value * _STEPS))
        self.wished.emit(value)


class StrengthControl(QWidget):
    """Changes the spectral radius, the bias that keeps the state, and all parameters by an initialiser.

    A drag is one undoable step, and so is a number that is typed or stepped until Enter or another field ends it.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._live: LiveEdit | None = None
        self._label = ""
        self._mine: Experiment | None = None
        self._drawn: Experiment | None = None
        self.radius = NumberSlider("Spectral radius ρ", LEAST_RADIUS, LARGEST_RADIUS, self)
        self.radius.setToolTip(
            "Scale every recurrent matrix so that its largest |eigenvalue| is ρ, at least 0.01: at 0 all of it is lost"
        )
        self.bias = NumberSlider("Bias that keeps the state", -LARGEST_BIAS, LARGEST_BIAS, self)
        self.bias.setToolTip(
            "Move this bias in every unit, to this mean: the larger it is, the more of the old state is kept"
        )
        self.scheme, self.seed = QComboBox(self), QSpinBox(self)
        self._arrange()
        self.radius.grasped.connect(self._end)
        self.bias.grasped.connect(self._end)
        self.radius.wished.connect(self._on_radius)
        self.bias.wished.connect(self._on_bias)
        self.scheme.activated.connect(self._initialise)
        self.seed.valueChanged.connect(self._initialise)

    def show_experiment(self) -> None:
        """Show the numbers of the experiment on screen."""
        experiment = self._session.experiment
        if not self._is_drawn(experiment):
            self.scheme.setCurrentIndex(-1)
        if experiment is self._mine:
            return
        self._mine = None
        network, parameters = experiment.network, experiment.parameters
        self.radius.show_number(recurrent_radius(network, parameters))
        bias = belt_bias(network, parameters)
        self._form.setRowVisible(self.bias, bias is not None)
        if bias is not None:
            self.bias.show_number(bias)
            (name, sign), *_ = belt_biases(network).items()
            mark = mark_of(symbol(name, None, writing_of(network, experiment.notation))).plain
            self._name.setText(f"Keep {mark}" if sign > 0 else f"Keep {MINUS}{mark}")

    def add_row(self, widget: QWidget) -> None:
        """Put something below the rest."""
        self._form.addRow(widget)

    def _arrange(self) -> None:
        for known in SCHEMES:
            self.scheme.addItem(SAYS[known][0] if known in SAYS else known, known)
        self.scheme.setPlaceholderText("Initialise …")
        self.scheme.setCurrentIndex(-1)
        self.scheme.setAccessibleName("Initialiser")
        self.scheme.setToolTip("Fill all parameters anew; “Spectral radius” uses the ρ above")
        self.seed.setRange(0, LARGEST_SEED)
        self.seed.setPrefix("seed ")
        self.seed.setAccessibleName("Seed")
        self.seed.setKeyboardTracking(False)
        inset(self.seed)
        self.seed.setToolTip("The seed of the initialiser, once one is chosen, and of the sweep")
        line = QHBoxLayout()
        line.setSpacing(text_height() // 2)
        line.addWidget(self.scheme, 1)
        line.addWidget(self.seed)
        self._name = QLabel("Keep", self)
        radius = QLabel("Radius ρ", self)
        for label in (self._name, radius):
            label.setObjectName("Muted")
        self._form = form = QFormLayout(self)
        em = text_height()
        form.setContentsMargins(em // 2, em // 4, em // 2, em // 4)
        form.setVerticalSpacing(em // 4)
        form.addRow(radius, self.radius)
        form.addRow(self._name, self.bias)
        form.addRow(line)
        self.setMaximumWidth(26 * em)

    def _end(self) -> None:
        """Let the next change be a step of its own."""
        self._mine = None

    def _on_radius(self, value: float) -> None:
        self._show("Change the spectral radius", partial(edits.scale_recurrent, radius=value))

    def _on_bias(self, value: float) -> None:
        self._show("Change the bias that keeps the state", partial(edits.set_belt_bias, value=value))

    def _show(self, label: str, edit: Callable[[Experiment], Experiment]) -> None:
        """Apply an edit to the experiment that a row of edits of the same kind began with."""
        if self._mine is None or self._mine is not self._session.experiment or label != self._label:
            self._live, self._label = LiveEdit(self._session, label), label
        assert self._live is not None
        # What is on screen by then is what the sliders show already.
        self._mine = self._session.experiment
        self._live.show(partial(self._remember, edit))

    def _remember(self, edit: Callable[[Experiment], Experiment], original: Experiment) -> Experiment:
        self._mine = edit(original)
        return self._mine

    def _is_drawn(self, experiment: Experiment) -> bool:
        """Whether the parameters are those that the initialiser drew last."""
        if self._drawn is None or experiment.network != self._drawn.network:
            return False
        return all(array is experiment.parameters[name] for name, array in self._drawn.parameters.items())

    def _initialise(self, _choice: int) -> None:
        """Fill all parameters anew, if a scheme is chosen: the numbers that the experiment came with may be no draw."""
        if self.scheme.currentIndex() < 0:
            return
        scheme = str(self.scheme.currentData())
        radius = min(self.radius.field.value(), 100.0)

        def draw(experiment: Experiment) -> Experiment:
            self._drawn = edits.initialise(experiment, scheme, self.seed.value(), radius=radius)
            return self._drawn

        self._end()
        self._session.apply(f"Initialise by {self.scheme.currentText()}", draw)
