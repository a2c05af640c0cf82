"""Expressions computed for all rows of a block at once, in few calls."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.lib.stride_tricks import as_strided

from .expr import Apply, Expr
from .ops import Array, Op
from .tape import BoundCall, bind


class Evaluation:
    """Collects expressions and the histories, of shape (rows, n), that they are to be stored in."""

    def __init__(self, known: Mapping[Expr, Array], like: Array) -> None:
        self._known = dict(known)
        self._like = like
        self._levels: dict[Expr, int] = {}
        self._outs: dict[Expr, Array] = {}
        self._copies: list[tuple[Expr, Array]] = []

    def store(self, expression: Expr | int, out: Array) -> None:
        """Let ``expression`` be computed into ``out``; a number is stored now, once for all."""
        if isinstance(expression, int):
            out[...] = expression
        elif expression in self._known or expression in self._outs:
            self._copies.append((expression, out))
        else:
            self._level(expression)
            self._outs[expression] = out

    def bind(self) -> list[BoundCall]:
        """The calls that compute everything that has been collected; what they have found is known from then on."""
        calls: list[BoundCall] = []
        for level in sorted(set(self._levels.values())):
            nodes = [node for node, at in self._levels.items() if at == level and isinstance(node, Apply)]
            nodes.sort(key=lambda node: (node.op.name, self._known[node.args[0]].ctypes.data))
            temporary = [node for node in nodes if node not in self._outs]
            room = np.empty((len(self._like), len(temporary) * self._like.shape[1]))
            outs = self._outs | dict(zip(temporary, np.split(room, max(1, len(temporary)), axis=1), strict=False))
            steps = [(node.op, [self._known[argument] for argument in node.args], outs[node]) for node in nodes]
            self._known.update({node: outs[node] for node in nodes})
            calls += [bind(*step) for step in _joined(steps)]
        copies = [(np.copyto, (out, self._known[expression])) for expression, out in self._copies]
        self._levels, self._outs, self._copies = {}, {}, []
        return [*calls, *copies]

    def _level(self, expression: Expr) -> int:
        """How many operations lie between what is known and an expression."""
        if expression in self._known:
            return 0
        if expression not in self._levels:
            assert isinstance(expression, Apply)
            self._levels[expression] = 1 + max(self._level(argument) for argument in expression.args)
        return self._levels[expression]


def join_copies(copies: Iterable[tuple[Array, slice]]) -> list[tuple[Array, slice]]:
    """Copies of histories to columns, in ascending order: those whose sources lie side by side too become one."""
    joined: list[tuple[Array, slice]] = []
    for source, target in copies:
        if joined and target.start == joined[-1][1].stop and _follows(source, joined[-1][0]):
            joined[-1] = (_widened(joined[-1][0], source), slice(joined[-1][1].start, target.stop))
        else:
            joined.append((source, target))
    return joined


def _joined(steps: Sequence[tuple[Op, list[Array], Array]]) -> list[tuple[Op, list[Array], Array]]:
    """Steps of one operation whose operands and results lie side by side become one."""
    joined: list[tuple[Op, list[Array], Array]] = []
    for op, args, out in steps:
        if joined and joined[-1][0] is op:
            _, before, room = joined[-1]
            if all(_follows(b, a) for a, b in zip((*before, room), (*args, out), strict=True)):
                wide = (
                    [_widened(before[0], args[0])] * 2
                    if _is_square(before) and _is_square(args)
                    else [_widened(a, b) for a, b in zip(before, args, strict=True)]
                )
                joined[-1] = (op, wide, _widened(room, out))
                continue
        joined.append((op, args, out))
    return joined


def _is_square(args: Sequence[Array]) -> bool:
    """Whether both operands are one array."""
    return len(args) == 2 and args[0] is args[1]


def _follows(b: Array, a: Array) -> bool:
    """Whether a history lies right behind another in the same rows."""
    if a.ndim < 2 or b.ndim < 2:
        return False
    return b.strides == a.strides and b.ctypes.data == a.ctypes.data + a.shape[1] * a.itemsize


def _widened(a: Array, b: Array) -> Array:
    return as_strided(a, (len(a), a.shape[1] + b.shape[1]), a.strides)
