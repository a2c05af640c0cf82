"""Text is measured and placed the same everywhere, from the shipped fonts."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetricsF

from rnnviz.export.qtfont import UNIT, qt_font
from rnnviz.scene.measure import accent_ground, baseline, characters_of, line_extent, line_start, measure, place
from rnnviz.scene.shapes import Family, Run


def test_the_width_grows_with_the_size() -> None:
    runs = (Run("+0.61"),)
    assert measure(runs, 20, "sans") == pytest.approx(2 * measure(runs, 10, "sans"))


def test_numbers_of_one_length_have_one_width() -> None:
    assert measure((Run("+0.11"),), 12, "sans") == measure((Run("−7.89"),), 12, "sans")


def test_heavier_text_is_wider() -> None:
    widths = [measure((Run("gate", weight=weight),), 12, "sans") for weight in ("regular", "medium", "semibold")]
    assert widths == sorted(set(widths))


def test_a_subscript_is_smaller_stands_lower_and_keeps_a_gap_after_an_italic_letter() -> None:
    letter, script = place((Run("h", italic=True), Run("t", italic=True, level=-1)), 20, "math")
    assert (letter.x, letter.dy, letter.size) == (0, 0, 20)
    assert script.size == 14
    assert script.dy > 0
    assert script.x > letter.width
    assert place((Run("h"), Run("2", level=1)), 20, "math")[1].dy < 0


def test_italic_letters_of_mathematics_are_characters_of_their_own() -> None:
    (run,) = place((Run("hW", italic=True),), 20, "math")
    assert run.characters == "ℎ𝑊"
    (sans,) = place((Run("hW", italic=True),), 20, "sans")
    assert sans.characters == "hW"


def test_a_line_starts_where_its_anchor_says() -> None:
    runs = (Run("forget"),)
    width = measure(runs, 12, "sans")
    assert line_start(runs, 12, "sans", "start") == 0
    assert line_start(runs, 12, "sans", "middle") == -width / 2
    assert line_start(runs, 12, "sans", "end") == -width


def test_capitals_are_centred_on_the_line() -> None:
    above, below = line_extent((Run("H"),), 20, "sans")
    assert baseline(20, "sans") == pytest.approx(7.3, abs=0.3)
    assert above == pytest.approx(below, abs=2)


def test_an_accent_and_a_subscript_need_room() -> None:
    plain = line_extent((Run("c", italic=True),), 20, "math")
    accented = line_extent((Run("c", italic=True, accent="hat"),), 20, "math")
    indexed = line_extent((Run("c", italic=True), Run("t", level=-1)), 20, "math")
    assert accented[0] > plain[0]
    assert indexed[1] > plain[1]


@pytest.mark.parametrize(
    ("run", "family"),
    [
        (Run("+0.61"), "sans"),
        (Run("−1.2e5"), "sans"),
        (Run("Forget gate", weight="semibold"), "sans"),
        (Run("LSTM, step 3 of 12", weight="medium"), "sans"),
        (Run("how much", italic=True), "sans"),
        (Run("xhcfW", italic=True), "math"),
        (Run("σ + −"), "math"),
    ],
)
@pytest.mark.usefixtures("qapp")
def test_text_is_as_wide_as_qt_draws_it(run: Run, family: Family) -> None:
    drawn = QFontMetricsF(qt_font(family, run.italic, run.weight)).horizontalAdvance(characters_of(run, family))
    assert measure((run,), UNIT, family) == pytest.approx(drawn, abs=0.5)


def test_no_text_has_no_width() -> None:
    assert measure((), 20, "sans") == 0


def test_an_accent_stands_on_its_letter() -> None:
    low, high = (place((Run(letter, italic=True),), 20, "math")[0] for letter in ("c", "h"))
    assert accent_ground(low, "math") < accent_ground(high, "math")


def test_a_subscript_and_a_superscript_of_one_letter_stand_one_above_the_other() -> None:
    letter, upper, lower, rest = Run("h", italic=True), Run("(2)", level=1), Run("t", level=-1), Run("+")
    placed = place((letter, upper, lower, rest), 20.0, "math")
    assert placed[1].x == placed[2].x
    assert placed[1].dy < 0 < placed[2].dy
    assert placed[3].x == max(item.x + item.width for item in placed[:3])
    both = measure((letter, upper, lower), 20.0, "math")
    assert both == measure((letter, upper), 20.0, "math") == measure((letter, lower, upper), 20.0, "math")
