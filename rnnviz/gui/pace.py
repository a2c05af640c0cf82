"""How often the window shows a training that goes on: the more rarely, the more that costs it."""

from __future__ import annotations

import time

LEAST_INTERVAL, MOST_INTERVAL = 0.06, 1.5
"""Seconds between two snapshots."""
REST = 8.0
"""So many times as long as the window works on a snapshot it rests before the next."""


class Pace:
    """How fast a training is, and how often the window can follow it."""

    def __init__(self) -> None:
        self.speed: float | None = None
        self._cpu: float | None = None
        self._seen: tuple[float, int] | None = None

    def note(self, step: int) -> float:
        """Note that a snapshot of a step has come; gives the time until the next one is wanted."""
        now, cpu = time.perf_counter(), time.process_time()
        cost = 0.0 if self._cpu is None else cpu - self._cpu
        if self._seen is not None and now > self._seen[0]:
            found = (step - self._seen[1]) / (now - self._seen[0])
            self.speed = found if self.speed is None else 0.7 * self.speed + 0.3 * found
        self._cpu, self._seen = cpu, (now, step)
        return min(MOST_INTERVAL, max(LEAST_INTERVAL, REST * cost))
