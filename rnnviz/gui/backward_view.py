"""What the pictures show of a session's backward pass."""

from __future__ import annotations

from ..scene.backward import Backward
from ..scene.description import describe
from ..scene.gradient_description import describe_gradient
from ..scene.shapes import Key
from .session import Session


def backward_of(session: Session) -> Backward | None:
    """The gradients to draw; None where the session shows values alone."""
    shows = session.shows
    if shows == "value":
        return None
    gradients = session.gradients
    return None if gradients is None else Backward(gradients, session.scale, shows)


def describe_key(session: Session, key: Key) -> str:
    """What a key stands for in words, with its gradient where that is shown."""
    backward = backward_of(session)
    if backward is None:
        return describe(session.run, key, session.step)
    return describe_gradient(session.run, backward, key, session.step)
