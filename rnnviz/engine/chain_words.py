"""What a chain rule says, in one or two sentences."""

from __future__ import annotations

from collections.abc import Sequence

from .chain_rule import ChainRule, Term, symbols_of
from .equation import equations
from .glyph import symbol
from .network import Network
from .run import Run
from .text import mark_of
from .worked_gradient import has_unknown, terms_at

_BESIDE_EQUATIONS = {"x": "the input", "y": "the read-out", "p": "the probabilities", "loss": "the loss"}
_LONGEST_TITLE = 3
"""What an equation says starts with its title, ``Forget gate: …``, if that has at most so many words."""


def explain(rule: ChainRule, run: Run | None = None, step: int = 0) -> str:
    """From where the gradient of a value comes; at a step of a run only what there is at that step."""
    if rule.is_parameter:
        return "This step's contribution. The contributions of all steps add up to the gradient."
    if rule.name == "loss":
        return "The total loss L is the sum of the losses of all steps."
    terms = rule.terms if run is None else terms_at(rule, run, step)
    sources = _sources(rule, terms)
    subject = noun(rule.network, rule.name)
    says = f"What reaches {subject}: {sources}." if sources else f"Nothing reaches {subject}."
    return says + _missing(rule, terms, run, step)


def noun(network: Network, name: str) -> str:
    """What a value is called in a sentence: ``the forget gate``, ``the sum a inside the forget gate``."""
    owner, _, part = name.rpartition(".")
    symbols = symbols_of(network)
    if name not in symbols.places or name in symbols.equations:
        return _BESIDE_EQUATIONS.get(name) or _title(network, name)
    kind = "the sum a inside" if symbols.is_sum(name) else f"part {part} of"
    return f"{kind} {_title(network, owner)}"


def _title(network: Network, name: str) -> str:
    """The title of an equation; where it has none, its role and its symbol."""
    equation = next(equation for equation in equations(network) if equation.name == name)
    title, colon, _ = equation.says.partition(":")
    if colon and len(title.split()) <= _LONGEST_TITLE:
        return f"the {title[0].lower()}{title[1:]}"
    return f"the {equation.role} {mark_of(symbol(name, None)).plain}"


def _sources(rule: ChainRule, terms: Sequence[Term]) -> str:
    """The ways that the terms stand for: the loss, the same step, the step that comes back first."""
    ways = [_of_loss(rule)] if any(not term.source for term in terms) else []
    for later in (False, True):
        names = [term.source for term in terms if term.source and bool(term.offset) == later]
        for layer in dict.fromkeys(_layer(rule, name) for name in names):
            titles = list(dict.fromkeys(_through(rule, name) for name in names if _layer(rule, name) == layer))
            ways.append(f"through {_listed(titles)}{layer}{f' of step {_later(rule)}' if later else ''}")
    return "; ".join(ways)


def _layer(rule: ChainRule, source: str) -> str:
    """Which layer a source belongs to, where that is not the one of what is explained."""
    places = symbols_of(rule.network).places
    if source not in places or len(rule.network.states) == len(rule.network.cell.states):
        return ""
    mine, its = places.get(rule.name), places[source]
    if mine is not None and (mine.layer, mine.reverse) == (its.layer, its.reverse):
        return ""
    return f" of layer {its.layer + 1}{' against time' if its.reverse else ''}"


def _through(rule: ChainRule, source: str) -> str:
    """What a gradient comes back through; a sum is known by its equation."""
    symbols = symbols_of(rule.network)
    if symbols.is_sum(source):
        return _title(rule.network, source.rpartition(".")[0])
    title = noun(rule.network, source)
    return f"{title} and its slope" if source == rule.owner and symbols.is_sum(rule.name) else title


def _of_loss(rule: ChainRule) -> str:
    assert rule.loss is not None
    if rule.loss.kind == "squared":
        return "from the loss, twice the distance from the target"
    if rule.name == "p":
        return "from the loss, at the target class k alone"
    return "from the loss, the probabilities less 1 at the target class k"


def _missing(rule: ChainRule, terms: Sequence[Term], run: Run | None, step: int) -> str:
    """Why terms are not there at a step."""
    gone = [term for term in rule.terms if term not in terms]
    says = ""
    if any(not term.source for term in gone):
        is_read = run is None or run.schedule.is_read(step)
        says += " This step has no target." if is_read else " This step is not read out."
    elif run is not None and any(not term.source for term in terms) and has_unknown(run, step):
        says += " Units without a target are left out."
    if any(term.source == "x" for term in gone):
        says += " The next step does not receive it."
    elif any(term.offset for term in gone):
        says += " Nothing comes from a later step: this is the last."
    if run is not None and rule.name == "y" and run.schedule.feedback == "choice" and run.schedule.is_fed(step + 1):
        says += " No gradient comes back through the choice that the next step receives."
    if run is not None and run.schedule.is_clamped(rule.name, step) is not None:
        says += " Units that are held pass nothing back: their gradient is 0."
    return says


def _later(rule: ChainRule) -> str:
    """How the step is written that a state's gradient comes back from."""
    return "t+1" if any(term.offset > 0 for term in rule.terms) else "t−1"


def _listed(titles: Sequence[str]) -> str:
    return " and ".join([*([", ".join(titles[:-1])] if len(titles) > 1 else []), titles[-1]])
