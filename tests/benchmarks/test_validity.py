"""The validity bench: its statistics against known values, what it reads, and what it says without data."""

from __future__ import annotations

import csv
import json
import math
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("numpy")

from benchmarks.validity import argkp, lists, ocsai
from benchmarks.validity.__main__ import missing
from benchmarks.validity.filings import filings, members
from benchmarks.validity.fit import FILE, told_apart
from benchmarks.validity.rows import Row
from benchmarks.validity.stats import (
    Interval,
    ami,
    auc,
    boot,
    calibration_error,
    clusters,
    kappa,
    partial_spearman,
    spearman,
)

ROOT = Path(__file__).parents[2]


def test_rank_correlations() -> None:
    assert spearman([1, 2, 3, 4], [10, 20, 30, 40]) == pytest.approx(1)
    assert spearman([1, 2, 3, 4], [1, 3, 2, 4]) == pytest.approx(0.8)
    assert spearman([1, 1, 2, 2], [1, 2, 3, 4]) == pytest.approx(0.8944, abs=1e-4)
    assert math.isnan(spearman([1, 1], [1, 2]))
    assert partial_spearman([1, 2, 3, 4], [1, 3, 2, 4], [5, 5, 5, 5]) == pytest.approx(0.8)
    given = [1.0, 2, 3, 4, 5, 6]
    assert abs(partial_spearman([1, 2, 3, 4, 6, 5], [2, 1, 3, 4, 5, 6], given)) < 0.5


def test_agreement() -> None:
    assert kappa("aabb", "aabb") == 1
    assert kappa("aabb", "abab") == pytest.approx(0)
    assert kappa("aaab", "aabb") == pytest.approx(0.5)
    assert calibration_error([(0.9, 1.0), (0.9, 1.0), (0.35, 0.0)]) == pytest.approx((0.2 + 0.35) / 3)
    assert auc([3, 4], [1, 2]) == 1
    assert auc([1, 2], [1, 2]) == 0.5


def test_groups_are_compared_beyond_chance() -> None:
    assert ami("aabbcc", "xxyyzz") == pytest.approx(1)
    assert ami("aabb", "xyxy") == pytest.approx(-0.5, abs=0.01)
    # sklearn.metrics.adjusted_mutual_info_score of the same
    assert ami([0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 2, 2]) == pytest.approx(0.2987924581708901)


def test_near_ones_are_grouped() -> None:
    alike = [[1, 0.9, 0, 0.1], [0.9, 1, 0.1, 0], [0, 0.1, 1, 0.8], [0.1, 0, 0.8, 1]]
    assert clusters(alike, 2) in ([0, 0, 1, 1], [1, 1, 0, 0])


def test_intervals_come_from_drawing_whole_groups() -> None:
    found = boot([[1.0] * 5, [0.0] * 5, [1.0] * 5], lambda x: sum(x) / len(x))
    assert found.value == pytest.approx(2 / 3)
    assert found.low == 0
    assert found.high == 1


def test_thresholds_tell_two_samples_apart() -> None:
    assert 0.3 <= told_apart([0.5, 0.6, 0.7], [0.1, 0.2, 0.3]) < 0.55


def test_the_filings_are_there() -> None:
    found = filings()
    assert len(found) == 48
    assert all(len(ideas) == 20 for ideas in found.values())
    assert members().keys() <= found.keys()


def test_the_weights_name_the_evidence_that_the_program_gathers() -> None:
    from brainstorm.label import offline_stems, offline_vectors

    for name, part in json.loads(FILE.read_text())["encoders"].items():
        names = offline_stems if name == "stems" else offline_vectors
        for kind in ("worded", "bare", "lines"):
            assert tuple(part[kind]["angles"]) == names.ANGLE_EVIDENCE
            assert tuple(part[kind]["other"]) == names.OTHER_EVIDENCE


def test_a_row_of_the_table() -> None:
    row = str(Row("angle: kappa", "lists", "stems", Interval(0.614, 0.5, 0.7), "263 ideas", ">= .60"))
    assert row.split() == ["angle:", "kappa", "lists", "stems", "0.61", "[0.50,", "0.70]", "263", "ideas", ">=", ".60"]


def test_sets_are_read(tmp_path: Path) -> None:
    idea = {"n": 1, "text": "x", "coder_1": {"angle": "a"}, "coder_2": {"angle": "none"}}
    (tmp_path / "lists.jsonl").write_text(json.dumps({"question": "q", "list": "l", "ideas": [idea]}) + "\n")
    assert lists.coded(tmp_path)["q"][0][0].readers == ("a", "none")
    rated = [{"prompt": "box", "response": f"use {n}", "originality": 2.5} for n in range(100)]
    (tmp_path / "responses.jsonl").write_text("".join(json.dumps(each) + "\n" for each in rated))
    assert ocsai.rated(tmp_path)["box"][0] == ("use 0", 2.5)
    tables = {
        "key_points": [{"key_point_id": f"k{k}", "key_point": f"p{k}", "topic": "T", "stance": "1"} for k in range(3)],
        "arguments": [{"arg_id": f"a{k}", "argument": f"x{k}", "topic": "T", "stance": "1"} for k in range(21)],
        "labels": [{"arg_id": f"a{k}", "key_point_id": f"k{k % 3}", "label": "1"} for k in range(21)],
    }
    tables["labels"].append({"arg_id": "a0", "key_point_id": "k1", "label": "1"})
    for half in ("train", "dev"):
        for name, rows in tables.items():
            with (tmp_path / f"{name}_{half}.csv").open("w", newline="") as file:
                writer = csv.DictWriter(file, rows[0])
                writer.writeheader()
                writer.writerows(rows if half == "train" else [])
    (debate,) = argkp.debates(tmp_path)
    assert len(debate.question.angles) == 3
    assert len(debate.ideas) == 20, "an argument that makes two points is left out"


def test_without_data_it_says_what_is_missing_and_where_it_comes_from(tmp_path: Path) -> None:
    assert [line.partition("/")[0] for line in missing(tmp_path)] == ["lists", "argkp", "ocsai"]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.validity", "--data", str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 2
    assert "argkp/ lacks arguments_train.csv" in done.stderr
    assert "CDLA-Sharing" in done.stderr
