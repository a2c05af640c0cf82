"""The page on the order of the steps."""

from __future__ import annotations

from rnnviz.experiment import edits
from rnnviz.experiment.example import load_example
from rnnviz.gui.order_page import OrderPage

from .conftest import OpenPage


def test_another_seed_gives_another_order_and_it_can_be_used(open_page: OpenPage) -> None:
    page = open_page(OrderPage, load_example("hello"))
    first = page.words()
    page.seed.setValue(1)
    assert page.words() != first
    order = page._order
    assert order is not None
    page.use.click()
    assert page.session.experiment.text == order.shuffled.text
    assert page.session.history.undo_label == "Shuffle the steps"
    page.session.undo()
    assert page.session.experiment.text == "hell"


def test_targets_go_along_where_there_are_any(open_page: OpenPage) -> None:
    page = open_page(OrderPage, load_example("hello"))
    apart = page.words()
    page.along.setChecked(True)
    assert page.words() != apart
    page.session.apply("no loss", lambda old: edits.set_loss(old, None))
    assert not page.along.isEnabled()
    assert "loss" not in page.words()


def test_what_is_chosen_can_be_exported(open_page: OpenPage) -> None:
    page = open_page(OrderPage, load_example("hello"))
    assert page.shown == "h:0"
    page.seed.setValue(2)
    page.along.setChecked(True)
    assert page.shown == "h:2:along"


def test_one_step_has_nothing_to_shuffle(open_page: OpenPage) -> None:
    page = open_page(OrderPage, edits.resize(load_example("hello"), n_steps=1))
    assert not page.use.isEnabled()
    assert "no other order" in page.words()
