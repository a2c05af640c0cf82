"""How an experiment is trained: on which task or data, with which settings, and how far it has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from ..engine.error import UnknownNameError
from ..engine.loss import Kind
from ..engine.optimiser import Settings
from ..engine.task import Sizes, Task, Value
from ..tasks import TASKS


@dataclass(frozen=True, eq=False)
class Training:
    """A task by its key, or ``data`` of one's own; the options of the task; the settings of the training.

    ``progress`` is how far a training has come, None before its first step.
    """

    task: str | None = None
    options: Mapping[str, Value] = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)

    def __post_init__(self) -> None:
        object.__setattr__(self, "options", MappingProxyType(find_task(self.task).complete(self.options)))

    @property
    def sizes(self) -> Sizes:
        """What a network must fit."""
        return find_task(self.task).sizes(self.options)

    @property
    def loss(self) -> Kind:
        """The kind of loss."""
        return find_task(self.task).loss


def find_task(key: object) -> Task:
    """A task by its key."""
    if not isinstance(key, str) or key not in TASKS:
        raise UnknownNameError("task", key, TASKS)
    return TASKS[key]
