"""A sentence model: all-MiniLM-L6-v2 through fastembed, used where it has been fetched, fetched only on command."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

MODEL = "sentence-transformers/all-MiniLM-L6-v2"
MEGABYTES = 90
FILES = ("model.onnx", "config.json", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json")
"""What makes up the model; all lie in one folder."""


_SILENT = {"ORT_DISABLE_TELEMETRY": "1", "ORT_TELEMETRY_DISABLED": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}
"""Late versions of onnxruntime report their use to their maker unless told not to before they are loaded."""


def folder(models: Path) -> Path:
    """Where the model lies."""
    return models / MODEL.rpartition("/")[2]


def fetched(models: Path) -> bool:
    """Whether the whole model is there."""
    return all((folder(models) / name).is_file() for name in FILES)


class SentenceModel:
    """Texts as the model's mean-pooled sentence vectors.

    Raises:
        Exception: whatever the library raises when the files are not the model; the opener says it in a line.
    """

    name = "fastembed"
    dense = True

    def __init__(self, models: Path) -> None:
        self._model = _library().TextEmbedding(
            MODEL, specific_model_path=str(folder(models)), local_files_only=True, threads=os.cpu_count()
        )
        self.version = version("fastembed")
        next(iter(self._model.embed(["one"])))  # a broken model is found here, not in the middle of a debrief

    def encode(self, texts: Sequence[str]) -> Any:
        """float32 (n, 384)."""
        found = [np.asarray(row, dtype=np.float32) for row in self._model.embed([text or " " for text in texts])]
        rows = np.stack(found) if found else np.zeros((0, 384), dtype=np.float32)
        empty = np.array([not any(map(str.isalnum, text)) for text in texts], dtype=bool)
        rows[empty] = 0
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return rows / np.where(lengths > 0, lengths, 1)


def _library() -> Any:
    """fastembed, loaded without a word to anybody."""
    os.environ.update(_SILENT)
    import fastembed

    return fastembed


class FetchError(Exception):
    """The model was not fetched; the message says why and what to do."""


def fetch(models: Path, source: Path | None = None) -> Path:
    """Bring the model into `models`, from `source` or over the network; returns its folder.

    Nothing is left half done: the files get their names once all are there and the model has read a word.

    Raises:
        FetchError: it cannot be had, or what was had is not the model.
    """
    try:
        _library()
    except ImportError as error:
        raise FetchError(f"fastembed is not installed ({error}); install the extra [encoder] first") from None
    fresh = models / f".fetching-{os.getpid()}"
    try:
        folder(fresh).mkdir(parents=True)
        files = source if source is not None else _download(fresh)
        for name in FILES:
            shutil.copyfile(_found(files, name), folder(fresh) / name)
        SentenceModel(fresh)
        shutil.rmtree(folder(models), ignore_errors=True)
        folder(fresh).replace(folder(models))
    except FetchError:
        raise
    except OSError as error:
        raise FetchError(f"the model cannot be kept in {models}: {error.strerror or error}") from None
    except Exception as error:
        raise FetchError(f"what was fetched is not the model: {error}") from None
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return folder(models)


def _found(files: Path, name: str) -> Path:
    path = files / name
    if not path.is_file():
        raise FetchError(f"{files} has no {name}; the folder of {MODEL} in ONNX form has {', '.join(FILES)}")
    return path


def _download(fresh: Path) -> Path:
    """Fetch the files from where the library says they are, without its many tries and its log."""
    known = {each["model"]: each["sources"]["hf"] for each in _library().TextEmbedding.list_supported_models()}
    from huggingface_hub import snapshot_download

    try:
        return Path(snapshot_download(known[MODEL], allow_patterns=list(FILES), local_dir=fresh / "download"))
    except Exception as error:
        reason = next(iter(str(error).splitlines()), "") or type(error).__name__
        raise FetchError(
            f"{MODEL} cannot be downloaded ({reason}); with the files on this machine: --from FOLDER"
        ) from None
