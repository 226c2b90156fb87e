"""A small prompts folder that a test may change."""

from collections.abc import Callable
from pathlib import Path

import pytest

LENS = """\
- id: vary
  name: "Vary"
  lines: ["What if?", "And if not?"]
"""
FORM = """\
- id: single
  name: "Single"
  about: ["One.", "Two.", "Three."]
  questions: 1
  seconds: 600
  turn: none
  pause: true
  edit: true
  help: ladder
  draw: any
  counts: ideas
"""
QUESTION = """\
- id: tea-cold
  topic: tea
  needs: black-box
  difficulty: 1
  verb: explain
  question: "Why is it cold? Say how you would find out."
  angles:
    - id: kettle
      lens: vary
      name: "The kettle"
      line: "Look at the kettle."
      ask: "What is it made in?"
      examples: ["boil it twice", "swap the kettle"]
  common_ideas:
    - "wait less"
    - {line: "a better kettle", angle: kettle, weight: 3}
  twists: ["There is no kettle."]
  controls: {same: ["boil it again", "once more on the stove"], off_topic: "coffee", look_alike: "boil an egg"}
  sources: [{title: "On tea", url: "https://example.org/tea", year: 2024}]
- id: tea-warm
  topic: tea
  question: "Why is it warm?"
"""


@pytest.fixture
def prompts(tmp_path: Path) -> Path:
    """A shipped folder with one lens, one form, and two questions on tea."""
    folder = tmp_path / "prompts"
    (folder / "questions").mkdir(parents=True)
    (folder / "lenses.yaml").write_text(LENS, encoding="utf-8")
    (folder / "forms.yaml").write_text(FORM, encoding="utf-8")
    (folder / "questions" / "tea.yaml").write_text(QUESTION, encoding="utf-8")
    return folder


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """A folder for the compiled copy; it does not exist yet."""
    return tmp_path / "cache"


Complaints = Callable[[str | bytes], list[str]]


@pytest.fixture
def complaints(tmp_path: Path, prompts: Path) -> Complaints:
    """The problems of a file of questions with this content, each as `line: what; expected`."""
    from brainstorm.bank import check

    def find(content: str | bytes) -> list[str]:
        file = tmp_path / "mine.yaml"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        problems = [str(problem) for problem in check([file], prompts)]
        assert all("\n" not in line and line.isprintable() for line in problems)
        assert all(line.startswith(f"{file}:") for line in problems)
        return [line.removeprefix(f"{file}:") for line in problems]

    return find
