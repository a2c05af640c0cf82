"""What is exported: the figure, and where in the run."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ..engine.run import Run
from ..experiment.experiment import Experiment
from ..export.drawing import steps_around
from ..scene.board import SIZES
from .export_choice import NUMBERS, Subject, adapted, figures_of, layers_of, offers_of, takes_of
from .export_field import ChoiceBox, OfField, RangeField, form_layout, label_of
from .network_form import size_box

NUMBERS_TITLE = "Numbers and equations as text"
PICTURES = {
    "one": "one picture",
    "plain": "one picture, no step marked",
    "steps": "one of every step",
    "substeps": "one of every equation",
}
OF_WORDS = (
    "Names with commas between. A board takes figures, such as cell,unfolded/gradients*2,heat-map=W_f: "
    "/ starts a row, * gives a share of its width, = says what of."
)
ALL_LAYERS = "all, or the first"


class SubjectForm(QWidget):
    """Shows only the rows that the chosen figure takes; ``changed`` tells that something was chosen."""

    changed = Signal()

    def __init__(self, experiment: Experiment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._experiment = experiment
        self._numbers_take_step = False
        self.figure = ChoiceBox("Figure", {}, self)
        self.layer = ChoiceBox("Layer and direction", {}, self)
        self.of = OfField("Of which value, parameter or figures", self)
        self.of.setToolTip(OF_WORDS)
        self.aspect = ChoiceBox("Aspect", {name: name for name in SIZES}, self)
        self.pictures = ChoiceBox("Pictures", PICTURES, self)
        self.step = size_box(self, "Step", 1, 1)
        self.span = RangeField("step of the sequence", self)
        self.substep = size_box(self, "Equations computed", 0, 1)
        self.stretch = RangeField("step in the picture", self)
        self._form = form_layout()
        self._lay_out()
        for choice in (self.figure, self.layer, self.aspect, self.pictures):
            choice.currentIndexChanged.connect(self._on_change)
        for box in (self.step, self.substep):
            box.valueChanged.connect(self._on_change)
        for ends in (self.of, self.span, self.stretch):
            ends.changed.connect(self._on_change)
        self.set_experiment(experiment)

    @property
    def subject(self) -> Subject:
        """What is chosen."""
        pictures, (first, last) = self._pictures, self.span.ends
        is_sequence = pictures in ("steps", "substeps")
        step = first if is_sequence else None if pictures == "plain" else self.step.value() or None
        return Subject(
            self.figure.key,
            step,
            last if is_sequence else None,
            True if pictures == "substeps" else self._substep,
            self._stretch,
            self.layer.key or None if self.layer.count() > 1 else None,
            self.of.text,
            self.aspect.key,
        ).fitted()

    def set_experiment(self, experiment: Experiment) -> None:
        """Offer what another experiment has; what is chosen stays as far as it has that."""
        self._experiment = experiment
        run = experiment.run()
        blockers = [QSignalBlocker(widget) for widget in (self.step, self.substep)]
        self.figure.offer({**figures_of(run), NUMBERS: NUMBERS_TITLE})
        for ends in (self.span, self.stretch):
            ends.offer(run.n_steps)
        self.substep.setRange(0, len(run.order))
        self._show_rows()
        del blockers

    def show_subject(self, subject: Subject) -> None:
        """Show what is to be chosen at first."""
        run = self._experiment.run()
        subject = adapted(subject, run)
        fields = (self.figure, self.layer, self.aspect, self.pictures, self.step, self.substep)
        blockers = [QSignalBlocker(widget) for widget in fields]
        self.figure.choose(subject.figure)
        self._show_rows()
        self.layer.choose(subject.layer or "")
        self.of.show_text(subject.of)
        self.aspect.choose(subject.aspect or self.aspect.key)
        self.pictures.choose(_pictures_of(subject))
        step = subject.step or run.n_steps
        self.step.setValue(0 if subject.figure == NUMBERS and subject.step is None else step)
        self.span.show_ends(1 if subject.last is None else step, subject.last or run.n_steps)
        done = subject.substep
        self.substep.setValue(len(run.order) if done is None or isinstance(done, bool) else done)
        self.stretch.show_ends(*(subject.steps or steps_around(step, run.n_steps)))
        self._show_rows()
        del blockers
        self.changed.emit()

    def set_numbers_take_step(self, take_step: bool) -> None:
        """Whether the format of numbers can be of one step."""
        if take_step != self._numbers_take_step:
            self._numbers_take_step = take_step
            self._show_rows()

    @property
    def _pictures(self) -> str:
        is_figure_of_step = "step" in takes_of(self.figure.key) and self.figure.key != NUMBERS
        return self.pictures.key if is_figure_of_step else "one"

    @property
    def _substep(self) -> int | None:
        done = self.substep.value()
        return None if done == self.substep.maximum() else done

    @property
    def _stretch(self) -> tuple[int, int]:
        first, last = self.stretch.ends
        return min(first, last), max(first, last)

    def _on_change(self) -> None:
        self._show_rows()
        self.changed.emit()

    def _lay_out(self) -> None:
        form = self._form
        form.addRow(label_of("&Figure", self.figure), self.figure)
        form.addRow(label_of("&Layer", self.layer), self.layer)
        form.addRow(label_of("&Of", self.of), self.of)
        form.addRow(label_of("&Aspect", self.aspect), self.aspect)
        form.addRow(label_of("&Pictures", self.pictures), self.pictures)
        form.addRow(label_of("S&tep", self.step), self.step)
        form.addRow(label_of("S&teps", self.span), self.span)
        form.addRow(label_of("Comp&uted", self.substep), self.substep)
        form.addRow(label_of("Sho&wn steps", self.stretch), self.stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(form)

    def _show_rows(self) -> None:
        """Show the rows that matter for what is chosen."""
        run, name = self._experiment.run(), self.figure.key
        takes, is_numbers = takes_of(name), name == NUMBERS
        self._offer_step(run, is_numbers)
        self._offer_layers(layers_of(run.network), takes)
        self.of.offer(offers_of(run, name))
        self.pictures.offer({key: PICTURES[key] for key in self._offered_pictures(takes)})
        is_one, is_sequence = self._pictures == "one", self._pictures in ("steps", "substeps")
        self.substep.setSuffix(f" of {len(run.order)} equations")
        visible = {
            self.layer: "layer" in takes and len(run.network.sweeps) > 1,
            self.of: "of" in takes,
            self.aspect: "aspect" in takes,
            self.pictures: "step" in takes and not is_numbers,
            self.step: "step" in takes and is_one and (self._numbers_take_step or not is_numbers),
            self.span: is_sequence,
            self.substep: "substep" in takes and is_one,
            self.stretch: "steps" in takes,
        }
        for field, shown in visible.items():
            self._form.setRowVisible(field, shown)

    def _offer_layers(self, layers: dict[str, str], takes: frozenset[str]) -> None:
        """The layers, and all of them where the figure is not the inside of one."""
        self.layer.offer(layers if "substep" in takes else {"": ALL_LAYERS, **layers})

    def _offered_pictures(self, takes: frozenset[str]) -> list[str]:
        """What the figure can be several pictures of; one without a step only where it would mark that."""
        needs = {"plain": "steps", "substeps": "substep"}
        return [key for key in PICTURES if key not in needs or needs[key] in takes]

    def _offer_step(self, run: Run, is_numbers: bool) -> None:
        with QSignalBlocker(self.step):
            self.step.setSpecialValueText("none, symbols only" if is_numbers else "")
            self.step.setRange(0 if is_numbers else 1, run.n_steps)


def _pictures_of(subject: Subject) -> str:
    if subject.substep is True:
        return "substeps"
    if subject.last is not None:
        return "steps"
    return "plain" if subject.step is None and "steps" in takes_of(subject.figure) else "one"
