"""Words for labels that can set subscripts."""

from __future__ import annotations

import re
from html import escape

_INDEXED = re.compile(r"([A-Za-z])_([A-Za-z]+|\d+)")


def sink(words: str) -> str:
    """Words in which names have subscripts that plain text has no signs for, as ``U_f``, as rich text; others as is."""
    if not _INDEXED.search(words):
        return words
    lower = r'\1<span style="vertical-align: sub; font-size: small;">\2</span>'
    return _INDEXED.sub(lower, escape(words, quote=False)).replace("\n", "<br>").replace("  ", "&nbsp; ")
