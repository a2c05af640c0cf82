"""Expressions: the immutable graph that every view of a cell is derived from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from . import ops
from .ops import Op

Kind: TypeAlias = Literal["input", "state", "parameter"]
Size: TypeAlias = Literal["input", "hidden"]
Role: TypeAlias = Literal["gate", "candidate", "state"]


@dataclass(frozen=True, eq=False, slots=True)
class Expr:
    """Base of all nodes; identity is equality, so a shared node is drawn and computed once."""

    def __add__(self, other: Expr) -> Expr:
        return Apply(ops.ADD, (self, other))

    def __sub__(self, other: Expr) -> Expr:
        return Apply(ops.SUBTRACT, (self, other))

    def __mul__(self, other: Expr) -> Expr:
        return Apply(ops.MULTIPLY, (self, other))

    def __neg__(self) -> Expr:
        return Apply(ops.NEGATE, (self,))

    def __rsub__(self, one: int) -> Expr:
        if one != 1:
            raise ValueError(f"equations have 1 - x but not {one} - x")
        return Apply(ops.ONE_MINUS, (self,))

    def __gt__(self, zero: int) -> Expr:
        if zero != 0:
            raise ValueError(f"equations have x > 0 but not x > {zero}")
        return Apply(ops.POSITIVE, (self,))


@dataclass(frozen=True, eq=False, slots=True)
class Symbol(Expr):
    """A leaf: the input, a state as the step before left it, or a parameter."""

    name: str
    kind: Kind
    shape: tuple[Size, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Apply(Expr):
    """One operation on its arguments."""

    op: Op
    args: tuple[Expr, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Named(Expr):
    """One equation of a cell: a name for a body, its role, and one sentence of what it does."""

    name: str
    body: Expr
    role: Role
    says: str


def input_vector(name: str) -> Symbol:
    """The input x_t, of shape (input,)."""
    return Symbol(name, "input", ("input",))


def state_vector(name: str) -> Symbol:
    """A state as the step before left it, of shape (hidden,)."""
    return Symbol(name, "state", ("hidden",))


def affine(gate: str, *operands: Expr, bias: str = "b") -> Expr:
    """W_gate x + U_gate h + b_gate, declaring the parameters it uses.

    An operand that is the input gets a matrix W (hidden, input), any other a matrix U (hidden, hidden); the bias
    has shape (hidden,). ``gate`` is empty in a cell without gates: the names are then W, U and b.
    """
    suffix = f"_{gate}" if gate else ""
    args: list[Expr] = []
    for operand in operands:
        is_input = isinstance(operand, Symbol) and operand.kind == "input"
        letter, size = ("W", "input") if is_input else ("U", "hidden")
        args += [Symbol(f"{letter}{suffix}", "parameter", ("hidden", size)), operand]  # type: ignore[arg-type]
    return Apply(ops.AFFINE, (*args, Symbol(f"{bias}{suffix}", "parameter", ("hidden",))))


def sigmoid(a: Expr) -> Expr:
    """The logistic function of every element."""
    return Apply(ops.SIGMOID, (a,))


def tanh(a: Expr) -> Expr:
    """The hyperbolic tangent of every element."""
    return Apply(ops.TANH, (a,))


def relu(a: Expr) -> Expr:
    """The positive part of every element."""
    return Apply(ops.RELU, (a,))


def identity(a: Expr) -> Expr:
    """Every element as it is: the activation of a linear unit."""
    return Apply(ops.IDENTITY, (a,))


def children(node: Expr) -> tuple[Expr, ...]:
    """The nodes that ``node`` is computed from."""
    match node:
        case Apply(args=args):
            return args
        case Named(body=body):
            return (body,)
        case _:
            return ()


def walk(*roots: Expr) -> Iterator[Expr]:
    """Every node reachable from ``roots``, once, children before parents."""
    seen: set[Expr] = set()

    def visit(node: Expr) -> Iterator[Expr]:
        if node in seen:
            return
        seen.add(node)
        for child in children(node):
            yield from visit(child)
        yield node

    for root in roots:
        yield from visit(root)
