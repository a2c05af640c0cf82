"""Pictures as PDF: vectors with embedded fonts on pages of exact size, the same bytes every time."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from re import finditer, sub

from PySide6.QtCore import QBuffer, QHashSeed, QIODevice, QMarginsF, QSizeF, QUuid
from PySide6.QtGui import QPageSize, QPainter, QPdfWriter

from ..scene.shapes import Scene
from .paint import paint_page
from .qtfont import begin_drawing
from .size import Frame

POINT = 0.75
"""Points in a pixel of 1/96 inch."""
DOTS = 1200
DATE = b"(D:20000101000000Z)"
METADATA = b"""\
<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?>
<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/></x:xmpmeta>
<?xpacket end='w'?>
"""


def to_pdf(scenes: Sequence[Scene], frames: Sequence[Frame] | None = None, title: str = "") -> bytes:
    """Scenes as the pages of a PDF file; ``frames`` are their pages, those of the scenes without it."""
    begin_drawing()
    pages = frames or [Frame(scene.width, scene.height) for scene in scenes]
    # Qt writes its fonts in the order of a hash table, which otherwise differs from process to process.
    QHashSeed.setDeterministicGlobalSeed()
    try:
        return _settle(_write(scenes, pages, title), pages)
    finally:
        QHashSeed.resetRandomGlobalSeed()


def _write(scenes: Sequence[Scene], pages: Sequence[Frame], title: str) -> bytes:
    """The file as Qt writes it."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DOTS)
    writer.setCreator("rnnviz")
    writer.setTitle(title)
    writer.setDocumentId(QUuid("{00000000-0000-0000-0000-000000000001}"))
    writer.setDocumentXmpMetadata(METADATA)
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setPageSize(_page_size(pages[0]))
    painter = QPainter(writer)
    for k, (scene, page) in enumerate(zip(scenes, pages, strict=True)):
        if k:
            writer.setPageSize(_page_size(page))
            writer.newPage()
        painter.resetTransform()
        painter.scale(DOTS / 96, DOTS / 96)
        _paint_ground(painter, scene, page)
        paint_page(painter, scene, page)
    painter.end()
    return bytes(buffer.data().data())


def _page_size(page: Frame) -> QPageSize:
    """The page in whole points, which is all that Qt writes."""
    size = QSizeF(ceil(page.width * POINT), ceil(page.height * POINT))
    return QPageSize(size, QPageSize.Unit.Point, "figure", QPageSize.SizeMatchPolicy.ExactMatch)


def _paint_ground(painter: QPainter, scene: Scene, page: Frame) -> None:
    """The ground of what the page has beside the picture."""
    if scene.background is not None:
        painter.fillRect(0, 0, ceil(page.width) + 1, ceil(page.height) + 1, scene.background)


def _settle(data: bytes, pages: Sequence[Frame]) -> bytes:
    """A file with the exact sizes of its pages, and with a fixed date in place of the present one."""
    changes = [(*found.span(1), DATE) for found in finditer(rb"/(?:Creation|Mod)Date (\(D:[^)]*\))", data)]
    boxes = finditer(rb"/MediaBox (\[[^\]]*\])", data)
    changes += [(*found.span(1), _media_box(page)) for found, page in zip(boxes, pages, strict=True)]
    return _replace(data, sorted(changes))


def _media_box(page: Frame) -> bytes:
    """The exact rectangle of a page, whose upper left corner stays where Qt has put it."""
    width, height = page.width * POINT, page.height * POINT
    top = ceil(height)
    return f"[0 {top - height:.4f} {width:.4f} {top}]".encode()


def _replace(data: bytes, changes: Sequence[tuple[int, int, bytes]]) -> bytes:
    """Data with stretches replaced, and its table of places (Adobe PDF 1.4, section 3.4.3) put right."""

    def moved(place: int) -> int:
        return place + sum(len(new) - (end - start) for start, end, new in changes if end <= place)

    table = data.rindex(b"\nxref\n")
    pieces, past = [], 0
    for start, end, new in changes:
        pieces += [data[past:start], new]
        past = end
    pieces.append(data[past:table])
    entry = sub(rb"(\d{10})(?= \d{5} n)", lambda found: b"%010d" % moved(int(found[1])), data[table:])
    pieces.append(sub(rb"startxref\n(\d+)", lambda found: b"startxref\n%d" % moved(int(found[1])), entry))
    return b"".join(pieces)
