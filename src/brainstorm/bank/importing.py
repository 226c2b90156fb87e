"""From a list of questions to entries without a map."""

import json
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256

from brainstorm.bank.lists import Listed, ListError
from brainstorm.bank.words import STOPWORDS, words

TOPIC = "own"
"""The topic of questions that come without one."""

_SLUG_WORDS, _SLUG_LENGTH = 5, 44
_TOPIC_LENGTH = 30


def entries(
    listed: Sequence[Listed], topic: str | None, taken: Mapping[str, str], known: Collection[str] = ()
) -> tuple[list[dict[str, str]], int]:
    """Entries for the questions, and how many were left out because they came before or are `known` texts.

    An id is made from the topic and the question's words, so the same question gets the same id each time;
    where another question has it (`taken`: text by id), letters made from the text are added.

    Raises:
        ListError: an id was given twice, or belongs to another question already.
    """
    found: dict[str, dict[str, str]] = {}
    seen: set[str] = set()
    given = {one.id for one in listed if one.id}
    for one in listed:
        if one.id in found:
            raise ListError(one.line, f"the id {one.id} stands here again")
        if one.id and taken.get(one.id, one.text) != one.text:
            raise ListError(one.line, f"the id {one.id} belongs to another question of the bank")
        if one.text in known or (one.text in seen and not one.id):
            continue
        seen.add(one.text)
        about = topic or _slug(one.topic, _TOPIC_LENGTH) or TOPIC
        name = one.id or _free(f"{about}-{_named(one.text)}", one.text, {*found, *given}, taken)
        found[name] = {"id": name, "topic": about, "question": one.text}
    return list(found.values()), len(listed) - len(found)


def to_yaml(made: Sequence[Mapping[str, str]], schema: str | None = None) -> str:
    """A file of the bank with these entries."""
    head = f"# yaml-language-server: $schema={schema}\n" if schema else ""
    head += "# Questions without a map of angles; docs/bank.md tells how to give them one.\n"
    blocks = [
        f"\n- id: {_quoted(one['id'])}\n  topic: {_quoted(one['topic'])}\n"
        f"  question: {json.dumps(one['question'], ensure_ascii=False)}\n"
        for one in made
    ]
    return head + "".join(blocks)


def _free(name: str, text: str, used: set[str], taken: Mapping[str, str]) -> str:
    digest = sha256(text.encode()).hexdigest()
    for length in (0, *range(4, 64)):
        longer = f"{name}-{digest[:length]}" if length else name
        if longer not in used and taken.get(longer, text) == text:
            return longer
    raise AssertionError("two texts with one SHA-256")


def _named(text: str) -> str:
    """A few words that tell what a question is about."""
    plain = words(_ascii(text))
    telling = [word for word in plain if word not in STOPWORDS and not word.isdigit()] or list(plain)
    slug = ""
    for word in telling[:_SLUG_WORDS]:
        longer = f"{slug}-{word}" if slug else word[:_SLUG_LENGTH]
        if len(longer) > _SLUG_LENGTH:
            break
        slug = longer
    return slug or sha256(text.encode()).hexdigest()[:8]


def _slug(text: str, length: int) -> str:
    return re.sub(r"[^a-z0-9]+", "-", _ascii(text).casefold()).strip("-")[:length].strip("-")


def _ascii(text: str) -> str:
    text = text.replace("’", "'")
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def _quoted(name: str) -> str:
    """An id as YAML reads it back: one like `1e5`, `no` or `2024-01-01` needs quotes."""
    return name if re.fullmatch(r"[a-z]{6,}|[a-z]+(-[a-z0-9]+)+", name) else f'"{name}"'
