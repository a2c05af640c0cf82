"""What a cell consists of as a picture: boxes, dots and belts, derived from its equations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

from ..engine import ops
from ..engine.cell import Cell
from ..engine.expr import Apply, Expr, Named, Role, Symbol, children, walk

PartKind: TypeAlias = Literal["input", "old", "box", "form", "dot"]


@dataclass(frozen=True, slots=True)
class Part:
    """One thing in the picture, under the name of the value it gives.

    A ``box`` is an activation over an affine form, a ``form`` an affine form without activation, a ``dot`` any other
    operation; ``input`` is x and ``old`` a state from the step before, named ``old:h``. ``inputs`` are the names of
    the parts it is computed from, each once. ``form`` is the affine form of a box or form.
    """

    name: str
    kind: PartKind
    inputs: tuple[str, ...] = ()
    glyph: str = ""
    role: Role | None = None
    says: str = ""
    form: Expr | None = None

    @property
    def is_box(self) -> bool:
        """Whether it stands in the row of the gates."""
        return self.kind in ("box", "form")

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the parameters in its affine form."""
        if self.form is None:
            return ()
        return tuple(node.name for node in _own_nodes(self.form) if isinstance(node, Symbol) and _is_parameter(node))


@dataclass(frozen=True, slots=True)
class Anatomy:
    """The parts of a cell by name, in the order of computation.

    ``belts`` holds, for each state that has one, the dots on the box-free path from the old state to the new.
    ``updates`` names the part that gives each new state, ``output`` the one that the read-out sees.
    """

    parts: Mapping[str, Part]
    belts: Mapping[str, tuple[str, ...]]
    updates: Mapping[str, str]
    output: str

    def consumers(self, name: str) -> tuple[str, ...]:
        """The parts that use a value."""
        return tuple(part.name for part in self.parts.values() if name in part.inputs)

    @property
    def boxes(self) -> tuple[str, ...]:
        """Boxes and forms in the order in which they stand: reading order, in one equation the deepest first."""
        found = [part.name for part in self.parts.values() if part.is_box]
        order = {name: k for k, name in enumerate(dict.fromkeys(map(equation_of, found)))}
        return tuple(sorted(found, key=lambda name: (order[equation_of(name)], -self._depth(name))))

    def _depth(self, name: str) -> int:
        """How many parts of its own equation lie between a part and the result."""
        inside = [user for user in self.consumers(name) if equation_of(user) == equation_of(name)]
        return max((1 + self._depth(user) for user in inside), default=0)


def old(state: str) -> str:
    """The name of the part that brings a state from the step before."""
    return f"old:{state}"


def equation_of(name: str) -> str:
    """The equation that a value belongs to: ``c`` for ``c.1``."""
    return name.partition(".")[0]


@cache
def dissect(cell: Cell) -> Anatomy:
    """The anatomy of a cell."""
    names = {_body(node): name for name, node in cell.values.items()}
    inner = _inside_forms(cell)
    parts: dict[str, Part] = {}
    for node in walk(*cell.equations):
        if isinstance(node, Symbol) and node.kind != "parameter":
            kind: PartKind = "input" if node.kind == "input" else "old"
            name = node.name if kind == "input" else old(node.name)
            names[node] = name
            parts[name] = Part(name, kind)
        elif isinstance(node, Apply) and node not in inner:
            parts[names[node]] = _part(node, names, cell)
    updates = {state.name: names[_body(equation)] for state, equation in cell.updates.items()}
    return Anatomy(parts, _find_belts(parts, updates), updates, names[_body(cell.output)])


def _body(node: Expr) -> Expr:
    """What stands under a name."""
    while isinstance(node, Named):
        node = node.body
    return node


def _part(node: Apply, names: Mapping[Expr, str], cell: Cell) -> Part:
    """The part that one operation, or an activation with the affine form below it, is drawn as."""
    name = names[node]
    equation = next(equation for equation in cell.equations if equation.name == equation_of(name))
    kind: PartKind = "dot"
    operands = node.args
    form: Expr | None = None
    if is_form(node):
        kind, form = "form", node
    elif node.op in ops.ACTIVATIONS and is_form(node.args[0]):
        kind, form = "box", node.args[0]
    if form is not None:
        operands = tuple(form_operands(form))
    inputs = tuple(dict.fromkeys(names[_body(operand)] for operand in operands))
    return Part(name, kind, inputs, node.op.glyph, equation.role, equation.says, form)


def is_form(node: Expr) -> bool:
    """Whether a node is an affine form: W x + U h + b, or a sum of such and of vectors weighted by parameters.

    A form with a name of its own stays a part of its own under that name.
    """
    match node:
        case Apply(op=ops.AFFINE):
            return True
        case Apply(op=ops.ADD | ops.SUBTRACT, args=args):
            return all(is_form(arg) or _is_weighted(arg) for arg in args) and any(map(is_form, args))
    return False


def form_operands(form: Expr) -> Iterator[Expr]:
    """The vectors that an affine form mixes, in order."""
    match form:
        case Apply(op=ops.AFFINE, args=args):
            yield from args[1:-1:2]
        case Apply(op=ops.MULTIPLY, args=args):
            yield from (arg for arg in args if not _is_parameter(arg))
        case Apply(args=args):
            for arg in args:
                yield from form_operands(arg)


def _own_nodes(form: Expr) -> Iterator[Expr]:
    """The nodes of an affine form down to the vectors that it mixes."""
    operands = set(form_operands(form))
    todo = [form]
    while todo:
        node = todo.pop()
        if node not in operands:
            yield node
            todo.extend(children(node))


def _is_weighted(node: Expr) -> bool:
    """Whether a node is a parameter times something, element by element."""
    return isinstance(node, Apply) and node.op is ops.MULTIPLY and any(map(_is_parameter, node.args))


def _is_parameter(node: Expr) -> bool:
    return isinstance(node, Symbol) and node.kind == "parameter"


def _inside_forms(cell: Cell) -> set[Expr]:
    """The operations that are drawn as part of something else: those inside an affine form or under its activation."""
    hidden: set[Expr] = set()
    for node in cell.nodes:
        if isinstance(node, Apply) and node.op in ops.ACTIVATIONS and is_form(node.args[0]):
            hidden.add(node.args[0])
        if is_form(node):
            hidden.update(_terms(node))
    return hidden


def _terms(form: Expr) -> Iterator[Expr]:
    """The operations that make up the sum of an affine form, without the form itself."""
    if isinstance(form, Apply) and form.op in (ops.ADD, ops.SUBTRACT):
        for arg in form.args:
            yield arg
            yield from _terms(arg)


def _find_belts(parts: Mapping[str, Part], updates: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The longest box-free path of each state; a dot lies on one belt at most."""
    belts: dict[str, tuple[str, ...]] = {}
    taken: set[str] = set()
    for state, last in updates.items():
        paths = [path for path in _paths_to(parts, last, old(state)) if not taken & set(path)]
        if paths:
            belts[state] = max(paths, key=len)
            taken.update(belts[state])
    return belts


def _paths_to(parts: Mapping[str, Part], last: str, first: str) -> Iterator[tuple[str, ...]]:
    """Every path of dots that ends with ``last`` and starts with a user of ``first``."""
    part = parts[last]
    if part.kind != "dot":
        return
    if first in part.inputs:
        yield (last,)
    for name in part.inputs:
        for path in _paths_to(parts, name, first):
            yield (*path, last)
