"""What is kept of a long training: everything of the last steps, and the further back, the less."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .ops import Array

RECENT = 512
MOST_OLD = 1024
MOST_CHECKPOINTS = 32
MOST_NUMBERS = 1_000_000
"""At most so many rows of the last steps and of all steps, checkpoints, and numbers in all checkpoints."""


def is_row_kept(row: int, now: int) -> bool:
    """Whether a curve that has ``now`` rows so far keeps row ``row`` (from 1): one that is dropped stays dropped."""
    return row > now - RECENT or row == 1 or row % stride(now, MOST_OLD) == 0


def stride(now: int, most: int) -> int:
    """The smallest power of two by which ``now`` can be divided into at most ``most`` parts."""
    return 1 << (max(0, -(-now // most) - 1)).bit_length()


def thin_rows(rows: Iterable[tuple[float, ...]], now: int, every: int = 1) -> list[tuple[float, ...]]:
    """The rows to keep of a curve that has got a row at every ``every`` steps; each begins with its step."""
    return [row for row in rows if is_row_kept(int(row[0]) // every, now // every)]


def is_checkpoint(step: int, now: int, size: int) -> bool:
    """Whether the parameters after ``step`` updates are kept until ``now``, where there are ``size`` of them."""
    most = max(2, min(MOST_CHECKPOINTS, MOST_NUMBERS // size))
    return step % stride(now, most) == 0


def thin_checkpoints(checkpoints: Mapping[int, Array], now: int) -> dict[int, Array]:
    """The checkpoints to keep."""
    return {step: flat for step, flat in checkpoints.items() if is_checkpoint(step, now, flat.size)}
