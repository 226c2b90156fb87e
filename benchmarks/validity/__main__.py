"""`make validity DATA=folder`: do the offline labels and numbers say what people say?

`python -m benchmarks.validity [--data FOLDER] [--models FOLDER]`. What is missing is said, with where it comes from,
and the exit status is 2; the filings of benchmarks/bank are here and are measured all the same with --without-data.
"""

from __future__ import annotations

import argparse
import platform
import sys
import time
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.sessions import bank
from benchmarks.validity import argkp, lists, ocsai
from benchmarks.validity.fit import cases
from benchmarks.validity.learn import KINDS, learn
from benchmarks.validity.rows import Row
from brainstorm import __version__
from brainstorm.bank import Bank
from brainstorm.embed import FASTEMBED, STEMS, WORDLLAMA, Encoder, open_encoder

SETS = {
    "lists": (
        ("lists.jsonl", "common_ideas.json"),
        "idea lists on six of the bank's questions, each filed by two coders; made for this project, ask its keeper",
    ),
    "argkp": (
        argkp.FILES,
        "ArgKP, the key point analysis shared task of 2021 (IBM Project Debater; CDLA-Sharing 1.0)",
    ),
    "ocsai": (
        (ocsai.FILE,),
        "rated Alternative Uses responses, massivetexts/ocsai (MIT): prompt, response, originality as JSON lines",
    ),
}


def missing(data: Path | None) -> list[str]:
    """A line for each set that is not there whole."""
    found = []
    for name, (files, source) in SETS.items():
        gone = files if data is None else [file for file in files if not (data / name / file).is_file()]
        if gone:
            found.append(f"{name}/ lacks {', '.join(gone)}: {source}")
    return found


def rows(known: Bank, encoder: Encoder, data: Path | None) -> Iterator[Row]:
    """Every figure of one encoder."""
    yield from lists.rows(known, encoder, data)
    if data is not None:
        weights = {kind: learn(list(cases(known, encoder, kind).values())) for kind in KINDS}
        yield from argkp.rows(encoder, weights, data / "argkp")
        yield from ocsai.rows(encoder, data / "ocsai")


def _versions() -> str:
    def of(name: str) -> str:
        try:
            return f"{name} {version(name)}"
        except PackageNotFoundError:
            return f"{name} not installed"

    parts = [
        f"brainstorm {__version__}",
        *map(of, (WORDLLAMA, FASTEMBED, "numpy")),
        f"Python {platform.python_version()}",
    ]
    return ", ".join(parts)


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(prog="make validity", description="Measure the offline labels against people.")
    options.add_argument("--data", type=Path, help="the folder with " + ", ".join(f"{name}/" for name in SETS))
    options.add_argument("--models", type=Path, help="where the fetched sentence model lies")
    options.add_argument("--without-data", action="store_true", help="only the filings that lie beside this")
    given = options.parse_args()
    gone = [] if given.without_data else missing(given.data)
    if gone:
        print("make validity DATA=folder needs a folder with three sets:", *gone, sep="\n", file=sys.stderr)
        sys.exit(2)
    known = bank()
    print(f"{time.strftime('%Y-%m-%d')}; {_versions()}")
    print("Held out by topic. Brackets: 95%, bootstrap over questions. Filings and lists are model-written.\n")
    data = None if given.without_data else given.data
    for row in lists.readers(known, data):
        print(row, flush=True)
    for name in (STEMS, WORDLLAMA, FASTEMBED):
        opened = open_encoder(name, given.models)
        print()
        if opened.encoder.name != name:
            print(f"{name}: not measured; {opened.note}")
            continue
        for row in rows(known, opened.encoder, data):
            print(row, flush=True)


if __name__ == "__main__":
    main()
