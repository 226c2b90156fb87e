"""Words for the lints: counted, folded, stemmed. English, and no more exact than a lint needs."""

import re
from functools import cache

_WORD = re.compile(r"[^\W_]+")
_COMPOUND = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")
_END = re.compile(r"[.!?…]+[\"'”’)]*\s+(?=[\"'“‘(]*[A-Z0-9])")

_STOPWORDS = """
a about after again all also am an and another any anybody anyone anything are aren't as at back be because been
before being between both but by came can can't come could couldn't did didn't do does doesn't doing don't done each
either else even ever every everybody everyone everything exactly few for from get gets getting give gives go goes
going gone got had has hasn't have haven't having he her here hers him his how i i'm i've id if ill in instead into is
isn't it it'd it'll its itself just keep kind let lets like lot made make makes many may maybe me might more most much
must my myself neither never no nobody none nor not nothing now of off on once one ones only onto or other others our
out over own put quite rather really said same say says see seem seems she should shouldn't since so some somebody
someone something somewhere still such sure take takes than that that's the their them themselves then there there's
these they they'd they're they've thing things this those though through till times to too two under until up upon us
use used using very want was wasn't way ways we we've well went were weren't what what's whatever when where whether
which while who whoever whole whom whose why will with within without won't would wouldn't yes yet you you'd you'll
you're you've your yours yourself
"""

_SUFFIXES = """
isations izations isation ization ations ments ation ings ness able ible ions edly ers ors ing ion ies ive est
ed es er or ly al s
"""
_ENDINGS = ("ment", "als", *_SUFFIXES.split())  # codespell:ignore ment,als


def words(text: str) -> tuple[str, ...]:
    """The words of a text, folded: no case, no apostrophes, no punctuation."""
    return tuple(_WORD.findall(_APOSTROPHE.sub("", text).casefold()))


STOPWORDS = frozenset(words(_STOPWORDS))
"""Words that say little about what a sentence is about."""


def compounds(text: str) -> tuple[str, ...]:
    """As `words`, but `role-play` is one."""
    return tuple(_COMPOUND.findall(_APOSTROPHE.sub("", text).casefold()))


def count(text: str) -> int:
    """The number of words between spaces."""
    return len(text.split())


def sentences(text: str) -> int:
    """The number of sentences: an end mark, then a capital."""
    return len([part for part in _END.split(" ".join(text.split())) if part.strip()])


def content(text: str) -> frozenset[str]:
    """The stems of the words that carry what a text says."""
    return frozenset(stem(word) for word in words(text) if word not in STOPWORDS)


@cache
def stem(word: str) -> str:
    """A word without its ending, so that `probes`, `probing` and `probe` are one."""
    if len(word) <= 3 or word.endswith(("ss", "us", "is")):
        return word
    for ending in _ENDINGS:
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= 3:
            break
    else:
        rest = word
    if len(rest) > 3 and rest[-1] == rest[-2] and rest[-1] not in "ls":
        rest = rest[:-1]
    return rest[:-1] + "i" if rest.endswith("y") else rest.removesuffix("e") if len(rest) > 3 else rest
