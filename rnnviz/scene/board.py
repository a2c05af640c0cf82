"""A board: several pictures on one page, in rows, with a title and captions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

from .placing import place_shape
from .shapes import Group, Label, Run, Scene, Shape
from .theme import Theme

SIZES = {"16:9": (1600.0, 900.0), "4:3": (1200.0, 900.0)}
"""Width and height in pixels by aspect."""
MARGIN, GAP = 52.0, 40.0
_TITLE, _CAPTION = 30.0, 17.0
_CHART_SCALES, _CLOSER = (0.8, 1.3), 1.3
"""How much charts are enlarged: by this factor more than they would be if they kept their form, within limits."""
_MOST_SCALE = 2.2
"""Pictures are enlarged by no more than this."""


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A picture of a board with its caption; ``weight`` is its share of the width of its row, None as it needs.

    ``fit`` draws one that can have any width and height anew for its room.
    """

    scene: Scene
    caption: str = ""
    weight: float | None = None
    fit: Callable[[float, float], Scene] | None = None

    def fitted(self, width: float, height: float, scale: float) -> Scene:
        """The picture for a room of the board, as it is before it is enlarged by ``scale``."""
        return self.scene if self.fit is None else self.fit(width / scale, height / scale)

    @property
    def aspect(self) -> float:
        """Its width over its height."""
        return self.scene.width / self.scene.height


Rows: TypeAlias = Sequence[Sequence[Item]]


def draw_board(rows: Rows, title: str, theme: Theme, aspect: str = "16:9") -> Scene:
    """Pictures in rows on a page of an aspect; each as large as its row and its share of that allow."""
    width, height = SIZES[aspect]
    parts: list[Shape] = []
    top = MARGIN
    if title:
        parts.append(Label(MARGIN, top + _TITLE / 2, (Run(title, weight="semibold"),), _TITLE, theme.ink, "start"))
        top += 1.9 * _TITLE
    heights = _heights(rows, width - 2 * MARGIN, height - top - MARGIN)
    scales = list(_scales(rows, (width - 2 * MARGIN, height - top - MARGIN), only_charts=True))
    scale = max(_CHART_SCALES[0], min(_CHART_SCALES[1], *(_CLOSER * scale for scale in scales), _CHART_SCALES[1]))
    for row, room in zip(rows, heights, strict=True):
        parts += _draw_row(row, top, (width, room), (theme, scale))
        top += room + GAP
    return Scene(width, height, Group("board", tuple(parts), title), theme.background)


def arrange_rows(items: Sequence[Item], aspect: str = "16:9") -> Rows:
    """Pictures in their order in the rows that let the smallest of them be largest."""
    width, height = SIZES[aspect]
    room = width - 2 * MARGIN, height - 2 * MARGIN - 1.9 * _TITLE
    every = [_split(items, cuts) for cuts in product((False, True), repeat=len(items) - 1)]
    return max(every, key=lambda rows: min(_scales(rows, room)))


def _split(items: Sequence[Item], cuts: tuple[bool, ...]) -> list[list[Item]]:
    """Pictures in rows; a new one starts behind each cut."""
    rows = [[items[0]]]
    for item, is_new in zip(items[1:], cuts, strict=True):
        if is_new:
            rows.append([item])
        else:
            rows[-1].append(item)
    return rows


def _scales(rows: Rows, room: tuple[float, float], only_charts: bool = False) -> Iterator[float]:
    """How much each picture, or chart, is enlarged if it keeps its form."""
    for row, height in zip(rows, _heights(rows, *room), strict=True):
        for item, width in zip(row, _widths(row, room[0]), strict=True):
            if item.fit is None and only_charts:
                continue
            yield min(width / item.scene.width, _inner(row, height) / item.scene.height)


def _caption_room(row: Sequence[Item]) -> float:
    return 2.0 * _CAPTION if any(item.caption for item in row) else 0.0


def _inner(row: Sequence[Item], height: float) -> float:
    """The height for pictures in a row, without captions."""
    return height - _caption_room(row)


def _widths(row: Sequence[Item], width: float) -> list[float]:
    """The room of the pictures of a row: by their weights, else so that they get one height."""
    shares = [item.aspect if item.weight is None else item.weight for item in row]
    room = width - GAP * (len(row) - 1)
    return [room * share / sum(shares) for share in shares]


def _heights(rows: Rows, width: float, height: float) -> list[float]:
    """The heights of rows: pictures are enlarged alike, as far as their widths allow, and fill the height."""
    room = height - GAP * (len(rows) - 1) - sum(map(_caption_room, rows))
    wanted = [_wanted(row, width) for row in rows]
    low, high = 0.0, max(full / unit for full, unit in wanted)
    for _ in range(40):
        scale = (low + high) / 2
        fits = sum(min(full, unit * scale) for full, unit in wanted) <= room
        low, high = (scale, high) if fits else (low, scale)
    found = [min(full, unit * low) for full, unit in wanted]
    more = room / sum(found)
    return [share * more + _caption_room(row) for row, share in zip(rows, found, strict=True)]


def _wanted(row: Sequence[Item], width: float) -> tuple[float, float]:
    """The height of a row whose pictures fill their widths, and that of one whose pictures are not enlarged."""
    pairs = list(zip(row, _widths(row, width), strict=True))
    full = max(share / item.aspect for item, share in pairs)
    return full, full / min(share / item.scene.width for item, share in pairs)


def _draw_row(row: Sequence[Item], top: float, size: tuple[float, float], look: tuple[Theme, float]) -> Iterator[Shape]:
    """The pictures of a row, each in the middle of its room; all of them together in the middle of the page."""
    (width, height), (theme, chart_scale) = size, look
    inner, rooms = _inner(row, height), _widths(row, width - 2 * MARGIN)
    scenes = [item.fitted(room, inner, chart_scale) for item, room in zip(row, rooms, strict=True)]
    scales = [
        min(room / scene.width, inner / scene.height, _MOST_SCALE) for scene, room in zip(scenes, rooms, strict=True)
    ]
    used = sum(scene.width * scale for scene, scale in zip(scenes, scales, strict=True))
    gap = (width - 2 * MARGIN - used) / len(row)
    x = MARGIN + gap / 2
    for item, scene, scale in zip(row, scenes, scales, strict=True):
        y = top + (inner - scene.height * scale) / 2
        parts: list[Shape] = [place_shape(scene.root, (x, y), scale)]
        if item.caption:
            middle = x + scene.width * scale / 2
            parts.append(Label(middle, top + inner + 1.2 * _CAPTION, (Run(item.caption),), _CAPTION, theme.muted))
        yield Group(item.caption or scene.root.name, tuple(parts), item.caption)
        x += scene.width * scale + gap
