"""How soon an LSTM knows a text better than counting does: ``python -m tests.benchmarks.character_model``.

Prints the held-out loss, in nats a character, of the unigram, bigram and trigram model and then that of the LSTM with
the defaults of the task while it trains. The n-grams are told what they must say of the very characters that the LSTM
is asked for, with all of the text before these at hand; their smoothing is chosen on the end of what is learnt from.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import time
from dataclasses import replace

import numpy as np

from rnnviz.engine.ngram import fit
from rnnviz.engine.passage import split
from rnnviz.experiment.task_experiment import new_task
from rnnviz.experiment.training import find_training, make_trainer
from rnnviz.tasks.text import TEXTS, read

ORDERS = {1: "unigram", 2: "bigram", 3: "trigram"}


def baselines(text: str) -> dict[str, float]:
    """The held-out loss of each n-gram model, on the characters that all of them can be asked for."""
    alphabet, places = read(text)
    learnt, kept = split(places)
    asked = np.concatenate([learnt[-2:], kept])
    losses = {name: fit(learnt, len(alphabet), order).losses(asked)[3 - order :] for order, name in ORDERS.items()}
    return {name: float(found.mean()) for name, found in losses.items()}


def main() -> None:
    """Print the baselines, then a line now and then."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--text", choices=TEXTS, default="prose")
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    found = baselines(options.text)
    for name, loss in found.items():
        print(f"{name:<8} {loss:.3f}")
    experiment = new_task("text", seed=options.seed, text=options.text)
    training = find_training(experiment)
    settings = replace(training.settings, check_every=options.steps + 1)
    trainer = make_trainer(replace(experiment, training=replace(training, settings=settings)))
    held_out, beaten, spent = trainer.source.held_out(), set[str](), 0.0
    for step in range(1, options.steps + 1):
        begun = time.perf_counter()
        trainer.step()
        spent += time.perf_counter() - begun
        if step % 50 == 0:
            loss = trainer.evaluate(held_out).loss
            news = [name for name, baseline in found.items() if loss < baseline and name not in beaten]
            beaten.update(news)
            if news or step % 200 == 0:
                said = f"   below the {' and the '.join(news)}" if news else ""
                print(f"step {step:>5}, {spent:6.1f} s: {loss:.3f}{said}", flush=True)


if __name__ == "__main__":
    main()
