"""How the layers of a network and their directions are called."""

from __future__ import annotations

from ..engine.network import Network, Sweep, sweep_of

DIRECTIONS = {False: "forward", True: "reverse"}
GRADIENTS_WITH_TIME = "The layer runs against time, and so its gradients go from step 1 to step T."
AGAINST_TIME = "Runs against time: step t receives the states of step t+1, and step T is its first."


def layer_title(network: Network, sweep: Sweep) -> str:
    """A layer and its direction, as far as the network has others: ``layer 2``, ``layer 1, reverse``, ``reverse``."""
    layer, reverse = sweep
    parts = [f"layer {layer + 1}"] if len(network.layers) > 1 else []
    if network.layers[layer].bidirectional:
        parts.append(DIRECTIONS[reverse])
    return ", ".join(parts)


def layer_heading(network: Network, sweep: Sweep) -> str:
    """The title of a layer's cell, with the layer and direction where there are others."""
    where = layer_title(network, sweep)
    title = network.layers[sweep[0]].cell.title
    return f"{title} · {where}" if where else title


def layer_description(network: Network, sweep: Sweep) -> str:
    """What the cell of a layer is, and how time runs in it where that is against the usual."""
    says = network.layers[sweep[0]].cell.description
    return f"{says}. {AGAINST_TIME}" if sweep[1] else says


def is_seen_with(name: str, sweep: Sweep, network: Network) -> bool:
    """Whether a value or parameter is shown with a layer: its own, the input with the first, read-out with the last."""
    owner = sweep_of(name)
    if owner is not None:
        return owner == sweep
    return sweep[0] == (0 if name == "x" else len(network.layers) - 1)
