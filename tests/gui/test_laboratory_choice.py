"""The fields of the laboratory in which values are chosen."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from rnnviz.gui.laboratory_choice import Choice, MathChoice, Several


def test_a_choice_keeps_what_the_user_chose_and_nothing_else(qtbot: QtBot) -> None:
    told: list[str] = []
    choice = Choice(lambda: told.append(choice.key))
    qtbot.addWidget(choice)
    choice.offer({"c": "cell", "h": "hidden"})
    assert choice.key == "c"
    choice.offer({"h": "hidden", "c": "cell", "x": "input"}, "h")
    assert (choice.key, told) == ("h", [])
    choice.offer({"h": "hidden", "c": "cell", "x": "input"}, "x")
    assert choice.key == "x"
    choice.choose("c")
    choice.offer({"h": "hidden"})
    assert choice.key == "h"
    choice.offer({"h": "hidden", "c": "cell"})
    assert (choice.key, told) == ("c", ["c"])


def test_of_several_at_least_one_stays_checked(qtbot: QtBot) -> None:
    told: list[tuple[str, ...]] = []
    several = Several("Values", lambda: told.append(several.keys))
    qtbot.addWidget(several)
    several.offer({"h": "hidden", "c": "cell"}, ("c",))
    assert several.keys == ("c",)
    hidden, cell = several.menu().actions()
    cell.trigger()
    assert (several.keys, told) == (("c",), [])
    hidden.trigger()
    cell.trigger()
    assert told == [("h", "c"), ("h",)]
    several.offer({"h": "hidden", "y": "output"}, ("y",))
    assert several.keys == ("h",)
    several.check("y")
    assert told[-1] == ("y",)


def test_a_choice_follows_without_telling_where_it_can(qtbot: QtBot) -> None:
    told: list[str] = []
    choice = Choice(lambda: told.append(choice.key))
    qtbot.addWidget(choice)
    choice.offer({"h": "hidden", "2.h": "hidden of layer 2"})
    choice.follow("2.h")
    assert (choice.key, told) == ("2.h", [])
    choice.offer({"h": "hidden", "2.h": "hidden of layer 2"}, "h")
    assert choice.key == "2.h"
    choice.follow("3.h")
    assert choice.key == "2.h"
    choice.offer({"h": "hidden", "2.h": "hidden of layer 2"}, "h")
    assert (choice.key, told) == ("h", [])


def test_names_are_set_in_type(qtbot: QtBot) -> None:
    choice = MathChoice(lambda: None)
    qtbot.addWidget(choice)
    choice.offer({"U_f": "U_f", "2.W": "W^(2)"})
    choice.show()
    one = choice.grab().toImage()
    choice.choose("2.W")
    assert choice.grab().toImage() != one
    choice.showPopup()
    assert not choice.view().grab().toImage().isNull()
    choice.hidePopup()
