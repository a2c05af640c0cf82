"""What a key stands for, in words: name, meaning, equation, shape and values."""

from __future__ import annotations

import numpy as np

from ..engine.expr import Apply, Expr, Named, Symbol
from ..engine.network import Network
from ..engine.ops import AFFINE, CALL, Array
from ..engine.run import Run
from .number import format_number
from .shapes import Key

_MOST_VALUES = 6


def describe(run: Run, key: Key, step: int) -> str:
    """A few lines of plain text on what ``key`` stands for; ``step`` is used where the key names none."""
    if key.name in run.network.parameters:
        return _describe_parameter(run, key.name)
    at = step if key.step is None else key.step
    lines = [_heading(run.network, key.name, at), _equation_line(run.network, key.name)]
    values = _values_at(run, key.name, at)
    if values is not None:
        lines.append(f"shape {values.shape}   {_show(values)}")
    return "\n".join(line for line in lines if line)


def print_plain(node: Expr, *, top: bool = True) -> str:
    """An expression in one line of plain text; values are of step t, old states of t−1."""
    match node:
        case Named(body=body, name=name):
            return f"{name}_t = {print_plain(body)}" if top else f"{name}_t"
        case Symbol(name=name, kind="state"):
            return f"{name}_(t−1)"
        case Symbol(name=name, kind="input"):
            return f"{name}_t"
        case Symbol(name=name):
            return name
        case Apply():
            return _print_apply(node)
    raise TypeError(node)


def _print_apply(node: Apply) -> str:
    args = [print_plain(arg, top=False) for arg in node.args]
    if node.op is AFFINE:
        products = [f"{matrix} {vector}" for matrix, vector in zip(args[:-1:2], args[1:-1:2], strict=True)]
        return " + ".join([*products, args[-1]])
    inside = [
        f"({text})" if isinstance(arg, Apply) and arg.op.binds < node.op.binds else text
        for arg, text in zip(node.args, args, strict=True)
    ]
    if node.op.binds == CALL:
        return f"{node.op.glyph or node.op.name}({args[0]})"
    if len(inside) == 1:
        return f"1 − {inside[0]}" if node.op.name == "one_minus" else f"−{inside[0]}"
    return f" {'⊙' if node.op.name == 'multiply' else node.op.glyph} ".join(inside)


def _split(network: Network, name: str) -> tuple[int, str]:
    """The layer index and the bare name of a full name."""
    head, _, tail = name.partition(".")
    digits = head.rstrip("r")
    if tail and digits.isdigit() and not tail.isdigit():
        return int(digits) - 1, tail
    if tail and digits.isdigit():
        return int(digits) - 1, tail
    return 0, name


def _find(network: Network, name: str) -> Expr | None:
    layer, bare = _split(network, name)
    return network.layers[layer].cell.values.get(bare)


def _heading(network: Network, name: str, step: int) -> str:
    node = _find(network, name)
    title = f"{name} at step {step}"
    if isinstance(node, Named):
        return f"{title}: {node.says}" if step else f"{title}: the initial state"
    return f"{title}: {_SAYS[name]}" if name in _SAYS else title


_SAYS = {
    "x": "the input.",
    "y": "the read-out.",
    "p": "the probability of each class.",
    "loss": "the loss of this step.",
    "target": "what the network should say.",
}


def _equation_line(network: Network, name: str) -> str:
    if name == "y":
        return f"y_t = W_hy {network.layers[-1].cell.output.name}_t + b_y"
    if name == "p":
        return "p_t = softmax(y_t)"
    node = _find(network, name)
    return "" if node is None else print_plain(node)


def _values_at(run: Run, name: str, step: int) -> Array | None:
    if step == 0:
        return run.start.get(name)
    try:
        return np.asarray(run[name][step - 1])
    except KeyError:
        return None


def _describe_parameter(run: Run, name: str) -> str:
    values = run.parameters[name]
    return f"{name}: parameter, the same at every step\nshape {values.shape}   {_show(values)}"


def _show(values: Array) -> str:
    flat = np.asarray(values).ravel()
    shown = "  ".join(format_number(value) for value in flat[:_MOST_VALUES])
    return shown if flat.size <= _MOST_VALUES else f"{shown}  …  ({flat.size} values)"
