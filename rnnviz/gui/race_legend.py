"""The legend of a race: for each network how far it is, how well it answers, and when it has learnt its task."""

from __future__ import annotations

import math
from collections.abc import Sequence

from typing_extensions import override

from ..experiment.comparison import Contender
from ..scene.theme import Theme
from .compare_legend import CompareLegend
from .race import Runner
from .training_words import write_count, write_score


class RaceLegend(CompareLegend):
    """A row for each network with the last scores of its held-out sequences; ``removed`` tells a place from 1."""

    headings = ("network", "loss", "right", "learnt")

    _runners: tuple[Runner, ...] = ()
    _is_compact = False

    def set_compact(self, is_compact: bool) -> None:
        """Show a single score only, the share of right answers where there is one, and so leave width to the curves."""
        if is_compact != self._is_compact:
            self._is_compact = is_compact
            self.updateGeometry()
            self._arrange()

    def show_race(self, runners: Sequence[Runner], theme: Theme) -> None:
        """Show how the race stands."""
        self._runners = tuple(runners)
        lanes = [runner.lane for runner in runners]
        self.show_contenders(
            tuple(Contender(lane.title, lane.experiment, problem=lane.problem) for lane in lanes), theme
        )
        self.setAccessibleName("Networks of the race")

    @property
    @override
    def rows(self) -> tuple[tuple[str, ...], ...]:
        rows = tuple(row_of(runner) for runner in self._runners)
        return tuple(map(_shorten, rows)) if self._is_compact else rows

    @override
    def has_curve(self, contender: Contender) -> bool:
        return not contender.problem


def row_of(runner: Runner) -> tuple[str, ...]:
    """Title, loss, share of right answers, and the number of updates after which it was learnt."""
    title = runner.lane.title
    if runner.lane.problem or (runner.reason and runner.progress is None):
        return (f"{title}: {runner.reason}",)
    scores = ("", "")
    if runner.progress is not None and len(runner.progress.held_out):
        _, loss, accuracy = runner.progress.held_out[-1]
        scores = (write_score(loss), "" if math.isnan(accuracy) else f"{100 * accuracy:.0f}\N{NARROW NO-BREAK SPACE}%")
    learnt = "" if runner.learnt_at is None else write_count(runner.learnt_at)
    return f"{title}, stopped" if runner.reason else title, *scores, learnt


def _shorten(row: tuple[str, ...]) -> tuple[str, ...]:
    """A row with one score; columns in which nothing stands are not drawn."""
    if len(row) == 1:
        return row
    title, loss, right, _learnt = row
    return title, "" if right else loss, right, ""
