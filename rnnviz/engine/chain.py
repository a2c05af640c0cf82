"""Which slots of a row lie side by side."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from .expr import Apply, Expr, Symbol


class Chains:
    """Slots that follow each other.

    A new state has no slot of its own: it lies in the slot of the old state, one row further on. Slots of the head
    are pinned: none of them follows another slot, and only the last of them is followed by one.
    """

    def __init__(self, head: Sequence[Expr], states: Mapping[Apply, Symbol]) -> None:
        self._after: dict[Expr, Expr] = {}
        self._before: dict[Expr, Expr] = {}
        self._head = head
        self._states = states

    def copy(self) -> Chains:
        """Chains that can be linked further without a change to these."""
        other = Chains(self._head, self._states)
        other._after, other._before = dict(self._after), dict(self._before)
        return other

    def link(self, pairs: Iterable[tuple[Expr, Expr]]) -> bool:
        """Let the second of each pair follow the first; all of them or, if one cannot, none."""
        saved = dict(self._after), dict(self._before)
        if all(self._link(a, b) for a, b in pairs):
            return True
        self._after, self._before = saved
        return False

    def order(self, slots: Sequence[Expr], late: Collection[Expr]) -> list[Expr]:
        """All slots, linked ones side by side; what follows the head comes first, chains with ``late`` slots last."""
        follower = self._after.get(self._head[-1])
        starts = [slot for slot in slots if slot not in self._before]
        chains = [list(self._walk(start)) for start in starts]
        chains.sort(key=lambda chain: any(slot in late for slot in chain))
        return [*(self._walk(follower) if follower else ()), *(slot for chain in chains for slot in chain)]

    def _walk(self, start: Expr) -> Iterable[Expr]:
        slot: Expr | None = start
        while slot is not None:
            yield slot
            slot = self._after.get(slot)

    def _link(self, a: Expr, b: Expr) -> bool:
        (place, a_is_next), (follower, b_is_next) = self._place(a), self._place(b)
        if a_is_next != b_is_next or not _has_slot(place) or not _has_slot(follower):
            return False
        if self._after.get(place) is follower:
            return True
        is_stuck = place in self._head[:-1] or follower in self._head
        if is_stuck or place in self._after or follower in self._before or place in self._walk(follower):
            return False
        self._after[place], self._before[follower] = follower, place
        return True

    def _place(self, node: Expr) -> tuple[Expr, bool]:
        """The slot of a node, and whether it lies in the next row."""
        state = self._states.get(node) if isinstance(node, Apply) else None
        return (node, False) if state is None else (state, True)


def _has_slot(node: Expr) -> bool:
    return not (isinstance(node, Symbol) and node.kind == "parameter")
