"""Data of one's own, opened or pasted."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rnnviz.engine.error import InputError
from rnnviz.experiment.own_data import OwnData
from rnnviz.gui.own_data_form import MOST_SHOWN, TableForm, TextForm

TABLE = "time,heat,load\n1,0.5,2\n2,0.6,\n3,0.7,4\n"


@pytest.fixture
def table(qtbot: QtBot) -> TableForm:
    form = TableForm()
    qtbot.addWidget(form)
    return form


def test_a_pasted_table_is_read(table: TableForm) -> None:
    table.text.setPlainText(TABLE)
    found = table.read()
    assert isinstance(found, OwnData)
    assert found.inputs[0].tolist() == [[1, 0.5], [2, 0.6], [3, 0.7]]
    table.columns["inputs"].setText("heat")
    table.columns["targets"].setText("heat")
    table.ahead.setValue(1)
    found = table.read()
    assert isinstance(found, OwnData)
    assert found.targets[0][:2].tolist() == [[0.6], [0.7]]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "table: got nothing"),
        ("a,b\n1,2\n3\n", "line 3"),
        ("a,b\n1,2\n,4\n", "line 3, column a"),
        ("a,b\n1,2\n", "one row"),
    ],
)
def test_what_is_wrong_with_a_table_is_named(table: TableForm, text: str, words: str) -> None:
    table.text.setPlainText(text)
    with pytest.raises(InputError, match=words):
        table.read()


def test_a_long_file_is_read_whole_though_its_beginning_is_shown(qtbot: QtBot, tmp_path: Path) -> None:
    form = TextForm()
    qtbot.addWidget(form)
    path = tmp_path / "long.txt"
    path.write_text("abcd " * MOST_SHOWN, encoding="utf-8")
    form.open_path(path)
    assert len(form.text.toPlainText()) == MOST_SHOWN
    assert len(form.read().text) == 5 * MOST_SHOWN
    form.text.setPlainText("only this line counts now, not the file")
    assert form.read().text == "only this line counts now, not the file"


def test_a_file_that_is_no_text_is_refused(qtbot: QtBot, tmp_path: Path) -> None:
    form = TextForm()
    qtbot.addWidget(form)
    path = tmp_path / "picture.bin"
    path.write_bytes(b"\xff\xfe\x00\x81")
    with pytest.raises(InputError):
        form.open_path(path)


def test_an_alphabet_that_lacks_a_character_is_refused(qtbot: QtBot) -> None:
    form = TextForm()
    qtbot.addWidget(form)
    form.text.setPlainText("to be or not to be, that is the question")
    form.alphabet.setText("abc")
    with pytest.raises(InputError, match="line 1, column 1"):
        form.read()
