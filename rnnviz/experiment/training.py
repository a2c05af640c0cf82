"""How an experiment is trained: on which task or data, with which settings, and how far it has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from ..engine.error import InputError, UnknownNameError
from ..engine.loss import Kind
from ..engine.network import Network
from ..engine.ops import Array
from ..engine.optimiser import Settings
from ..engine.task import Sequences, Sizes, Task, Value
from ..engine.train import Progress, Trainer
from ..tasks import TASKS
from .array import spell
from .own_data import OwnData
from .own_text import OwnText
from .source import AnySource, DataSource, TaskSource

if TYPE_CHECKING:
    from .experiment import Experiment

MAX_TAPE = 200_000_000

Data: TypeAlias = OwnText | OwnData


@dataclass(frozen=True, eq=False)
class Training:
    """On what and how an experiment is trained.

    ``task`` is the key of a task, with its ``options``; ``data`` are sequences or a text of one's own. Without either
    the experiment learns the one sequence that it holds.
    ``progress`` is how far the training has come, None before its first step; going on from it uses the parameters of
    the experiment, so that one may change them in between.
    """

    task: str | None = None
    options: Mapping[str, Value] = field(default_factory=dict)
    data: Data | None = None
    settings: Settings = field(default_factory=Settings)
    progress: Progress | None = None

    def __post_init__(self) -> None:
        if self.task is not None and self.data is not None:
            raise InputError("training", f"the task {self.task} and data", "either a task or data")
        if self.task is not None:
            options = find_task(self.task).complete(self.options)
        elif self.options:
            raise InputError("options", ", ".join(self.options), "none, as there is no task")
        else:
            options = {}
        object.__setattr__(self, "options", MappingProxyType(options))


def find_task(key: object) -> Task:
    """A task by its key."""
    if not isinstance(key, str) or key not in TASKS:
        raise UnknownNameError("task", key, TASKS)
    return TASKS[key]


def what_is_learnt(training: Training) -> tuple[Sizes, Kind]:
    """The sizes of the inputs and outputs of a task or of data, and the kind of loss."""
    if training.data is not None:
        return training.data.sizes, training.data.loss
    task = find_task(training.task)
    return task.sizes(training.options), task.loss


def make_source(experiment: Experiment) -> AnySource:
    """Where an experiment's training takes its batches from; InputError where these do not fit its network or loss."""
    training = find_training(experiment)
    settings, start = training.settings, experiment.start
    if training.task is None and training.data is None:
        if experiment.targets is None:
            raise InputError("training", "an experiment without a loss", "a loss and targets, or a task")
        own = Sequences(experiment.inputs[:, None], experiment.targets[:, None])
        return DataSource(own, None, 1, settings.seed, start)
    check_fit(experiment, *what_is_learnt(training))
    if training.data is not None:
        return training.data.make_source(settings.batch_size, settings.seed, start)
    return TaskSource(find_task(training.task), training.options, settings.batch_size, settings.seed, start)


def make_trainer(experiment: Experiment) -> Trainer:
    """A trainer that begins the experiment's training, or goes on where it stands."""
    source = make_source(experiment)
    check_memory(experiment.network, source)
    assert experiment.loss is not None
    settings, plan = find_training(experiment).settings, experiment.schedule
    begun = _take_up(find_progress(experiment), experiment, source)
    return Trainer(experiment.network, experiment.loss, source, settings, begun, plan)


def _take_up(progress: Progress | None, experiment: Experiment, source: AnySource) -> Progress | Mapping[str, Array]:
    """What to go on from: in the middle of a batch only where the batches are still as they were."""
    if progress is None:
        return experiment.parameters
    found = replace(progress, parameters=experiment.parameters)
    if progress.first > 0:
        batch = source.batch(progress.batch)
        if progress.first >= batch.n_steps or any(len(state) != batch.size for state in progress.states.values()):
            return replace(found, first=0, states={})
    return found


def find_training(experiment: Experiment) -> Training:
    """The training of an experiment; by default it learns its own sequence."""
    return experiment.training or Training()


def find_progress(experiment: Experiment) -> Progress | None:
    """How far the training has come; None where it has not begun, or the network is no longer the one it began with."""
    progress = find_training(experiment).progress
    if progress is None:
        return None
    shapes = {name: value.shape for name, value in progress.parameters.items()}
    return progress if shapes == experiment.network.parameters else None


def check_fit(experiment: Experiment, sizes: Sizes, kind: Kind) -> None:
    """Refuse a network or a loss that a task or data cannot teach."""
    network, loss = experiment.network, experiment.loss
    for field_name, found, wanted in (
        ("input_size", network.input_size, sizes.inputs),
        ("output_size", network.output_size, sizes.outputs),
    ):
        if found != wanted:
            raise InputError(field_name, found, f"{wanted}, as what is to be learnt has it")
    if sizes.alphabet is not None and experiment.alphabet != sizes.alphabet:
        raise InputError("alphabet", experiment.alphabet, f"{spell(sizes.alphabet)}, as what is to be learnt has it")
    if loss is None or (loss.kind, loss.on) != (kind, "y"):
        got = "no loss" if loss is None else f"a {loss.kind} loss on {loss.on}"
        raise InputError("loss", got, f"a {kind} loss on y, as what is to be learnt has it")


def check_memory(network: Network, source: AnySource) -> None:
    """Refuse batches whose values would not fit into memory."""
    n_steps, n = source.largest
    width = network.input_size + (network.output_size or 0)
    width += sum(12 * layer.hidden_size * len(layer.directions) for layer in network.layers)
    numbers = n_steps * n * width
    if numbers > MAX_TAPE:
        got = f"{n_steps:,} steps of {n:,} sequences, {numbers:,} numbers"
        raise InputError(
            "size of a batch", got, f"at most {MAX_TAPE:,}: shorter or fewer sequences, or a smaller layer"
        )
