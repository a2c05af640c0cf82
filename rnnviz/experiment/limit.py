"""What an experiment may be at most: sizes, length, alphabet and texts, each checked with a message."""

from __future__ import annotations

from math import prod

import numpy as np

from ..engine.error import InputError
from ..engine.network import Network

MAX_STEPS = 10_000
MAX_SIZE = 1_024
MAX_LAYERS = 16
MAX_NUMBERS = 10_000_000
MAX_TITLE = 200
MAX_DESCRIPTION = 4_000
MAX_SEED = 2**32 - 1


def whole_number(field: str, value: object, low: int, high: int) -> int:
    """``value`` where it is a whole number from ``low`` to ``high``, else InputError."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or not low <= value <= high:
        got = value if isinstance(value, int | float | np.number) else repr(value)
        raise InputError(field, got, f"a whole number from {low:,} to {high:,}")
    return int(value)


def check_size(field: str, size: object) -> int:
    """A size where it is a whole number from 1 to MAX_SIZE, else InputError."""
    return whole_number(field, size, 1, MAX_SIZE)


def check_network(network: Network) -> None:
    """Refuse a network with too many layers or with a layer that is too large."""
    if len(network.layers) > MAX_LAYERS:
        raise InputError("layers", len(network.layers), f"at most {MAX_LAYERS}")
    check_size("input_size", network.input_size)
    for k, layer in enumerate(network.layers, 1):
        check_size("hidden_size" if len(network.layers) == 1 else f"hidden_size of layer {k}", layer.hidden_size)
    if network.output_size is not None:
        check_size("output_size", network.output_size)


def check_length(network: Network, n_steps: int) -> None:
    """Refuse a sequence that is too long, by itself or for the size of the network."""
    whole_number("number of steps", n_steps, 1, MAX_STEPS)
    width = network.input_size + sum(network.states.values()) + (network.output_size or 0)
    numbers = sum(map(prod, network.parameters.values())) + n_steps * width
    if numbers > MAX_NUMBERS:
        raise InputError(
            "size of the experiment",
            f"{numbers:,} numbers in parameters, inputs, states and outputs",
            f"at most {MAX_NUMBERS:,}: a smaller layer or a shorter sequence",
        )


def check_alphabet(alphabet: object, input_size: int) -> None:
    """Refuse an alphabet with repeated or invisible symbols, or of another size than the input."""
    if alphabet is None:
        return
    if not isinstance(alphabet, str) or not alphabet:
        raise InputError("alphabet", alphabet, "a text of different symbols")
    if len(set(alphabet)) < len(alphabet):
        repeated = next(symbol for symbol in alphabet if alphabet.count(symbol) > 1)
        raise InputError("alphabet", alphabet, f"each symbol once, but {repeated!r} is repeated")
    odd = next((symbol for symbol in alphabet if not (symbol.isprintable() or symbol == "\n")), None)
    if odd is not None:
        raise InputError("alphabet", ascii(odd), "printable symbols")
    if len(alphabet) != input_size:
        raise InputError("input_size", input_size, f"{len(alphabet)}, one for each symbol of the alphabet")


def check_text(field: str, text: object, longest: int) -> None:
    """Refuse what is not text, is too long, or could not be written to a file."""
    if not isinstance(text, str):
        raise InputError(field, text, "text")
    if len(text) > longest:
        raise InputError(field, f"{len(text):,} characters", f"at most {longest:,}")
    if any("\ud800" <= symbol <= "\udfff" for symbol in text):
        raise InputError(field, ascii(text), "text without lone surrogates")


def check_seed(seed: object) -> None:
    """Refuse what cannot seed the initial parameters."""
    whole_number("seed", seed, 0, MAX_SEED)
