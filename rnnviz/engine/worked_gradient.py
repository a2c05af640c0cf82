"""The chain rule of a value worked out in numbers at a step, line by line as on paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from .chain_rule import WHERE, ChainRule, Term, add_up, chain_rule, left_side, right_side
from .expr import Apply, Expr
from .quantity import Quantity, clock, look_up
from .text import BECOMES, EQUALS, Formula, Numbers
from .worked import calculate

if TYPE_CHECKING:
    from .gradient import Gradients
    from .run import Run


def work_out_gradient(run: Run, gradients: Gradients, name: str, step: int) -> tuple[Formula, ...]:
    """The chain rule of ``name`` at a step in symbols, then its numbers, each term, and their sum, as ``work_out``.

    A state at step 0 (T + 1 against time) is the one that the sequence starts from; a parameter gives the
    contribution of the step. Where units are held, one more line has their gradients become 0.
    """
    rule = chain_rule(run.network, run.loss if run.targets is not None else None, name, run.schedule.feedback)
    terms = tuple(_where_known(run, term, step) for term in terms_at(rule, run, step))
    writing = run.writing
    first = (left_side(rule, step, writing), EQUALS, *right_side(rule, terms, clock(step), writing))
    if not terms:
        zeros = np.zeros(_shape(run, name))
        return (first, (EQUALS, Numbers(zeros)))
    body = add_up(terms)
    with np.errstate(all="ignore"):
        values = {leaf: look_up(leaf, run, gradients, step) for leaf in _leaves(body)}
    lines = calculate(body, values, writing.notation)  # type: ignore[arg-type]
    lines = lines if isinstance(body, Apply) else lines[-1:]
    held = run.schedule.is_clamped(name, step)
    return (first, *lines) if held is None else (first, *lines, (BECOMES, Numbers(gradients[name][step - 1])))


def terms_at(rule: ChainRule, run: Run, step: int) -> tuple[Term, ...]:
    """The terms that there are at a step: none from beyond the last step, none from a loss without a target."""
    at_step = 1 <= step <= run.n_steps
    return tuple(
        term
        for term in rule.terms
        if 1 <= step + term.offset <= run.n_steps
        and (term.source != "x" or run.schedule.is_fed(step + 1))
        and (term.offset or at_step)
        and (term.source or _has_target(run, step))
    )


def _has_target(run: Run, step: int) -> bool:
    """Whether a step has a target for one unit at least."""
    return 1 <= step <= run.n_steps and bool(run.told[step - 1])


def has_unknown(run: Run, step: int) -> bool:
    """Whether a step has a unit without a target."""
    return run.targets is not None and run.targets.ndim == 2 and bool(np.isnan(run.targets[step - 1]).any())


def _where_known(run: Run, term: Term, step: int) -> Term:
    """The term of a squared loss with the units that have no target masked, if there are such."""
    if term.source or not has_unknown(run, step):
        return term
    return Term(Apply(WHERE, (Quantity("known", "m"), term.body)))


def _leaves(node: Expr) -> Iterator[Quantity]:
    if isinstance(node, Quantity):
        yield node
    elif isinstance(node, Apply):
        for argument in node.args:
            yield from _leaves(argument)


def _shape(run: Run, name: str) -> tuple[int, ...]:
    """The shape of one step of a value, or of a parameter."""
    return run.parameters[name].shape if name in run.parameters else run[name].shape[1:]
