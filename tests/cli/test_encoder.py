"""`brainstorm encoder`: which encoder serves, and the model that is fetched on command only.

fastembed itself is a stand-in here: a class that reads the files it is given, as the library does.
"""

from __future__ import annotations

import os
import shlex
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.command import brainstorm, well

FILES = ("model.onnx", "config.json", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json")


class StandIn:
    """Vectors from a model file that holds a number; anything else is no model."""

    def __init__(self, name: str, specific_model_path: str, **_: Any) -> None:
        assert os.environ["ORT_DISABLE_TELEMETRY"] == "1", "before the library is loaded"
        self.number = float(Path(specific_model_path, "model.onnx").read_text())

    @staticmethod
    def list_supported_models() -> list[dict[str, Any]]:
        return [{"model": "sentence-transformers/all-MiniLM-L6-v2", "sources": {"hf": "somebody/model"}}]

    def embed(self, texts: list[str]) -> Iterator[list[float]]:
        yield from ([self.number, float(len(text)), 1.0] for text in texts)


def unreachable(name: str, **_: Any) -> str:
    raise OSError(f"no route to {name}")


@pytest.fixture(autouse=True)
def auto(monkeypatch: pytest.MonkeyPatch) -> None:
    """The setting at its default."""
    monkeypatch.delenv("BRAINSTORM_ENCODER", raising=False)


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("numpy")
    module = types.ModuleType("fastembed")
    module.TextEmbedding = StandIn  # type: ignore[attr-defined]
    module.__spec__ = types.SimpleNamespace(name="fastembed")  # type: ignore[assignment]
    monkeypatch.setitem(sys.modules, "fastembed", module)
    hub = types.ModuleType("huggingface_hub")
    hub.snapshot_download = unreachable  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "huggingface_hub", hub)
    monkeypatch.setenv("ORT_DISABLE_TELEMETRY", "0")
    monkeypatch.setattr("brainstorm.embed.model.version", lambda _: "0")


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A folder with the files of a model."""
    folder = tmp_path / "model"
    folder.mkdir()
    for name in FILES:
        (folder / name).write_text("2")
    return folder


def test_it_says_what_serves() -> None:
    shown = well("encoder", "show").out
    assert "serves (the setting encoder is auto)" in shown
    assert "stems      always there, a rough guess" in shown


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("brainstorm.embed.encoder.importlib.util.find_spec", lambda _: None)
    refused = brainstorm("encoder", "fetch")
    assert refused.status == 1
    assert f"{shlex.quote(sys.executable)} -m pip install 'brainstorm-drill[encoder]'" in refused.err


@pytest.mark.usefixtures("library")
def test_a_model_from_a_folder_serves_from_then_on(model: Path, own_home: Path) -> None:
    assert "its model has not been fetched" in well("encoder", "show").out
    done = well("encoder", "fetch", "--from", str(model)).out
    assert "all-MiniLM-L6-v2 is in" in done
    assert well("encoder", "show").out.startswith("fastembed serves")
    found = well("measure", "--json", stdin="one\ntwo words\n").json
    assert found["encoder"] == "fastembed"
    assert [path.name for path in (own_home / ".cache").rglob(".fetching*")] == []


@pytest.mark.usefixtures("library")
def test_what_is_not_the_model_is_refused_and_nothing_is_left(model: Path, own_home: Path) -> None:
    (model / "model.onnx").write_text("no number")
    refused = brainstorm("encoder", "fetch", "--from", str(model))
    assert refused.status == 1
    assert "what was fetched is not the model" in refused.err
    (model / "tokenizer.json").unlink()
    assert "has no tokenizer.json" in brainstorm("encoder", "fetch", "--from", str(model)).err
    assert not list(own_home.rglob("all-MiniLM*"))


@pytest.mark.usefixtures("library")
def test_without_a_network_it_says_so_and_what_else_will_do() -> None:
    refused = brainstorm("encoder", "fetch")
    assert refused.status == 1
    assert (
        "cannot be downloaded (no route to somebody/model); with the files on this machine: --from FOLDER"
        in refused.err
    )


@pytest.mark.usefixtures("library")
def test_a_broken_model_is_done_without(model: Path, own_home: Path) -> None:
    well("encoder", "fetch", "--from", str(model))
    (kept,) = own_home.rglob("all-MiniLM*/model.onnx")
    kept.write_text("broken")
    shown = well("encoder", "show", "--help").out
    assert "sentence model" in shown
    assert "fastembed serves" not in well("encoder", "show").out
