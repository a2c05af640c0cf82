"""Files: what is saved is read back to the last bit, and nothing is lost when something goes wrong."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import numpy as np
import pytest

from rnnviz.engine.error import InputError
from rnnviz.experiment import edits, storage
from rnnviz.experiment.experiment import Experiment

EXPERIMENT = edits.retitle(Experiment.new("lstm", alphabet="helo", hidden_size=3, loss="softmax"), "mine — ü")


def test_a_saved_experiment_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "mine.rnnviz"
    storage.save(EXPERIMENT, path)
    found = storage.load(path)
    assert storage.dumps(found) == storage.dumps(EXPERIMENT) == path.read_text("utf-8")
    np.testing.assert_array_equal(found.run()["h"], EXPERIMENT.run()["h"])


def test_saving_replaces_the_file_and_leaves_no_other(tmp_path: Path) -> None:
    path = tmp_path / "mine.rnnviz"
    for title in ("first", "second"):
        storage.save(edits.retitle(EXPERIMENT, title), path)
    assert storage.load(path).title == "second"
    assert list(tmp_path.iterdir()) == [path]


def test_the_permissions_of_a_file_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "mine.rnnviz"
    path.write_text("old")
    path.chmod(0o640)
    storage.save(EXPERIMENT, path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_new_file_has_the_permissions_of_any_other_new_file(tmp_path: Path) -> None:
    path, other = tmp_path / "mine.rnnviz", tmp_path / "other"
    other.touch()
    storage.save(EXPERIMENT, path)
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE(other.stat().st_mode)


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    path, link = tmp_path / "mine.rnnviz", tmp_path / "link.rnnviz"
    path.write_text("old")
    link.symlink_to(path)
    storage.save(EXPERIMENT, link)
    assert link.is_symlink()
    assert storage.load(path).title == EXPERIMENT.title


def test_a_save_that_fails_half_way_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "mine.rnnviz"
    path.write_text("old")

    def fail(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(InputError, match=r"mine\.rnnviz: got no space left on device"):
        storage.save(EXPERIMENT, path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_read_only_file_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "mine.rnnviz"
    path.write_text("old")
    path.chmod(stat.S_IRUSR)
    with pytest.raises(InputError, match=r"mine\.rnnviz: got a read-only file"):
        storage.save(EXPERIMENT, path)
    assert path.read_text() == "old"


def test_a_folder_is_neither_read_nor_written(tmp_path: Path) -> None:
    for act in (storage.load, lambda path: storage.save(EXPERIMENT, path)):
        with pytest.raises(InputError, match=f"{tmp_path}: got a folder"):
            act(tmp_path)


def test_a_pipe_is_neither_read_nor_written(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.rnnviz"
    os.mkfifo(pipe)
    for act in (storage.load, lambda path: storage.save(EXPERIMENT, path)):
        with pytest.raises(InputError, match="got a device or pipe"):
            act(pipe)


def test_a_folder_that_is_gone_at_save_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gone" / "mine.rnnviz"
    with pytest.raises(InputError, match=r"gone/mine\.rnnviz: got no such file or directory"):
        storage.save(EXPERIMENT, path)


def test_a_file_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.rnnviz: got no such file or directory"):
        storage.load(tmp_path / "gone.rnnviz")


def test_that_a_file_cannot_be_written_is_told_beforehand_and_nothing_is_left_behind(tmp_path: Path) -> None:
    path = tmp_path / "new.rnnviz"
    storage.check_writable(path)
    assert list(tmp_path.iterdir()) == []
    path.touch(0o444)
    for bad in (path, tmp_path, tmp_path / "no" / "such.rnnviz", Path("/proc/x.rnnviz")):
        with pytest.raises(InputError, match="expected a file that can be written"):
            storage.check_writable(bad)


def test_a_file_that_is_too_large_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "huge.rnnviz"
    with path.open("wb") as file:
        file.truncate(storage.MAX_BYTES + 1)
    with pytest.raises(InputError, match=r"huge\.rnnviz: got 1,073,741,825 bytes, expected at most 1,073,741,824"):
        storage.load(path)


@pytest.mark.parametrize("data", [b"\xff\xfe{\x00}\x00", b'{"format": 1, "title": "\xe9"}'])
def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "latin.rnnviz"
    path.write_bytes(data)
    with pytest.raises(InputError, match=r"latin\.rnnviz: got byte \d+ that is not UTF-8"):
        storage.load(path)


def test_a_byte_order_mark_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "mark.rnnviz"
    path.write_bytes(b"\xef\xbb\xbf" + storage.dumps(EXPERIMENT).encode())
    assert storage.load(path).title == EXPERIMENT.title


def test_an_error_inside_a_file_names_the_file_and_the_field(tmp_path: Path) -> None:
    path = tmp_path / "odd.rnnviz"
    path.write_text(storage.dumps(EXPERIMENT).replace('"lstm"', '"lsmt"'), "utf-8")
    with pytest.raises(InputError, match=r"odd\.rnnviz: cell: got lsmt, expected one of .*lstm"):
        storage.load(path)
