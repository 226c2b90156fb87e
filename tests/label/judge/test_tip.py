"""A tip says what was done, with quotes, or is dropped."""

from __future__ import annotations

import json
from typing import Any

import pytest
from label.judge.test_job import FORMS, MODEL, TEXTS, TRUTH, Breaking, labelled
from support.judges import Judge, perfect
from support.sheets import prompts, task

from brainstorm.label.judge.job import Job
from brainstorm.label.judge.tip import Round, check_tip, counted, tip_request

LABELS = [
    {"n": 1, "angle": "heat", "same_as": False, "common": False},
    {"n": 2, "angle": "heat", "same_as": 1, "common": False},
    {"n": 3, "angle": "other", "same_as": False, "common": 0},
    {"n": 4, "angle": "time", "same_as": False, "common": False},
    {"n": 5, "same_as": False, "common": False},
]
ROUND = Round(task(TEXTS[:5]), LABELS, FORMS)
GOOD: dict[str, Any] = {
    "observations": [
        {"text": "You began with steam, twice.", "ids": ["k1", "k4"], "quotes": ["weigh the steam", "the vapour"]}
    ],
    "questions": [{"angle": "ask", "text": "Who else was there?"}],
    "form": "call",
}


def checked(**changes: Any) -> tuple[dict[str, Any] | None, str]:
    tip, problems = check_tip(json.dumps({**GOOD, **changes}), ROUND)
    return tip, " ".join(problems)


def test_code_counts_and_the_model_only_words() -> None:
    assert counted(ROUND) == {
        "ideas": 5,
        "said_again": 1,
        "families_hit": 2,
        "families": 3,
        "ideas_by_family": {"heat": 2, "time": 1},
        "outside_the_families": 1,
        "longest_stay_in_one_family": {"ideas": 2, "family": "heat"},
        "families_new_in_second_half": 1,
        "among_common_answers": 1,
    }
    text = tip_request(ROUND, prompts(), MODEL).turns[0][1]
    assert "- ask: Ask. Ask those who were there.\n" in text
    assert "- heat:" not in text
    assert "- call: Two questions." in text


def test_a_good_tip_speaks_of_entries() -> None:
    assert checked() == (
        {
            "observations": [
                {"text": "You began with steam, twice.", "ns": [1, 4], "quotes": ["weigh the steam", "the vapour"]}
            ],
            "questions": [{"angle": "ask", "text": "Who else was there?"}],
            "form": "call",
        },
        "",
    )


def observation(**changes: Any) -> dict[str, Any]:
    return {"observations": [{**GOOD["observations"][0], **changes}]}


def question(**changes: Any) -> dict[str, Any]:
    return {"questions": [{**GOOD["questions"][0], **changes}]}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"observations": []}, "one to 3 observations"),
        ({"observations": GOOD["observations"] * 4}, "one to 3 observations"),
        ({"observations": "none"}, "must be lists"),
        (observation(text="A great start."), "judges (“great”)"),
        (observation(text="I give it 7/10."), "judges (“7/10”)"),
        (observation(text="Very creative work."), "judges (“creative”)"),
        (observation(text="word " * 41), "longer than 40 words"),
        (observation(text=""), "has no text"),
        (observation(ids=["k9", "k1"]), "cites k9"),
        (observation(quotes=["weigh the steam", "made up"]), "the quote for k4 is not in that idea"),
        (observation(quotes=["weigh the steam"]), "as many quotes"),
        (observation(ids=[]), "as many quotes"),
        (question(text="Ask somebody."), "does not end in ?"),
        (question(angle="heat"), "that was not touched"),
        ({"questions": GOOD["questions"] * 3}, "at most 2 questions"),
        ({"form": "marathon"}, "form must be one of single, call"),
    ],
)
def test_a_tip_that_does_not_hold_is_dropped(change: dict[str, Any], words: str) -> None:
    tip, problems = checked(**change)
    assert tip is None
    assert words in problems


@pytest.mark.parametrize("text", ["", "[]", "You did well.", "[" * 100_000])
def test_what_is_no_json_is_no_tip(text: str) -> None:
    assert check_tip(text, ROUND)[0] is None


def test_it_is_asked_for_after_the_labels_and_kept_beside_them() -> None:
    made = labelled(forms=FORMS)
    assert made.tip is not None
    assert made.tip.labels == ()
    assert made.tip.figures is not None
    assert made.tip.figures["tip"]["observations"][0]["ns"] == [1]
    assert made.tip.with_ == {"model": MODEL, "prompt": prompts().tip_hash, "q": 1}
    assert made.usage["requests"] == 3


def test_labels_that_are_not_trusted_get_no_tip() -> None:
    from support.judges import lazy

    made = labelled(lazy, forms=FORMS)
    assert (made.tip, made.usage["requests"]) == (None, 2)


def test_a_tip_that_cannot_be_used_is_asked_for_once_more_and_the_labels_stand() -> None:
    asker = Breaking(r3="no tip", r4="still none")
    made = Job([task(TEXTS)], asker, prompts(), MODEL, forms=FORMS).run()[0]
    assert len(asker.requests) == 4
    assert made.event is not None
    assert (made.tip, made.error) == (None, None)
    mended = Job([task(TEXTS)], Breaking(r3="no tip"), prompts(), MODEL, forms=FORMS).run()[0]
    assert mended.tip is not None


def test_an_error_on_the_way_to_a_tip_keeps_the_labels() -> None:
    from brainstorm.claude.errors import ClaudeError

    made = Job([task(TEXTS)], Breaking(r3=ClaudeError("server", "it failed")), prompts(), MODEL, forms=FORMS).run()[0]
    assert made.event is not None
    assert made.error is not None


def test_a_question_without_untouched_angles_is_asked_none() -> None:
    truth = {text: TRUTH[text] for text in TRUTH}
    made = Job([task(TEXTS)], Judge(truth, perfect), prompts(), MODEL, forms=FORMS).run()[0]
    assert made.tip is not None
    assert made.tip.figures is not None
    assert made.tip.figures["tip"]["questions"] == []
