"""One export: what is written how and where, and doing it, in the window's process or in one beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeAlias

from ..engine.error import InputError
from ..experiment.experiment import Experiment
from ..export.formats import DATA, FORMATS, fill, find_format, write_data, write_pages
from ..export.page import Page
from .export_choice import NUMBERS, Manner, Subject, suffix_of

LARGE = 200_000
"""So many numbers of a run are written in an instant."""
SLOW, SLOW_FROM = ("sweep",), 2000
"""Figures that compute many runs, and the steps times units from which on that takes seconds."""

Tell: TypeAlias = Callable[[str, int, int], None]
"""Told what is being done, and how many of how many parts of that are done."""


@dataclass(frozen=True, slots=True)
class Job:
    """Pictures or numbers of an experiment, and the file, or pattern of files, that they are written to."""

    experiment: Experiment
    subject: Subject
    manner: Manner
    path: Path

    def run(self, tell: Tell | None = None) -> list[Path]:
        """Write and give the files; InputError or OSError say what cannot be, and then there are none."""
        run = self.experiment.run()
        if self.subject.figure == NUMBERS:
            write_data(run, self.path, self._data_step(), self.manner.data)
            return [self.path]
        figure = self.subject.pictures(self.experiment, self.manner.look)
        find_format(FORMATS, self.path, self.manner.format)
        pages = figure.pages(_progress(tell, "Drawing"))
        target = self.pattern()
        return write_pages(pages, target, self.manner.options, _progress(tell, "Writing"), self.manner.format)

    def targets(self) -> list[Path]:
        """The files that would be written."""
        if self.subject.figure == NUMBERS:
            return [self.path]
        target, requests = self.pattern(), self.subject.pictures(self.experiment, self.manner.look).requests
        if len(requests) > 1 and FORMATS[self.manner.format].several and "{" not in target.name:
            requests = requests[:1]
        scene = None
        pages = (Page(scene, self.subject.figure, step=r.step, substep=r.substep) for r in requests)  # type: ignore[arg-type]
        return list(dict.fromkeys(fill(target, page, k + 1) for k, page in enumerate(pages)))

    def pattern(self) -> Path:
        """The path; for a sequence whose format holds one picture, with the step and sub-step in the name."""
        several = FORMATS[self.manner.format].several
        if not self.subject.is_sequence or several or "{" in self.path.name:
            return self.path
        digits = max(2, len(str(self.experiment.n_steps)))
        step = "" if self.subject.last is None else f"-{{step:0{digits}}}"
        substep = "-{substep:02}" if self.subject.substep is True else ""
        return self.path.with_name(f"{self.path.stem}{step}{substep}{self.path.suffix}")

    @property
    def takes_long(self) -> bool:
        """Whether it takes so long that the window should not wait for it."""
        if self.subject.figure == NUMBERS:
            return self._is_large()
        return self.subject.is_sequence or is_slow(self.experiment, self.subject)

    def check_name(self) -> None:
        """InputError where the name of the file does not say the format."""
        if not self.path.name:
            raise InputError("file", str(self.path) or "nothing", f"a name that ends in {self.suffix}")
        if self.subject.figure == NUMBERS:
            find_format(DATA, self.path, self.manner.data)
        else:
            find_format(FORMATS, self.path, self.manner.format)

    @property
    def suffix(self) -> str:
        """What the name of the file ends in."""
        return suffix_of(self.subject, self.manner)

    def _data_step(self) -> int | None:
        return self.subject.step if DATA[self.manner.data].takes_step else None

    def _is_large(self) -> bool:
        run = self.experiment.run()
        return run.n_steps * run.network.top_size * len(run.order) > LARGE


def is_slow(experiment: Experiment, subject: Subject) -> bool:
    """Whether a single picture takes so long that the window should not wait for it."""
    return subject.figure in SLOW and experiment.n_steps * experiment.network.top_size > SLOW_FROM


def _progress(tell: Tell | None, says: str) -> Callable[[int, int], bool] | None:
    return None if tell is None else partial(_go_on, tell, says)


def _go_on(tell: Tell, says: str, done: int, total: int) -> bool:
    tell(says, done, total)
    return True
