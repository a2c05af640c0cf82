"""Losses and targets of an experiment: made, checked, and fitted to another length."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..engine.error import InputError
from ..engine.loss import NO_CLASS, Loss
from ..engine.network import Network, qualify
from . import array


def make_loss(kind: str | None, network: Network) -> Loss | None:
    """The loss of a kind on the read-out, or on the output of the last layer where there is no read-out."""
    match kind:
        case None:
            return None
        case "softmax" | "squared":
            last = network.layers[-1].cell.output.name
            return Loss(kind, "y" if network.output_size is not None else qualify(len(network.layers) - 1, False, last))
        case _:
            raise InputError("loss", kind, "softmax, squared or none")


def loss_widths(network: Network) -> dict[str, int]:
    """The number of units of everything that a loss may read: the outputs of the layers, and the read-out."""
    widths = {
        qualify(k, reverse, layer.cell.output.name): layer.hidden_size
        for k, layer in enumerate(network.layers)
        for reverse in layer.directions
    }
    return widths if network.output_size is None else widths | {"y": network.output_size}


def loss_width(network: Network, loss: Loss) -> int:
    """The number of units that the loss reads: those of the read-out or of a layer's output."""
    widths = loss_widths(network)
    if loss.on not in widths:
        raise InputError("loss", f"a loss on {loss.on}", f"a loss on one of {', '.join(widths)}")
    return widths[loss.on]


def check_targets(targets: object, network: Network, loss: Loss | None, n_steps: int) -> NDArray[Any] | None:
    """The targets as a read-only array that fits the loss and the length; None exactly where ``loss`` is None."""
    if loss is None:
        if targets is not None:
            raise InputError("targets", targets, "none, as the experiment has no loss")
        return None
    found = convert_targets(targets, network, loss, None)
    if len(found) != n_steps:
        raise InputError("targets", f"{len(found)} steps", f"{n_steps}, as many as the inputs")
    return found


def convert_targets(targets: object, network: Network, loss: Loss, alphabet: str | None) -> NDArray[Any]:
    """Classes (T,) or rows (T, n), whichever the loss reads; symbols stand for classes where they fit the read-out."""
    width = loss_width(network, loss)
    if loss.kind == "softmax":
        symbols = alphabet if alphabet is not None and len(alphabet) == width else None
        return array.classes("targets", targets, width, symbols)
    return array.sequence("targets", targets, width, gaps=True)


def no_targets(network: Network, loss: Loss, n_steps: int) -> NDArray[Any]:
    """Targets for ``n_steps`` steps that are all missing."""
    if loss.kind == "softmax":
        return array.read_only(np.full(n_steps, NO_CLASS, dtype=np.int64))
    return array.read_only(np.full((n_steps, loss_width(network, loss)), np.nan))


def missing_like(targets: NDArray[Any], n_steps: int) -> NDArray[Any]:
    """``n_steps`` steps without target, of the kind and width of ``targets``; the caller may write to them."""
    missing = NO_CLASS if targets.dtype == np.int64 else np.nan
    return np.full((n_steps, *targets.shape[1:]), missing, targets.dtype)


def fit_targets(targets: NDArray[Any] | None, n_steps: int) -> NDArray[Any] | None:
    """The targets cut, or padded with steps without target, to ``n_steps``."""
    if targets is None or len(targets) == n_steps:
        return targets
    fitted = missing_like(targets, n_steps)
    kept = min(n_steps, len(targets))
    fitted[:kept] = targets[:kept]
    return array.read_only(fitted)


def fit_width(targets: NDArray[Any] | None, network: Network, loss: Loss | None) -> NDArray[Any] | None:
    """The targets for another number of units: those of units that are gone are missing."""
    if targets is None or loss is None:
        return None
    width = loss_width(network, loss)
    if targets.ndim == 1:
        return targets if (targets < width).all() else np.where(targets < width, targets, NO_CLASS)
    if targets.shape[1] == width:
        return targets
    fitted = np.full((len(targets), width), np.nan)
    kept = min(width, targets.shape[1])
    fitted[:, :kept] = targets[:, :kept]
    return fitted
