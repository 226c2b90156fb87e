"""Every test has a home of its own: no settings, sessions, caches or environment of the machine it runs on."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from support.disk import FaultyDisk
from support.terminal import Terminal

from brainstorm.bank import load_bank

settings.register_profile(
    "ours", deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
settings.register_profile("torture", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ours"))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: tests with a terminal, a disk or a process of their own wait now and then."""
    return (os.cpu_count() or 1) + 1


PROMPTS = Path(__file__).resolve().parents[1] / "prompts"


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache directory with the compiled copy of the shipped questions, which takes longer to make than most tests."""
    cache = tmp_path_factory.mktemp("compiled")
    load_bank(PROMPTS, (), cache)
    return cache


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, compiled: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with nothing but a compiled copy in its cache, an empty current directory, a bare environment."""
    home = tmp_path_factory.mktemp("home")
    shutil.copytree(compiled, home / ".cache" / "brainstorm-drill")
    for name in list(os.environ):
        if name.startswith(("BRAINSTORM_", "XDG_", "ANTHROPIC_")) or name in ("NO_COLOR", "COLUMNS", "LINES"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("BRAINSTORM_SESSIONS", str(home / "sessions"))
    monkeypatch.setenv("BRAINSTORM_ENCODER", "stems")  # no process of its own for each drill; `vectors` undoes it
    work = home / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    return home


@pytest.fixture
def vectors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Labels are made as they are by default: with word vectors, in a process of their own."""
    pytest.importorskip("wordllama")
    monkeypatch.delenv("BRAINSTORM_ENCODER")


@pytest.fixture
def terminal() -> Iterator[Callable[..., Terminal]]:
    """`terminal(args, …)` starts a program on a real terminal; it is gone when the test ends."""
    started: list[Terminal] = []

    def start(*args: Any, **options: Any) -> Terminal:
        started.append(Terminal(*args, **options))
        return started[-1]

    yield start
    for each in started:
        each.close()


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> FaultyDisk:
    """The disk under every journal, which can be made to fail."""
    from brainstorm.session import disk as module

    faulty = FaultyDisk()
    monkeypatch.setattr(module, "os", faulty)
    return faulty
