"""The label prompt, tried on lists that two coders have filed.

`python -m benchmarks.claude.trial make DATA OUT` writes, for each list in DATA/lists.jsonl and each of the two runs,
the exact request (NN-R.request.json) and what it says (NN-R.prompt.txt). Readers answer into OUT/NN-R.reply.json,
knowing nothing but the prompt. `… score DATA OUT` puts the replies through validation, checks, reconciling and
counting, and prints the table. Lists whose two replies are not both there are left out, and said.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from brainstorm.claude.request import Request
from brainstorm.label.judge import prepare
from brainstorm.label.judge.prepare import Sheet, Task, task_of
from brainstorm.label.judge.prompts import Prompts, read_prompts
from brainstorm.label.judge.reconcile import Agreed, groups, reconcile
from brainstorm.label.judge.trust import kappa, trust
from brainstorm.label.judge.validate import Checked, Filed, check
from brainstorm.session.session import Entry, Session
from brainstorm.session.session import Question as Asked

ROOT = Path(__file__).resolve().parents[2]
MODEL = "claude-sonnet-5-5"
RUNS = (1, 2)
MAPPED = ("other", "none")


@dataclass(frozen=True, slots=True)
class Row:
    """One list: the task that was sent, and what each coder filed, by entry."""

    name: str
    task: Task
    coders: tuple[Mapping[int, Mapping[str, Any]], Mapping[int, Mapping[str, Any]]]


def rows(data: Path, prompts: Prompts) -> Iterator[Row]:
    """Every list of the data, as sessions on the shipped questions, with the common ideas that the coders had."""
    common = json.loads((data / "common_ideas.json").read_text(encoding="utf-8"))
    for line in (data / "lists.jsonl").read_text(encoding="utf-8").splitlines():
        found = json.loads(line)
        entry = {**_entry(found["question"]), "common_ideas": common[found["question"]]}
        entries = tuple(Entry(idea["n"], 1, idea["text"], 10.0 * idea["n"]) for idea in found["ideas"])
        name = f"{found['question']}/{found['list']}"
        session = Session(id=f"trial-{name}", questions=(Asked(1, entry),), entries=entries, last_n=len(entries))
        task = task_of(session, 1, prompts)
        assert task is not None
        one, two = ({idea["n"]: idea[coder] for idea in found["ideas"]} for coder in ("coder_1", "coder_2"))
        yield Row(name, task, (one, two))


def _entry(question: str) -> dict[str, Any]:
    import yaml

    for file in sorted((ROOT / "prompts" / "questions").glob("*.yaml")):
        for entry in yaml.safe_load(file.read_text(encoding="utf-8")):
            if entry["id"] == question:
                return dict(entry)
    raise SystemExit(f"there is no question {question}")


def make(data: Path, out: Path) -> None:
    """Write the requests."""
    out.mkdir(parents=True, exist_ok=True)
    prompts = read_prompts([ROOT / "prompts"])
    for number, row in enumerate(rows(data, prompts), start=1):
        for run in RUNS:
            request: Request = prepare.request(prepare.sheet(row.task, run), prompts, MODEL)
            body = json.dumps(request.body(), ensure_ascii=False, indent=1)
            (out / f"{number:02}-{run}.request.json").write_text(body, encoding="utf-8")
            (out / f"{number:02}-{run}.prompt.txt").write_text(request.turns[0][1], encoding="utf-8")
    print(f"requests are in {out}; prompt {prompts.hash}")


@dataclass(frozen=True, slots=True)
class Scored:
    """One list, answered twice and scored; pairs are (ours, a coder's), flat over both coders."""

    question: str
    checked: tuple[Checked, Checked]
    agreed: Agreed
    trust: Mapping[str, Any]
    ideas: int
    angles: list[tuple[str, str, str | None]]
    same: list[tuple[bool, bool]]
    common: list[tuple[Any, Any]]
    hit: tuple[int, float]


def score(row: Row, replies: Sequence[str]) -> Scored:
    """What became of two replies to one list."""
    sheets: list[Sheet] = [prepare.sheet(row.task, run) for run in RUNS]
    checked = tuple(check(reply, sheet) for reply, sheet in zip(replies, sheets, strict=True))
    first, second = (each.filed for each in checked)
    agreed = reconcile(row.task, first, second)
    labels = {label["n"]: label for label in agreed.labels}
    angles, common = [], []
    for coder in row.coders:
        for n, label in labels.items():
            if "angle" in label:
                angles.append((label["angle"], coder[n]["angle"], coder[n]["angle2"]))
            if "common" in label:
                ours = label["common"]
                common.append((None if ours is False else ours, coder[n]["common"]))
    ours = len({label["angle"] for label in labels.values() if label.get("angle") not in (None, *MAPPED)})
    theirs = [len({each["angle"] for each in coder.values() if each["angle"] not in MAPPED}) for coder in row.coders]
    return Scored(
        question=row.task.question.id,
        checked=(checked[0], checked[1]),
        agreed=agreed,
        trust=trust(row.task, first, second),
        ideas=len(row.task.ideas),
        angles=angles,
        same=list(_pairs(row, first, second)),
        common=common,
        hit=(ours, sum(theirs) / len(theirs)),
    )


def _pairs(row: Row, first: Filed, second: Filed) -> Iterator[tuple[bool, bool]]:
    """(we merge, a coder merges) of every pair of ideas, for each coder."""
    roots = [groups(first), groups(second)]
    numbers = [n for n, _ in row.task.ideas if n in first and n in second]
    for coder in row.coders:
        theirs = _coder_groups(coder)
        for place, one in enumerate(numbers):
            for two in numbers[place + 1 :]:
                yield all(root[one] == root[two] for root in roots), theirs[one] == theirs[two]


def _coder_groups(coder: Mapping[int, Mapping[str, Any]]) -> dict[int, int]:
    found: dict[int, int] = {}
    for n in sorted(coder):
        found[n] = found.get(coder[n]["same_as"] or n, n)
    return found


def table(found: Sequence[Scored]) -> Iterator[str]:
    """The table, a line a question and one for all."""
    yield (
        f"{'question':<32} lists  ideas  angle  +2nd  kappa  same P/R    common  disputed  unusable  checks  trusted"
        "  breadth off"
    )
    for question in [*sorted({each.question for each in found}), "all"]:
        some = [each for each in found if question in (each.question, "all")]
        yield f"{question:<32} {_line(some)}"


def _line(some: Sequence[Scored]) -> str:
    angles = [pair for each in some for pair in each.angles]
    same = [pair for each in some for pair in each.same]
    common = [pair for each in some for pair in each.common]
    ideas = sum(each.ideas for each in some)
    merged, theirs = [b for a, b in same if a], [a for a, b in same if b]
    disputed = {
        (at, each["n"]) for at, one in enumerate(some) for each in one.agreed.disputed if each["field"] == "angle"
    }
    unusable = sum(len(one.agreed.unlabelled) for one in some)
    held = [check for one in some for check in one.trust["checks"]]
    off = sum(abs(one.hit[0] - one.hit[1]) for one in some) / len(some)
    agreed = kappa([(ours, coder) for ours, coder, _ in angles]) or 0.0
    return (
        f"{len(some):5}  {ideas:5}  {_share(a == b for a, b, _ in angles):5.2f}"
        f"  {_share(a in (b, c) for a, b, c in angles):4.2f}  {agreed:5.2f}"
        f"  {_share(merged):4.2f}/{_share(theirs):4.2f}   {_share(a == b for a, b in common):6.2f}"
        f"  {len(disputed) / ideas:8.2f}  {unusable / ideas:8.2f}  {_share(held):6.2f}"
        f"  {sum(one.trust['ok'] for one in some):3}/{len(some):<3}  {off:11.2f}"
    )


def _share(values: Any) -> float:
    listed = list(values)
    return sum(map(bool, listed)) / len(listed) if listed else float("nan")


def scored(data: Path, out: Path) -> tuple[list[Scored], list[str]]:
    """Every list with two replies, scored; the names of the others."""
    prompts = read_prompts([ROOT / "prompts"])
    found, missing = [], []
    for number, row in enumerate(rows(data, prompts), start=1):
        paths = [out / f"{number:02}-{run}.reply.json" for run in RUNS]
        if all(path.is_file() for path in paths):
            found.append(score(row, [path.read_text(encoding="utf-8") for path in paths]))
        else:
            missing.append(row.name)
    return found, missing


def report(data: Path, out: Path) -> int:
    """Print the table, and what was wrong with the replies."""
    found, missing = scored(data, out)
    if not found:
        print(f"no list has two replies in {out}; see --help", file=sys.stderr)
        return 2
    for line in table(found):
        print(line)
    replies = [checked for each in found for checked in each.checked]
    unreadable = sum(not each.readable for each in replies)
    faulty = sum(bool(each.problems) for each in replies)
    print(f"\n{len(replies)} replies: {unreadable} no JSON, {faulty} with a fault that a repair would be asked for")
    for each in replies:
        for problem in each.problems:
            print(f"  {problem}")
    if missing:
        print(f"left out, without two replies: {', '.join(missing)}")
    return 0


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["make", "score"])
    parser.add_argument("data", type=Path, metavar="DATA")
    parser.add_argument("out", type=Path, metavar="OUT")
    options = parser.parse_args()
    if options.what == "score":
        return report(options.data, options.out)
    make(options.data, options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
