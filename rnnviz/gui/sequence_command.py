"""Commands that change a sequence as a whole: the order of its steps, and which of them have a target."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from ..engine.error import InputError
from ..engine.loss import NO_CLASS
from ..experiment import edits
from ..experiment.experiment import Experiment
from ..experiment.target import missing_like
from .command import Command
from .session import Session

FEW = 3
"""So many of the last steps have a target where a network is to stay in an attractor."""


def sequence_commands(session: Session) -> Iterator[Command]:
    """The commands of the menu “Sequence”."""
    menu = "&Edit/&Sequence"

    def shuffle(with_targets: bool) -> None:
        # Each time another order, and the same ones when everything is done again.
        seed = len(session.history.past)
        label = "Shuffle the steps" if with_targets else "Shuffle the inputs"
        session.apply(label, partial(edits.shuffle_steps, seed=seed, with_targets=with_targets))

    def has_targets() -> bool:
        return session.experiment.targets is not None

    def can_shuffle() -> bool:
        return session.experiment.n_steps > 1

    def hold(label: str, count: int | None) -> None:
        session.apply(label, partial(hold_targets, count=count))

    def clear() -> None:
        session.apply("Take all targets away", partial(edits.set_targets, targets=None))

    yield Command(
        "sequence.shuffle", "&Shuffle the steps, targets along", partial(shuffle, True), f"{menu}-",
        is_enabled=can_shuffle,
    )  # fmt: skip
    yield Command(
        "sequence.shuffle-inputs", "Shuffle the &inputs, targets stay", partial(shuffle, False), menu,
        is_enabled=can_shuffle,
    )  # fmt: skip
    for key, text, count in (
        ("last", "Targets for the &final activities: at the last step", 1),
        ("few", f"Targets for an &attractor: at the last {FEW} steps", FEW),
        ("every", "Targets at &every step", None),
    ):
        label = text.replace("&", "")
        section = f"{menu}-" if key == "last" else menu
        yield Command(f"sequence.target-{key}", text, partial(hold, label, count), section, is_enabled=has_targets)
    yield Command("sequence.target-none", "&No targets", clear, menu, is_enabled=has_targets)


def hold_targets(experiment: Experiment, count: int | None) -> Experiment:
    """The last target that there is at the last ``count`` steps, None for all, and no target elsewhere.

    Where there is none, it is 0 for every unit, or the first class.
    """
    old = experiment.targets
    if old is None:
        raise InputError("targets", "none", "a loss first")
    told = old != NO_CLASS if old.ndim == 1 else ~np.isnan(old).all(axis=1)
    kept = old[np.flatnonzero(told)[-1]] if told.any() else np.zeros(old.shape[1:], old.dtype)
    new = missing_like(old, experiment.n_steps)
    new[-(count or len(new)) :] = kept
    return experiment if np.array_equal(new, old, equal_nan=old.ndim > 1) else edits.set_targets(experiment, new)
