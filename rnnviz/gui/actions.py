"""The one table of everything the user can do."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from ..experiment.example import GROUPS
from ..scene.units import can_draw_units
from .command import Command
from .export_command import export_commands
from .folding_view import show_folding
from .layer_choice import in_layer
from .notation_command import notation_commands
from .race_command import race_commands
from .sequence_command import sequence_commands
from .session import SHOWS, Session, Shows
from .training_command import training_commands
from .transport import FAR, Player
from .units_view import show_units

if TYPE_CHECKING:
    from .main_window import MainWindow
    from .network_view import NetworkView


def commands(window: MainWindow) -> tuple[Command, ...]:
    """Every command of a window, in the order of its menus."""
    return (
        *_file(window),
        *_examples(window),
        *_edit(window),
        *_step(window),
        *training_commands(window.session, window.training, window),
        *race_commands(window),
        *_view(window),
        *_help(window),
    )


def _file(window: MainWindow) -> Iterator[Command]:
    files = window.files
    yield Command("file.new", "&New…", files.new, "&File", ("Ctrl+N",), "new")
    yield Command("file.open", "&Open…", files.open, "&File", ("Ctrl+O",), "open")
    yield Command("file.forget-recent", "&Forget all", window.recent.forget, "&File/Open &recent-")
    yield Command("file.save", "&Save", files.save, "&File-", ("Ctrl+S",), "save")
    yield Command("file.save-as", "Save &as…", files.save_as, "&File", ("Ctrl+Shift+S",))
    yield from export_commands(window)
    yield Command("file.quit", "&Quit", window.close, "&File-", ("Ctrl+Q",))


def _examples(window: MainWindow) -> Iterator[Command]:
    for group, titles in GROUPS.items():
        for name, title in titles.items():
            yield Command(f"example.{name}", title, partial(window.files.open_example, name), f"E&xamples/{group}")


def _edit(window: MainWindow) -> Iterator[Command]:
    session = window.session

    def undo_label() -> str:
        return f"&Undo {session.history.undo_label or ''}".rstrip()

    def redo_label() -> str:
        return f"&Redo {session.history.redo_label or ''}".rstrip()

    def can_undo() -> bool:
        return session.history.can_undo

    def can_redo() -> bool:
        return session.history.can_redo

    yield Command("edit.undo", "&Undo", session.undo, "&Edit", ("Ctrl+Z",), "undo", can_undo, label=undo_label)
    yield Command(
        "edit.redo", "&Redo", session.redo, "&Edit", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo", can_redo, label=redo_label
    )
    yield Command("edit.title", "&Title…", window.caption.ask_title, "&Edit-")
    yield from sequence_commands(session)


def _step(window: MainWindow) -> Iterator[Command]:
    session, player = window.session, window.player

    def go(step: int) -> None:
        player.pause()
        session.go(step)

    def move(by: int) -> None:
        go(session.step + by)

    def sub_step(by: int) -> None:
        if by == session.stride:
            session.advance()
        else:
            session.retreat()

    def play_label() -> str:
        return "&Pause" if player.is_playing else "&Play"

    yield Command("step.first", "&First step", partial(go, 1), "&Step", ("Home",), "first")
    yield Command("step.back", "Step &back", partial(move, -1), "&Step", ("Left",), "step-back")
    yield Command("step.play", "&Play", player.toggle, "&Step", ("Space",), "play", label=play_label)
    yield Command("step.forward", "Step &forward", partial(move, 1), "&Step", ("Right",), "step-forward")
    yield Command("step.last", "&Last step", window.go_to_last, "&Step", ("End",), "last")
    yield Command("step.far-back", f"{FAR} steps back", partial(move, -FAR), "&Step", ("PgUp",))
    yield Command("step.far-forward", f"{FAR} steps forward", partial(move, FAR), "&Step", ("PgDown",))
    yield Command("step.sub-back", "One &equation back", partial(sub_step, -1), "&Step-", ("Shift+Left",), "sub-back")
    yield Command(
        "step.sub-forward", "One e&quation forward", partial(sub_step, 1), "&Step", ("Shift+Right",), "sub-forward"
    )
    yield from _play(session, player)


def _play(session: Session, player: Player) -> Iterator[Command]:
    """In which direction, by which steps and how fast to play."""

    def plays_equations() -> bool:
        return player.by_equation

    def is_backward() -> bool:
        return session.direction == "backward"

    yield Command(
        "step.by-equation", "Play equation by equation", player.toggle_by_equation, "&Step", ("E",),
        "play-equations", is_checked=plays_equations,
    )  # fmt: skip
    yield Command(
        "step.backward", "&Run backward, with the gradients", session.turn_round, "&Step-", ("B",),
        is_checked=is_backward,
    )  # fmt: skip
    yield Command("step.faster", "Play f&aster", player.faster, "&Step-", ("Ctrl+Up",))
    yield Command("step.slower", "Play s&lower", player.slower, "&Step", ("Ctrl+Down",))


def _view(window: MainWindow) -> Iterator[Command]:
    def is_dark() -> bool:
        return window.session.theme.is_dark

    yield Command(
        "view.dark", "&Dark theme", window.toggle_theme, "&View", ("Ctrl+Shift+D",), "theme", is_checked=is_dark
    )
    yield Command(
        "view.text-larger", "&Larger text", partial(window.zoom_text, 1), "&View/&Text size", ("Ctrl++", "Ctrl+=")
    )
    yield Command("view.text-smaller", "&Smaller text", partial(window.zoom_text, -1), "&View/&Text size", ("Ctrl+-",))
    yield Command(
        "view.text-normal", "&Normal text size", partial(window.zoom_text, 0), "&View/&Text size", ("Ctrl+0",)
    )
    yield from notation_commands(window.session)
    yield from _shows(window.session)
    yield from _layers(window.session)
    yield from _time(window.network_view)
    yield from _pictures(window)
    for number, dock in enumerate(window.panels.docks.values(), 1):
        title = dock.windowTitle()
        yield Command(f"panel.{dock.objectName()}", title, dock.toggle, "&View/&Panels", is_checked=dock.is_open)
        keys = (f"Ctrl+{number}",)
        yield Command(f"go.{dock.objectName()}", f"Go to {title.lower()}", dock.go_to, "&View/&Go to", keys)
    yield Command("view.reset-layout", "&Reset layout", window.reset_layout, "&View-")
    yield Command(
        "view.full-screen", "&Full screen", window.toggle_full_screen, "&View", ("F11",), is_checked=window.isFullScreen
    )


def _pictures(window: MainWindow) -> Iterator[Command]:
    """The pictures that have windows of their own."""
    session = window.session

    def has_few_units() -> bool:
        return can_draw_units(session.run, session.sweep)

    yield Command("view.folding", "Fold and un&fold…", partial(show_folding, window), "&View-", ("U",))
    yield Command(
        "view.units", "&Units as a graph…", partial(show_units, window), "&View", ("G",), is_enabled=has_few_units
    )  # fmt: skip


def _shows(session: Session) -> Iterator[Command]:
    """What wires and strips show, and in which colours."""
    menu = "&View/&Values and gradients"

    def is_shown(shows: Shows) -> bool:
        return session.shows == shows

    def show_next() -> None:
        session.set_shows(SHOWS[(SHOWS.index(session.shows) + 1) % len(SHOWS)])

    def is_by_decades() -> bool:
        return session.scale == "decades"

    def toggle_decades() -> None:
        session.set_scale("linear" if is_by_decades() else "decades")

    for shows, text in zip(SHOWS, ("&values", "&gradients", "&both"), strict=True):
        yield Command(
            f"shows.{shows}", f"Show {text}", partial(session.set_shows, shows), menu,
            is_checked=partial(is_shown, shows),
        )  # fmt: skip
    yield Command("shows.next", "Show the &next of them", show_next, menu, ("V",))
    yield Command(
        "shows.decades", "Colour gradients by &decades", toggle_decades, f"{menu}-", ("D",), is_checked=is_by_decades
    )


def _layers(session: Session) -> Iterator[Command]:
    """Which layer, and which direction of it, is looked into."""
    menu = "&View/&Layer"

    def is_above() -> bool:
        return session.sweep[0] + 1 < len(session.run.network.layers)

    def is_below() -> bool:
        return session.sweep[0] > 0

    def has_two_directions() -> bool:
        return session.run.network.layers[session.sweep[0]].bidirectional

    def is_reverse() -> bool:
        return session.sweep[1]

    def move(by: int) -> None:
        session.set_sweep(in_layer(session, session.sweep[0] + by))

    def turn() -> None:
        session.set_sweep((session.sweep[0], not session.sweep[1]))

    yield Command("layer.up", "Layer &above", partial(move, 1), menu, ("Alt+Up",), "", is_above)
    yield Command("layer.down", "Layer &below", partial(move, -1), menu, ("Alt+Down",), "", is_below)
    yield Command(
        "layer.reverse", "&Reverse direction", turn, menu, ("Alt+R",), "", has_two_directions, is_reverse
    )  # fmt: skip


def _time(network: NetworkView) -> Iterator[Command]:
    menu = "&View/&Unfolded network"
    yield Command("time.in", "Zoom &in", network.zoom_in, menu, ("Alt++", "Alt+="))
    yield Command("time.out", "Zoom &out", network.zoom_out, menu, ("Alt+-",))
    yield Command("time.fit", "Show &all steps", network.fit, menu, ("Alt+0",), "fit")
    yield Command(
        "time.follow", "&Follow the current step", network.toggle_follow, f"{menu}-", (), "follow",
        is_checked=network.follows,
    )  # fmt: skip


def _help(window: MainWindow) -> Iterator[Command]:
    yield Command("help.palette", "&Command palette", window.show_palette, "&Help", ("Ctrl+Shift+P",), "search")
    yield Command("help.shortcuts", "&Keyboard shortcuts", window.show_shortcuts, "&Help", ("F1", "?"), "help")
    yield Command("help.about", "&About rnnviz", window.show_about, "&Help-")
