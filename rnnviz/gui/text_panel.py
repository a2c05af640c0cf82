"""The panel of texts and probabilities: what a network expects next at every step, and what it writes by itself."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDoubleSpinBox, QLabel, QLineEdit, QSizePolicy, QSpinBox, QToolButton, QWidget
from typing_extensions import override

from ..engine.error import InputError
from ..engine.glyph import symbol
from ..engine.loss import NO_CLASS
from ..engine.text import mark_of
from ..experiment.experiment import Experiment
from ..experiment.sampling import Sample, check_model, draw_sample, step_through
from .figure import Figure
from .forecast import Forecast, forecast_of, forecast_of_sample, write_percent
from .forecast_bars import ForecastBars
from .forecast_view import ForecastView
from .initialise_dialog import LARGEST_SEED
from .laboratory_page import LaboratoryPage
from .network_form import inset
from .sample_text import SampleText
from .session import Session
from .style import text_height
from .switch import Switch

MOST_AGAIN = 400
"""A sample of at most so many characters is drawn again with every change of the parameters, as in a training."""
LONGEST = 5_000
NARROW = 36
"""In fewer heights of the text the fields have no room for what they are."""
ROWS = {
    "likeliest": ("Top", "The likeliest symbols, from the top down"),
    "all": ("All", "All symbols in the order of the alphabet"),
}
_NEW_LINE = "↵"


class TextPanel(LaboratoryPage):
    """Shows the probabilities along the sequence on screen, or along a sample as soon as one is drawn.

    A character of the sample that is picked makes it the sequence on screen, and its step the current one.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setAccessibleName("Text and probabilities")
        self._sample: Sample | None = None
        self._sampled: Experiment | None = None
        self._forecast: Forecast | None = None
        self._reason = self._problem = self._alphabet = ""
        self.prompt = QLineEdit(self)
        self.length, self.temperature, self.seed = QSpinBox(self), QDoubleSpinBox(self), QSpinBox(self)
        self.draw = QToolButton(self)
        self.rows = Switch("Rows", ROWS, self)
        self._trouble = QLabel(self)
        self._make_controls()
        self.text, self.strip, self.bars = SampleText(self), ForecastView(), ForecastBars()
        self._figures = Figure(self.strip, self), Figure(self.bars, self)
        self.figures.addWidget(self.text, 3)
        for figure, stretch in zip(self._figures, (4, 2), strict=True):
            self.add_figure(figure, stretch)
        self.text.picked.connect(self.step_into)
        self._figures[0].picked.connect(self._on_picked)

    @property
    def sample(self) -> Sample | None:
        """The sample that is shown; None where it is the sequence on screen."""
        return self._sample

    @property
    def problem(self) -> str:
        """What is wrong with the last wish for a sample; empty where nothing is."""
        return self._problem

    def draw_sample(self) -> None:
        """Let the network write, and show what it has written."""
        self._problem = ""
        experiment = self.session.experiment
        try:
            if self.length.value() > LONGEST:
                raise InputError("length", self.length.value(), f"at most {LONGEST:,}")
            if self.temperature.value() <= 0.0:
                raise InputError("temperature", self.temperature.value(), "a number above 0")
            self._sample = self._draw(experiment)
            self._sampled = experiment
        except InputError as error:
            self._problem = f"{error}."
        self.changed()

    def step_into(self, step: int) -> None:
        """Go to a step; that of a sample makes the sample the sequence on screen."""
        sample = self._sample
        if sample is not None:
            edit = partial(step_through, text=sample.text)
            if not self.session.apply("Step through a sample", edit):
                return
        self.session.go(step)

    @override
    def show_run(self) -> None:
        experiment = self.session.experiment
        self._fit_model(experiment)
        self._fit_sample(experiment)
        if self._sample is not None:
            self._forecast = forecast_of_sample(self._sample, self.session.run.writing)
        else:
            self._forecast = forecast_of(experiment, max(self.temperature.value(), 0.01))
        self._show_text(experiment)
        self.strip.set_forecast(self._forecast)
        what = "sample" if self._sample is not None else "sequence"
        self._figures[0].title.set_title(
            f"Probabilities along the {what}", mark_of(symbol("p", writing=self.session.run.writing)).latex
        )
        self._show_problem()

    @override
    def show_step(self) -> None:
        step = self._step
        self.strip.set_step(step)
        self.text.set_step(step)
        self.bars.show_forecast(self._forecast, step)
        self._figures[1].title.set_title(
            f"at step {step}", mark_of(symbol("p", writing=self.session.run.writing)).latex
        )

    @override
    def words(self) -> str:
        forecast, step = self._forecast, self._step
        if forecast is None:
            return ""
        if self._reason:
            return f"{_told(forecast, step)}  {self._reason}".strip()
        if self._sample is not None:
            return "Pick a character of the sample to step through it inside the cell."
        return _told(forecast, step)

    @property
    def _step(self) -> int:
        """The step that is marked; in a sample the one at which the network begins to write."""
        return self.session.step if self._sample is None else len(self._sample.prompt)

    def _draw(self, experiment: Experiment) -> Sample:
        prompt = self.prompt.text().replace(_NEW_LINE, "\n")
        return draw_sample(experiment, prompt, self.length.value(), self.temperature.value(), self.seed.value())

    def _fit_model(self, experiment: Experiment) -> None:
        """Let the fields be used where the network can write, and say why where it cannot."""
        alphabet = self._reason = ""
        try:
            alphabet = check_model(experiment)
        except InputError as error:
            self._reason = f"This network writes no text, which takes {error.expected}."
        for field in (self.prompt, self.length, self.seed, self.draw):
            field.setEnabled(bool(alphabet))
        if alphabet and alphabet != self._alphabet:
            self._alphabet, self._problem = alphabet, ""
            self.prompt.setText((_first_word(experiment) or alphabet[0]).replace("\n", _NEW_LINE))

    def _fit_sample(self, experiment: Experiment) -> None:
        """Draw the sample again where only the parameters have changed, and drop it where more has."""
        before = self._sampled
        if self._sample is None or before is None or before is experiment:
            return
        is_same = before.network is experiment.network and before.inputs is experiment.inputs
        if not is_same or len(self._sample.text) > MOST_AGAIN:
            self._sample = self._sampled = None
            return
        if before.parameters is experiment.parameters and before.start is experiment.start:
            return
        try:
            old, self._sampled = self._sample, experiment
            self._sample = draw_sample(
                experiment, old.prompt, len(old.text) - len(old.prompt), self.temperature.value(), self.seed.value()
            )
        except InputError:
            self._sample = self._sampled = None

    def _show_problem(self) -> None:
        self._trouble.setText(self.problem)
        self._trouble.setVisible(bool(self.problem))

    def _on_field(self) -> None:
        """Forget what was wrong with a field that is being corrected."""
        self._problem = ""
        self._show_problem()

    def _show_text(self, experiment: Experiment) -> None:
        sample = self._sample
        text = sample.text if sample is not None else experiment.text
        self.text.setVisible(text is not None)
        self.text.show_text(text or "", len(sample.prompt) if sample is not None else 0)

    @override
    def _on_theme_changed(self, theme: object) -> None:
        super()._on_theme_changed(theme)
        self.text.set_theme(self.session.theme)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        has_room = self.width() >= NARROW * text_height()
        self.rows.setVisible(has_room)
        for field, prefix in ((self.length, "length "), (self.temperature, "temp. "), (self.seed, "seed ")):
            field.setPrefix(prefix if has_room else "")

    def _on_picked(self, step: float, _row: float) -> None:
        self.step_into(round(step))

    def _on_rows(self, key: str) -> None:
        self.rows.show_choice(key)
        self.strip.set_rows("all" if key == "all" else "likeliest")

    def _make_controls(self) -> None:
        em = text_height()
        self.prompt.setPlaceholderText("Prompt")
        self.prompt.setMinimumWidth(5 * em)
        self.prompt.returnPressed.connect(self.draw_sample)
        self.prompt.textEdited.connect(self._on_field)
        self.length.setRange(0, 1_000_000)
        self.length.setValue(200)
        self.temperature.setRange(-100.0, 1000.0)
        self.temperature.setSingleStep(0.1)
        self.temperature.setDecimals(2)
        self.temperature.setValue(1.0)
        self.temperature.valueChanged.connect(self.changed)
        self.seed.setRange(0, LARGEST_SEED)
        self.add_control("Prompt", self.prompt)
        for field, name in ((self.length, "Length"), (self.temperature, "Temperature"), (self.seed, "Seed")):
            field.setAccessibleName(name)
            field.setToolTip(name)
            field.setKeyboardTracking(False)
            field.valueChanged.connect(self._on_field)
            inset(field)
            self.add_control("", field)
        self.temperature.setToolTip("Temperature: probabilities are softmax(y / temperature)")
        self._make_buttons()
        self._trouble.setObjectName("Trouble")
        self._trouble.setWordWrap(True)
        self._trouble.setContentsMargins(em // 2, em // 6, em // 2, em // 6)
        column = self.layout()
        assert column is not None
        column.insertWidget(1, self._trouble)  # type: ignore[attr-defined] # it is a column of widgets

    def _make_buttons(self) -> None:
        self.draw.setText("Sample")
        self.draw.setProperty("framed", True)
        self.draw.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.draw.setToolTip("Let the network write (Return in the prompt)")
        self.draw.clicked.connect(self.draw_sample)
        self.add_control("", self.draw)
        self.rows.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.rows.chosen.connect(self._on_rows)
        self.add_control("", self.rows)


def _told(forecast: Forecast, step: int) -> str:
    """The probability of what was right at a step."""
    right = forecast.right[step - 1] if step <= forecast.n_steps else NO_CLASS
    if right == NO_CLASS:
        return ""
    share = write_percent(float(forecast.probabilities[step - 1, right]))
    return f"At t = {forecast.writing.number(step)} the target “{forecast.classes[right]}” has {share}."


def _first_word(experiment: Experiment) -> str:
    """What the sequence on screen begins with, up to its first space."""
    text = experiment.text or "".join(symbol or "" for symbol in experiment.symbols[:1])
    head, space, _ = text[:12].partition(" ")
    return head + space if space else text[:1]
