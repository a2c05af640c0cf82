"""Which part of a sequence is seen: zooming around a point, scrolling, and going where a step is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .strip import WIDEST_PITCH, Margins, content_width, fitting_pitch, lead_width

NO_MARGINS = Margins()


@dataclass(frozen=True, slots=True)
class Zoom:
    """A page of ``width`` pixels on a sequence; ``wanted_pitch`` None fits the whole sequence into the page."""

    width: float = 100.0
    n_steps: int = 1
    margins: Margins = NO_MARGINS
    wanted_pitch: float | None = None
    wanted_offset: float = 0.0

    @property
    def least_pitch(self) -> float:
        """The pitch at which everything is seen."""
        return fitting_pitch(self.width, self.n_steps, self.margins)

    @property
    def pitch(self) -> float:
        """Pixels from step to step."""
        if self.wanted_pitch is None:
            return self.least_pitch
        return max(self.least_pitch, min(WIDEST_PITCH, self.wanted_pitch))

    @property
    def furthest_offset(self) -> float:
        """How far there is to scroll; 0 where everything is seen."""
        beyond = content_width(self.pitch, self.n_steps, self.margins) - self.width
        return beyond if beyond >= 1.0 else 0.0

    @property
    def offset(self) -> float:
        """Pixels scrolled off at the left."""
        return max(0.0, min(self.furthest_offset, self.wanted_offset))

    def fitted(self) -> Zoom:
        """Everything in view."""
        return replace(self, wanted_pitch=None, wanted_offset=0.0)

    def zoomed(self, factor: float, x: float) -> Zoom:
        """Enlarged around a point of the page, which keeps the step under it; fitted again when all is seen."""
        pitch = max(self.least_pitch, min(WIDEST_PITCH, self.pitch * factor))
        if pitch <= self.least_pitch * 1.001:
            return self.fitted()
        steps = (x - self._start) / self.pitch
        after = replace(self, wanted_pitch=pitch)
        return replace(after, wanted_offset=after._start + after.offset + steps * pitch - x)

    def scrolled(self, offset: float) -> Zoom:
        """Scrolled to an offset."""
        return replace(self, wanted_offset=max(0.0, min(self.furthest_offset, offset)))

    def revealing(self, step: int) -> Zoom:
        """Scrolled so that a step is in view: not at all if it is, else to have it in the middle."""
        x = self._start + (step - 0.5) * self.pitch
        margin = min(self.pitch / 2, self.width / 4)
        if self.margins.gutter + margin <= x <= self.width - margin:
            return self
        return self.scrolled(self.offset + x - self.width / 2)

    @property
    def _start(self) -> float:
        """Where the column of the first step begins."""
        spare = max(0.0, self.width - content_width(self.pitch, self.n_steps, self.margins)) / 2
        return spare + self.margins.gutter + lead_width(self.pitch) - self.offset
