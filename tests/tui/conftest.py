"""The screens as tests see them: the shipped questions, a folder of sessions of one's own, nothing that moves."""

from __future__ import annotations

import os
from pathlib import Path

os.environ["TEXTUAL_ANIMATIONS"] = "none"  # read when textual is imported

import pytest
from support.drills import hand
from textual.widgets import Input

from brainstorm.bank import load_bank
from brainstorm.settings import find_places, load
from brainstorm.tui.desk import Desk

__all__ = ["hand"]


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """No cursor blinks."""
    monkeypatch.setattr(Input.cursor_blink, "_default", False)


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the shipped questions are kept compiled; reading them anew for every test takes longer than the test."""
    return tmp_path_factory.mktemp("compiled")


@pytest.fixture
def desk(tmp_path: Path, compiled: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Sessions in `tmp_path`, settings in the test's own home, the shipped questions."""
    monkeypatch.delenv("BRAINSTORM_SESSIONS", raising=False)
    settings, notes = load(find_places(os.environ).config_file.path)
    places = find_places(os.environ, settings=settings, sessions=tmp_path / "sessions")
    return Desk(settings, places, lambda: load_bank(places.prompts.path, (), compiled), notes)
