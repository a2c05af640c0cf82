"""What the process beside the window says of one job."""

from __future__ import annotations

from multiprocessing import Pipe
from pathlib import Path

from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.export_choice import Manner, Subject
from rnnviz.gui.export_job import Job
from rnnviz.gui.export_process import Doing, Refused, Written, answer, order_of

SMALL = Experiment.new("rnn", input_size=1, hidden_size=2).with_inputs([[1], [0]])


def test_the_files_are_told_after_all_progress(tmp_path: Path) -> None:
    ours, theirs = Pipe()
    last = answer(order_of(Job(SMALL, Subject("cell", 1, 2), Manner("svg"), tmp_path / "c.svg")), theirs)
    assert last == Written((str(tmp_path / "c-01.svg"), str(tmp_path / "c-02.svg")))
    assert [ours.recv() for _ in range(4)] == [
        Doing(says, done, 2) for says in ("Drawing", "Writing") for done in range(2)
    ]


def test_a_refusal_is_one_sentence(tmp_path: Path) -> None:
    _, theirs = Pipe()
    refused = answer(order_of(Job(SMALL, Subject("cell", 9), Manner("svg"), tmp_path / "c.svg")), theirs)
    assert refused == Refused("step: got 9, expected a whole number from 1 to 2")
