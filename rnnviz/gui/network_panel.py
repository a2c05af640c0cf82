"""The panel of the left dock that says, and changes, what the network is."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from ..engine.glyph import writing_of
from ..engine.loss import Loss
from ..experiment import edits
from ..experiment.experiment import Experiment
from ..experiment.limit import MAX_SIZE, MAX_STEPS
from ..scene.words import write_symbol
from .layer_list import LayerList
from .network_form import SizeBox, labelled, loss_box, loss_places, size_box
from .schedule_form import ScheduleForm
from .session import Edit, Session
from .style import text_height

_WORDS = {"cell": "the cell", "hidden_size": "the hidden size"}


class NetworkPanel(QScrollArea):
    """Layers, sizes, loss, form and feedback of the experiment."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setAccessibleName("Network")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = self._page = QWidget()
        self.layers = LayerList(page)
        self.sizes: dict[str, SizeBox] = {
            "n_steps": size_box(page, "Steps", 1, MAX_STEPS),
            "input_size": size_box(page, "Input size", 1, MAX_SIZE),
            "output_size": size_box(page, "Read-out size", 0, MAX_SIZE),
        }
        self.loss = loss_box(page)
        self.loss_on = QComboBox(page)
        self.loss_on.setAccessibleName("What the loss reads")
        self.loss_on.setMinimumContentsLength(2)
        self.loss_on.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.schedule = ScheduleForm(session, page)
        self._lay_out(page)
        self.setWidget(page)
        self._connect()
        self._show()

    def _lay_out(self, page: QWidget) -> None:
        gap = text_height() // 2
        column = QVBoxLayout(page)
        column.setContentsMargins(gap, gap // 2, gap, gap)
        column.setSpacing(gap)
        column.addWidget(self.layers)
        sizes = QGridLayout()
        sizes.setHorizontalSpacing(gap)
        for place, (text, field) in enumerate(
            (("Steps", "n_steps"), ("Input", "input_size"), ("Read-out", "output_size"))
        ):
            sizes.addLayout(labelled(text, self.sizes[field]), 0, place)
            sizes.setColumnStretch(place, 1)
        column.addLayout(sizes)
        losses = QGridLayout()
        losses.setHorizontalSpacing(gap)
        losses.addLayout(labelled("Loss", self.loss), 0, 0)
        losses.addLayout(labelled("of", self.loss_on), 0, 1)
        losses.setColumnStretch(0, 5)
        losses.setColumnStretch(1, 2)
        column.addLayout(losses)
        column.addWidget(self.schedule.form)
        column.addWidget(self.schedule.feedback)
        column.addStretch(1)

    def _connect(self) -> None:
        session = self._session
        self.layers.changed.connect(self._on_layer)
        self.layers.removed.connect(self._on_removed)
        self.layers.added.connect(self._on_added)
        self.layers.refused.connect(session.message)
        self.loss.activated.connect(self._on_loss)
        self.loss_on.activated.connect(self._on_loss)
        for box in self.sizes.values():
            box.valueChanged.connect(self._on_size)
            box.refused.connect(session.message)
        session.experiment_changed.connect(self._on_experiment)

    @override
    def sizeHint(self) -> QSize:
        """All of the page, so that it need not scroll where there is room."""
        return self._page.sizeHint() + QSize(2, 2)

    def _on_experiment(self, old: Experiment, new: Experiment) -> None:
        """Show it all again, unless other things have changed."""
        if any(before is not after for before, after in zip(_told_of(old), _told_of(new), strict=True)):
            self._show()

    def _show(self) -> None:
        experiment = self._session.experiment
        network, loss = experiment.network, experiment.loss
        shown = {
            "input_size": network.input_size,
            "output_size": network.output_size or 0,
            "n_steps": experiment.n_steps,
        }
        for field, box in self.sizes.items():
            with QSignalBlocker(box):
                box.setValue(shown[field])
        self.sizes["input_size"].setEnabled(experiment.alphabet is None)
        self.sizes["input_size"].setToolTip(
            "" if experiment.alphabet is None else "One for each symbol of the alphabet"
        )
        self.layers.show_layers(network.layers)
        self.schedule.show_experiment(experiment)
        self.loss.setCurrentIndex(self.loss.findData(loss.kind if loss else None))
        writing = writing_of(network, experiment.notation)
        places = loss_places(network, writing)
        if loss is not None:
            places.setdefault(loss.on, write_symbol(loss.on, writing))
        if places != {self.loss_on.itemData(k): self.loss_on.itemText(k) for k in range(self.loss_on.count())}:
            self.loss_on.clear()
            for on, text in places.items():
                self.loss_on.addItem(text, on)
        self.loss_on.setCurrentIndex(self.loss_on.findData(loss.on) if loss else -1)
        self.loss_on.setEnabled(loss is not None and len(places) > 1)

    def _on_layer(self, place: int, field: str, value: object) -> None:
        where = f" of layer {place + 1}" if len(self._session.experiment.network.layers) > 1 else ""
        if field == "bidirectional":
            label = f"Run layer {place + 1} in {'both directions' if value else 'one direction'}"
        else:
            label = f"Change {_WORDS[field]}{where} to {self._title(place, field, value)}"
        self._apply(label, partial(edits.set_layer, k=place, **{field: value}))  # type: ignore[arg-type]  # by name

    def _title(self, place: int, field: str, value: object) -> str:
        return self.layers.rows[place].cell.currentText() if field == "cell" else str(value)

    def _on_added(self) -> None:
        self._apply("Add a layer", edits.add_layer)

    def _on_removed(self, place: int) -> None:
        self._apply(f"Take layer {place + 1} away", partial(edits.remove_layer, k=place))

    def _on_loss(self, _index: int) -> None:
        kind, on = self.loss.currentData(), self.loss_on.currentData()
        wished: Loss | str | None = Loss(kind, on) if kind is not None and self.loss_on.isEnabled() else kind
        self._apply("Change the loss", partial(edits.set_loss, loss=wished))

    def _on_size(self, value: int) -> None:
        field = next(name for name, box in self.sizes.items() if box is self.sender())
        what = self.sizes[field].accessibleName().lower()
        edit: Edit = partial(edits.resize, **{field: value})  # type: ignore[arg-type]  # the fields are its keywords
        self._apply(f"Change {what} to {value}", edit)

    def _apply(self, label: str, edit: Edit) -> None:
        """Edit, and show the truth again where the edit was refused."""
        if not self._session.apply(label, edit):
            self._show()


def _told_of(experiment: Experiment) -> tuple[object, ...]:
    """The parts of an experiment that the panel tells of."""
    schedule = experiment.schedule
    told = (experiment.network, experiment.inputs, experiment.alphabet, experiment.targets, experiment.loss)
    return *told, schedule.given, schedule.read, schedule.feedback
