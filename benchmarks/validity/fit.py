"""Make src/brainstorm/label/weights.json: `python -m benchmarks.validity.fit [--models FOLDER]`.

Taught on the filings of benchmarks/bank (960 model-written ideas, each filed twice). What they are worth on questions
they were not taught on is measured by `make validity`, which teaches anew without each topic in turn. An encoder that
is not installed keeps the numbers it has.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.sessions import bank
from benchmarks.validity.filings import filings, first_lists, members
from benchmarks.validity.learn import KINDS, Case, Learnt, bring_over, case, labeller, learn
from brainstorm.bank import Bank
from brainstorm.embed import FASTEMBED, STEMS, WORDLLAMA, Encoder, open_encoder
from brainstorm.label import offline_stems, offline_vectors
from brainstorm.label.offline_stems import cosines as sparse_cosines

FILE = Path(__file__).parents[2] / "src" / "brainstorm" / "label" / "weights.json"
SEED = 7
APART = {WORDLLAMA: 0.1, FASTEMBED: 0.2, STEMS: 0.1}
"""From evaluations elsewhere (two ideas below have nothing in common); not taught here."""


def cases(known: Bank, encoder: Encoder, kind: str) -> dict[str, Case]:
    """The filings as evidence, by question."""
    rng = np.random.default_rng(SEED)
    ready = {name: labeller(known.question(name), known.wordings(name), encoder, kind) for name in known.ids}
    found = {name: case(known.question(name), ready[name], ideas) for name, ideas in filings().items()}
    for name, one in found.items():
        bring_over(one, ready[name], found, rng)
    return found


def similarity(known: Bank, encoder: Encoder) -> dict[str, float]:
    """The thresholds on plain cosines.

    repeat: one in a hundred pairs of ideas of a list that both readers filed under different angles is above it.
    common: where rows of the first lists that say a common idea are told best (Youden 1950) from the kept-back ideas,
    most of which are none.
    near: half of the common ideas have another one of their question that near.
    """
    apart = []
    for ideas in filings().values():
        table = cosines(encoder, [idea.text for idea in ideas])
        apart += [
            table[i][j] for i, one in enumerate(ideas) for j in range(i) if not set(one.readers) & set(ideas[j].readers)
        ]
    said, rows = members(), list(first_lists())
    common, fresh, near = [], [], []
    for name, ideas in filings().items():
        lines = [idea.line for idea in known.question(name).common_ideas]
        texts = [text for question, where, text in rows if question == name and where in said.get(name, {})]
        common += [max(row) for row in cosines(encoder, texts, lines)]
        fresh += [max(row) for row in cosines(encoder, [idea.text for idea in ideas], lines)]
        table = cosines(encoder, lines)
        near += [max(value for j, value in enumerate(row) if j != i) for i, row in enumerate(table) if len(row) > 1]
    return {
        "apart": APART[encoder.name],
        "repeat": round(float(np.quantile(apart, 0.99)), 3),
        "common": told_apart(common, fresh),
        "near": round(float(np.median(near)), 3),
    }


def cosines(encoder: Encoder, ones: list[str], twos: list[str] | None = None) -> list[list[float]]:
    """The cosine of each of `ones` with each of `twos`, or of `ones`."""
    left, right = encoder.encode(ones), encoder.encode(ones if twos is None else twos)
    found: list[list[float]] = (left @ right.T).tolist() if encoder.dense else sparse_cosines(left, right)
    return found


def told_apart(above: list[float], below: list[float]) -> float:
    """The threshold that tells two samples apart best: the greatest difference of their shares above it."""
    steps = np.quantile(above + below, np.linspace(0.02, 0.98, 97))
    gaps = [np.mean(np.array(above) > t) - np.mean(np.array(below) > t) for t in steps]
    return round(float(steps[int(np.argmax(gaps))]), 3)


def written(encoder: Encoder, learnt: Learnt) -> dict[str, Any]:
    """As the file has it, each number with the name of its evidence."""
    names = offline_vectors if encoder.dense else offline_stems
    return {
        "angles": dict(zip(names.ANGLE_EVIDENCE, _rounded(learnt.angles), strict=True)),
        "other": dict(zip(names.OTHER_EVIDENCE, _rounded(learnt.other), strict=True)),
        "own": round(learnt.own, 3),
        "others": round(learnt.others, 3),
    }


def _rounded(values: Any) -> list[float]:
    return [round(float(value), 3) for value in values]


def main() -> None:
    """Teach, and write."""
    options = argparse.ArgumentParser(description="Teach the offline labels.")
    options.add_argument("--models", type=Path, help="where the fetched sentence model lies")
    models = options.parse_args().models
    known = bank()
    whole = json.loads(FILE.read_text()) if FILE.exists() else {"v": 1, "encoders": {}}
    whole["made"] = "python -m benchmarks.validity.fit, from benchmarks/bank/filing"
    for name in (WORDLLAMA, STEMS, FASTEMBED):
        encoder = open_encoder(name, models).encoder
        if encoder.name != name:
            print(f"{name} is not to be had here; its numbers stay")
            continue
        whole["encoders"].setdefault(name, {})
        mine = {"version": encoder.version, "similarity": similarity(known, encoder)}
        for kind in KINDS:
            mine[kind] = written(encoder, learn(list(cases(known, encoder, kind).values())))
        whole["encoders"][name] = mine
        print(name, mine["similarity"])
    FILE.write_text(json.dumps(whole, indent=1) + "\n")


if __name__ == "__main__":
    main()
