"""Python operators build the graph of an equation, and its nodes are found once each."""

from __future__ import annotations

import pytest

from rnnviz.engine import ops
from rnnviz.engine.expr import (
    Apply,
    Expr,
    Named,
    Symbol,
    affine,
    children,
    input_vector,
    relu,
    sigmoid,
    state_vector,
    tanh,
    walk,
)

x, h = input_vector("x"), state_vector("h")


@pytest.mark.parametrize(
    ("node", "op", "args"),
    [
        (x + h, ops.ADD, (x, h)),
        (x - h, ops.SUBTRACT, (x, h)),
        (x * h, ops.MULTIPLY, (x, h)),
        (-x, ops.NEGATE, (x,)),
        (1 - x, ops.ONE_MINUS, (x,)),
        (x > 0, ops.POSITIVE, (x,)),
        (sigmoid(x), ops.SIGMOID, (x,)),
        (tanh(x), ops.TANH, (x,)),
        (relu(x), ops.RELU, (x,)),
    ],
    ids=lambda value: value.glyph if isinstance(value, ops.Op) else None,
)
def test_an_operator_builds_the_operation_it_stands_for(node: Expr, op: ops.Op, args: tuple[Expr, ...]) -> None:
    assert isinstance(node, Apply)
    assert node.op is op
    assert node.args == args


def test_no_other_constant_than_one_and_zero_is_taken() -> None:
    with pytest.raises(ValueError, match="not 2 - x"):
        2 - x
    with pytest.raises(ValueError, match="not x > 1"):
        x > 1  # noqa: B015 -- the comparison builds a node


def test_an_affine_form_declares_its_parameters_with_their_shapes() -> None:
    form = affine("f", x, h)
    symbols = [node for node in children(form) if isinstance(node, Symbol) and node.kind == "parameter"]
    assert [(symbol.name, symbol.shape) for symbol in symbols] == [
        ("W_f", ("hidden", "input")),
        ("U_f", ("hidden", "hidden")),
        ("b_f", ("hidden",)),
    ]


def test_a_cell_without_gates_has_bare_names_and_a_bias_may_be_named() -> None:
    bare = [node.name for node in children(affine("", x, h)) if isinstance(node, Symbol)]
    assert bare == ["W", "x", "U", "h", "b"]
    named = [node.name for node in children(affine("h", h, bias="c")) if isinstance(node, Symbol)]
    assert named == ["U_h", "h", "c_h"]


def test_walking_meets_each_node_once_and_children_first() -> None:
    shared = x * h
    root = Named("s", tanh(shared) + shared, "state", "Twice the same product.")
    nodes = list(walk(root, shared))
    assert len(nodes) == len(set(nodes)) == 6
    places = {node: k for k, node in enumerate(nodes)}
    assert all(places[child] < places[node] for node in nodes for child in children(node))


def test_nodes_that_look_alike_are_different_nodes() -> None:
    assert x + h != x + h
