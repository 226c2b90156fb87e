"""A question to be filled in: every key, each with a word on what it is for."""

from collections.abc import Iterator

_LENSES = ("vary", "compare", "stakes", "outsider", "wild", "structure", "other")

_HEAD = """\
# A question to fill in: put words between the quotes, take out what you don't need. docs/bank.md has the rules.
# Until `brainstorm bank check` finds no error, the file is left out of the bank.

- id: {id}
  topic: {topic}
  needs: black-box                 # black-box | some-ml | deep: what one must know
  difficulty: 2                    # 1 warm-up, 2 standard, 3 hard
  verb: detect                     # detect | prevent | measure | explain | design | predict
  # One to three spoken sentences: one scene, a named constraint, one open verb.
  question: ""
  # Seven to ten families of approaches, over at least five lenses. Two people filing one idea should choose the same.
  # Without a map of angles, take out everything from here on.
  angles:
"""
_ANGLE = """\
    - id: angle-{number}
      lens: {lens}
      name: ""                     # one to four words
      line: ""                     # how it works, in one sentence
      ask: ""                      # at most 16 words; opens the angle, and doesn't name it
      examples:                    # three or more, vivid, as different people would say them
        - ""
        - ""
        - ""
"""
_IDEAS = """\
  # Ten to sixteen ideas that most people have first, in 4-12 words. Better with their angle, and a weight from 1 (some
  # people say it) to 3 (nearly everybody does):  - {line: "…", angle: angle-1, weight: 3}
  common_ideas:
"""
_REST = """\
  # Three changes to the question; each breaks the most common answer.
  twists:
    - ""
    - ""
    - ""
  # Hidden checks of whoever labels: one idea in two wordings; words that are no idea on this question; a sentence
  # that shares words with the first and is another mechanism.
  controls:
    same: ["", ""]
    off_topic: ""
    look_alike: ""
  # Two to four texts to read afterwards, as {title: "…", url: "https://…", year: 2026}.
  sources: []
"""


def skeleton(topic: str, slug: str, schema: str | None = None) -> str:
    """The text of a file with one empty question. `schema` is where editors find the schema of such files."""
    return "".join(_parts(topic, slug, schema))


def _parts(topic: str, slug: str, schema: str | None) -> Iterator[str]:
    if schema is not None:
        yield f"# yaml-language-server: $schema={schema}\n"
    yield _HEAD.format(id=f"{topic}-{slug}", topic=topic)
    for number, lens in enumerate(_LENSES, 1):
        yield _ANGLE.format(number=number, lens=lens)
    yield _IDEAS
    yield '    - ""\n' * 10
    yield _REST
