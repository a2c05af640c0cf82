"""What is exported and how it is written, as the export dialog knows it; the manner is remembered as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import msgspec

from ..engine.error import InputError
from ..engine.network import Network
from ..engine.run import Run
from ..experiment.experiment import Experiment
from ..export.figure import FIGURES, Figure, figure
from ..export.formats import DATA, FORMATS, Options
from ..export.look import Look

NUMBERS = "numbers"
"""What is exported where it is no figure: every number, or the equations, as text."""

OFFERS = {
    "clipping": ("norm:1", "value:0.1"),
    "board": ("cell,unfolded", "cell,equations-numbers", "unfolded/states,gates", "cell,heat-map/states,gates"),
}
"""Examples of what figures may be of that take more than can be listed."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is exported: a figure and where in the run, or ``NUMBERS``.

    With ``last`` it is a sequence from ``step`` to there; ``substep`` True makes it one of all sub-steps. Without
    ``step`` a figure over time marks none, and numbers are those of all steps. ``steps`` are those that a figure over
    time shows, ``of`` and ``aspect`` as ``figure`` takes them.
    """

    figure: str = "cell"
    step: int | None = 1
    last: int | None = None
    substep: int | bool | None = None
    steps: tuple[int, int] | None = None
    layer: str | None = None
    of: str | None = None
    aspect: str | None = None

    @property
    def is_sequence(self) -> bool:
        """Whether it is several pictures."""
        return self.last is not None or self.substep is True

    def fitted(self) -> Subject:
        """The subject without what its figure does not take."""
        takes = takes_of(self.figure)
        return Subject(
            self.figure,
            self.step if "step" in takes else None,
            self.last if "step" in takes else None,
            self.substep if "substep" in takes else None,
            self.steps if "steps" in takes else None,
            self.layer if "layer" in takes else None,
            self.of if "of" in takes else None,
            self.aspect if "aspect" in takes else None,
        )

    def pictures(self, experiment: Experiment, look: Look) -> Figure:
        """The figure with its pictures; InputError where the experiment has no such thing."""
        what = self.fitted()
        step = what.step if what.last is None or what.step is None else (what.step, what.last)
        return figure(
            experiment,
            what.figure,
            step=step,
            substep=what.substep,
            steps=what.steps,
            layer=what.layer,
            of=what.of,
            aspect=what.aspect,
            look=look,
        )


@dataclass(frozen=True, slots=True)
class Manner:
    """How pictures and numbers are written: formats, size and look. ``size`` is as ``parse_size`` takes it, or empty.

    ``format`` is that of pictures, ``data`` that of numbers.
    """

    format: str = "png"
    data: str = "csv"
    size: str = ""
    dpi: int | None = None
    outlines: bool = False
    seconds: float = 1.0
    loop: int = 0
    look: Look = field(default_factory=Look)

    def __post_init__(self) -> None:
        """Refuse what cannot be written."""
        for name, table in ((self.format, FORMATS), (self.data, DATA)):
            if name not in table:
                raise InputError("format", name, f"one of {', '.join(table)}")
        _ = self.options

    @property
    def options(self) -> Options:
        """The same for the writer of pictures."""
        size = self.size or None
        return Options.of(size, dpi=self.dpi, outlines=self.outlines, seconds=self.seconds, loop=self.loop)

    @property
    def text(self) -> str:
        """The manner as text."""
        return msgspec.json.encode(self).decode()


def suffix_of(subject: Subject, manner: Manner) -> str:
    """What the name of the file ends in."""
    return DATA[manner.data].suffix if subject.figure == NUMBERS else FORMATS[manner.format].suffix


def takes_of(name: str) -> frozenset[str]:
    """What a figure takes; numbers take a step where their format may be of one alone."""
    return frozenset({"step"}) if name == NUMBERS else FIGURES[name].takes


def read_manner(text: str) -> Manner:
    """The manner in a text that was remembered; the usual one where it says none."""
    try:
        return msgspec.json.decode(text, type=Manner)
    except msgspec.DecodeError:
        return Manner()


def read_presets(text: str) -> dict[str, Manner]:
    """Named manners in a text that was remembered; those that hold no longer are left out."""
    try:
        found = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
    except msgspec.DecodeError:
        return {}
    return dict(_readable(found))


def _readable(found: Mapping[str, msgspec.Raw]) -> Iterator[tuple[str, Manner]]:
    for name, raw in found.items():
        try:
            yield name, msgspec.json.decode(raw, type=Manner)
        except msgspec.DecodeError:
            continue


def write_presets(presets: Mapping[str, Manner]) -> str:
    """Named manners as text."""
    return msgspec.json.encode(presets).decode()


def figures_of(run: Run) -> dict[str, str]:
    """The titles of the figures that a run has."""
    return {name: kind.title for name, kind in FIGURES.items() if not kind.needs_loss or "loss" in run}


def offers_of(run: Run, name: str) -> tuple[str, ...]:
    """What a figure may be of, as far as that can be listed."""
    offers = None if name == NUMBERS else FIGURES[name].offers
    return OFFERS.get(name, ()) if offers is None else tuple(offers(run))


def layers_of(network: Network) -> dict[str, str]:
    """The layers and directions by their short names, with titles."""
    return {
        f"{layer + 1}{'r' if reverse else ''}": f"Layer {layer + 1}{', against time' if reverse else ''}"
        for layer, reverse in network.sweeps
    }


def adapted(subject: Subject, run: Run) -> Subject:
    """The subject within what a run has."""
    n_steps, layers = run.n_steps, layers_of(run.network)
    figures = (*figures_of(run), NUMBERS)
    return replace(
        subject,
        figure=subject.figure if subject.figure in figures else figures[0],
        step=None if subject.step is None else min(subject.step, n_steps),
        last=None if subject.last is None else min(subject.last, n_steps),
        layer=subject.layer if subject.layer in layers else None,
    )
