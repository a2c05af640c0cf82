"""From a feed-forward network to a recurrent one to its copies over time, as one picture that moves.

``progress`` 0 is the feed-forward network with all its connections; on the way to 1 they bundle into one arrow for each
matrix, and the loop of the recurrence grows; on the way to 2 the copies for the steps slide out of each other, and the
loop opens into an arrow to the next step.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ..engine.run import Run as NetworkRun
from .color import mix
from .folding_plan import CAPTION_Y, HEIGHT, LEGEND_Y, WIDTH, Column, Level, Matrix, Timing, find_levels, find_matrices
from .folding_wires import Look, draw_bundle, draw_free_ends, draw_loop, draw_recurrence, draw_way_back
from .measure import measure
from .shapes import Box, Dot, Group, Key, Label, Run, Scene, Shape, Wire
from .symbol import joint_symbol, symbol_runs
from .theme import Theme, color_of

SYMBOL, LETTER, CAPTION, LEGEND, WORDS = 18.0, 19.0, 17.0, 17.0, 12.5
SWATCH = 22.0
FEW_MATRICES, MOST_IN_A_ROW = 3, 5
LEAST_WORDS = 122.0
STAGES = ("feed-forward", "recurrent", "unfolded")
"""The names of progress 0, 1 and 2."""
CAPTIONS = (
    "Feed-forward: everything depends on the input of this moment alone.",
    "Recurrent: the hidden layer also receives its own state of the step before.",
    "Unfolded over time: one copy for each step, all with the same weights.",
)


def draw_folding(run: NetworkRun, progress: float, *, theme: Theme) -> Scene:
    """The network of a run at ``progress`` from 0 to 2; the page is the same at all of them."""
    timing = Timing(max(0.0, min(2.0, progress)), min(5, run.n_steps), run.writing)
    picture = _Picture(run, timing, theme)
    parts = (
        Group("caption", tuple(picture.caption())),
        Group("between", tuple(picture.between()), "From step to step"),
        *picture.columns(),
        Group("letters", tuple(picture.letters()), "Matrices"),
        Group("legend", tuple(picture.legend()), "What the letters stand for"),
    )
    title = CAPTIONS[round(timing.progress)]
    return Scene(WIDTH, HEIGHT, Group("folding", parts, title), theme.background)


@dataclass(frozen=True)
class _Picture:
    run: NetworkRun
    timing: Timing
    theme: Theme

    @cached_property
    def levels(self) -> tuple[Level, ...]:
        return find_levels(self.run)

    @cached_property
    def matrices(self) -> tuple[Matrix, ...]:
        return find_matrices(self.run)

    @cached_property
    def places(self) -> list[Column]:
        return self.timing.columns(self.levels)

    def color(self, matrix: Matrix, strength: float = 1.0) -> str:
        """The colour of a matrix, faded into the ground."""
        own = self.theme.unit_colors[self.matrices.index(matrix) % len(self.theme.unit_colors)]
        return mix(self.theme.background, own, strength)

    def look(self, matrix: Matrix, strength: float = 1.0) -> Look:
        return Look(self.color(matrix, strength), Key(None, matrix.names[0]))

    def caption(self) -> Iterator[Shape]:
        """What the picture shows at this progress, in a sentence that fades into the next."""
        for stage, text in enumerate(CAPTIONS):
            strength = 1.0 - abs(self.timing.progress - stage) / 0.45
            if strength > 0.0:
                color = mix(self.theme.background, self.theme.ink, min(1.0, 1.6 * strength))
                yield Label(WIDTH / 2, CAPTION_Y, (Run(text, weight="medium"),), CAPTION, color)

    def between(self) -> Iterator[Shape]:
        """The recurrence: loops of the outermost copies, arrows between neighbours, free ends."""
        for matrix in self.matrices:
            if matrix.kind != "recurrent":
                continue
            y = self.levels[matrix.level].y + matrix.shift * self.timing.spread
            look = self.look(matrix)
            for left, right in pairwise(self.places):
                yield from draw_recurrence(left, right, y, look, matrix.reverse)
            outer = self.places[0] if matrix.reverse else self.places[-1]
            yield from draw_loop(outer, self.levels[matrix.level], matrix, self.timing, look)
            inner = self.places[-1] if matrix.reverse else self.places[0]
            strength = self.timing.opened
            if strength > 0.0:
                yield from draw_free_ends(inner, y, self.look(matrix, strength), matrix.reverse)
        for left, right in pairwise(self.places):
            if self.timing.opened and self.run.schedule.is_fed(right.step):
                color = mix(self.theme.background, self.theme.wire, self.timing.opened)
                yield draw_way_back(left, right, self.levels, Look(color, Key(left.step, "y")))

    def columns(self) -> Iterator[Group]:
        """The copies, the last first, so that each slides out from under the one before."""
        for place in reversed(self.places):
            if place.step > 1 and place.emerged == 0.0:
                continue
            yield Group(f"step {place.step}", tuple(self._column(place)), f"step {place.step}")

    def _column(self, place: Column) -> Iterator[Shape]:
        for level in self.levels:
            if self._presence(level, place) > 0.0:
                yield self._box(level, place)
        for matrix in self.matrices:
            if matrix.kind != "recurrent":
                below, above = self.levels[matrix.level - 1], self.levels[matrix.level]
                strength = min(self._presence(below, place), self._presence(above, place))
                if strength > 0.0:
                    yield from draw_bundle(below, above, place, self.timing.bundled, self.look(matrix, strength))
        for level in self.levels:
            if self._presence(level, place) > 0.0:
                yield from self._units(level, place)

    def _presence(self, level: Level, place: Column) -> float:
        """1 where a level is seen at a step; unfolded, 0 for an input not given and an output not read."""
        return 1.0 if place.step in level.steps else 1.0 - self.timing.spread

    def _box(self, level: Level, place: Column) -> Box:
        fill = self.theme.state_fill if level.kind == "hidden" else self.theme.operation_fill
        strength, key = self._presence(level, place), Key(place.step, level.name)
        fill, stroke = (mix(self.theme.background, c, strength) for c in (fill, self.theme.wire))
        left, width = place.x - place.width / 2, place.width
        return Box(left, level.y - level.height / 2, width, level.height, 9.0, fill, stroke, 1.4, key=key)

    def _units(self, level: Level, place: Column) -> Iterator[Shape]:
        """The symbol and the units, which take the colours of their values as time unfolds."""
        strength, key = self._presence(level, place), Key(place.step, level.name)
        ink = mix(self.theme.background, self.theme.ink, strength)
        yield from self._symbol(level, place, strength)
        values = self.run[level.name][place.step - 1].tolist()
        limit = max(1.0, *(abs(value) for value in values))
        for unit, x in level.units(place):
            if unit is None:
                yield from (Dot(x + dx, level.y, 1.3, 1.3, ink, key=key) for dx in (-4.0, 0.0, 4.0))
                continue
            shown = color_of(self.theme, values[unit], limit)
            fill = mix(self.theme.background, mix(self.theme.background, shown, self.timing.spread), strength)
            yield Dot(x, level.y, place.radius, place.radius, fill, ink, 1.2, key=key)

    def _symbol(self, level: Level, place: Column, strength: float) -> Iterator[Label]:
        """The symbol of a level; its index becomes t with the loop, and the number of the step as copies slide out."""
        x, size = place.x - place.width / 2 + 9.0, SYMBOL - 2.0 * self.timing.spread
        ground = mix(self.theme.background, self.theme.state_fill, 1.0 if level.kind == "hidden" else 0.0)
        for time, share in self.timing.indices(place.step):
            runs = symbol_runs(level.name, time, self.run.writing)
            plain = symbol_runs(level.name, None, self.run.writing)
            color = mix(ground, self.theme.ink, strength * share)
            key = Key(place.step, level.name)
            yield Label(x, level.y, runs if time else plain, size, color, "start", "math", key)

    def letters(self) -> Iterator[Shape]:
        """The letter of each matrix, once: at the first copy, and at the first arrow between two."""
        for matrix in self.matrices:
            strength = self.timing.looped if matrix.kind == "recurrent" else 1.0
            if strength <= 0.0:
                continue
            x, y = matrix.letter_place(self.levels, self.places, self.timing)
            color, key = self.color(matrix, strength), Key(None, matrix.names[0])
            yield Label(x, y, (Run(matrix.letter, italic=True),), LETTER, color, "middle", "math", key)

    def legend(self) -> Iterator[Shape]:
        """What each letter is called elsewhere in the window."""
        has_words = len(self.matrices) <= FEW_MATRICES
        half = -(-len(self.matrices) // 2)
        rows = [self.matrices] if len(self.matrices) <= MOST_IN_A_ROW else [self.matrices[:half], self.matrices[half:]]
        for k, row in enumerate(rows):
            yield from self._legend_row(row, LEGEND_Y + 26.0 * k, has_words)

    def _legend_row(self, row: tuple[Matrix, ...], y: float, has_words: bool) -> Iterator[Shape]:
        texts = [(Run(m.letter, italic=True), Run(" = "), *joint_symbol(m.names, self.run.writing)) for m in row]
        least = LEAST_WORDS if has_words else 0.0
        widths = [SWATCH + 8 + max(least, measure(runs, LEGEND, "math")) for runs in texts]
        space = min(60.0, (WIDTH - sum(widths)) / (len(widths) + 1))
        left = (WIDTH - sum(widths) - space * (len(widths) - 1)) / 2
        for matrix, runs, width in zip(row, texts, widths, strict=True):
            strength = self.timing.looped if matrix.kind == "recurrent" else 1.0
            ink, color = (mix(self.theme.background, c, strength) for c in (self.theme.ink, self.color(matrix)))
            key = Key(None, matrix.names[0])
            yield Wire(((left, y), (left + SWATCH, y)), color, 2.6, arrow=True, key=key)
            yield Label(left + SWATCH + 8, y, runs, LEGEND, ink, "start", "math", key)
            if has_words:
                muted = mix(self.theme.background, self.theme.muted, strength)
                yield Label(left + SWATCH + 8, y + 19, (Run(matrix.words),), WORDS, muted, "start", key=key)
            left += width + space
