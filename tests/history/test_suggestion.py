"""One exercise a day, with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.indexed import asked
from support.sessions import save

from brainstorm.bank import load_bank
from brainstorm.history.archive import Archive
from brainstorm.history.recall import past
from brainstorm.history.suggest import Done, Past, draw_counts, form_of_the_day, suggest
from brainstorm.practice.plan import make_plan
from brainstorm.session.events import Asked, Ended, Idea, Line, Started
from brainstorm.session.journal import create, make_id, path_of, stamp

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Q:
    id: str
    topic: str = "tea"


@dataclass(frozen=True)
class F:
    id: str
    name: str = ""
    questions: int = 1


FORMS = (F("single", "Single"), F("call", "The call", 2))


def done(days_ago: int, times: int = 1) -> Done:
    return Done(times, f"{DAY - timedelta(days=days_ago):%Y%m%d}-120000-single-aaaa")


def pick(questions: Sequence[Q], known: Past | None = None, **more: object) -> object:
    return suggest(questions, FORMS, known or Past(), DAY, **more)  # type: ignore[arg-type]


def test_without_questions_or_forms_there_is_nothing_to_suggest() -> None:
    assert suggest([], FORMS, Past(), DAY) is None
    assert suggest([Q("a")], [], Past(), DAY) is None


def test_at_first_the_first_form() -> None:
    found = suggest([Q("a")], FORMS, Past(), DAY)
    assert found is not None
    assert (found.form, found.question, found.times, found.why) == ("single", "a", 0, "a good one to begin with")


def test_no_form_on_two_days_of_practice_running() -> None:
    for last, other in (("single", "call"), ("call", "single")):
        known = Past(forms={"single": DAY, "call": DAY}, last_forms={last})
        assert form_of_the_day(FORMS, known, DAY) == next(form for form in FORMS if form.id == other)
    only = FORMS[:1]
    assert form_of_the_day(only, Past(forms={"single": DAY}, last_forms={"single"}), DAY) == only[0]


def test_the_form_done_longest_ago_comes_and_one_never_done_first() -> None:
    forms = (*FORMS, F("dig"))
    known = Past(forms={"single": DAY - timedelta(days=3), "call": DAY - timedelta(days=5)}, last_forms={"single"})
    assert form_of_the_day(forms, known, DAY).id == "dig"  # type: ignore[union-attr]
    known = known._replace(forms={**known.forms, "dig": DAY - timedelta(days=1)}, last_forms={"dig"})
    assert form_of_the_day(forms, known, DAY).id == "call"  # type: ignore[union-attr]


def test_another_go_is_never_the_exercise_of_the_day() -> None:
    assert form_of_the_day((F("again"),), Past(), DAY) is None


def test_a_form_that_uses_up_the_bank_rests_a_week() -> None:
    forms = (F("single"), F("sprint", questions=10))
    known = Past(forms={"single": DAY - timedelta(days=1), "sprint": DAY - timedelta(days=6)}, last_forms={"x"})
    assert form_of_the_day(forms, known, DAY).id == "single"  # type: ignore[union-attr]
    known = known._replace(forms={**known.forms, "sprint": DAY - timedelta(days=7)})
    assert form_of_the_day(forms, known, DAY).id == "sprint"  # type: ignore[union-attr]


def test_a_question_rests_for_seven_days() -> None:
    known = Past(done={"a": done(6), "b": done(7)}, topics={"tea": DAY - timedelta(days=6)})
    found = suggest([Q("a"), Q("b")], FORMS, known, DAY)
    assert found is not None
    assert (found.question, found.times) == ("b", 1)
    assert found.why.endswith("last done 7 days ago")


def test_where_everything_rests_the_one_done_longest_ago_comes() -> None:
    known = Past(done={"a": done(2), "b": done(1)}, topics={"tea": DAY})
    assert suggest([Q("a"), Q("b")], FORMS, known, DAY).question == "a"  # type: ignore[union-attr]


def test_topics_never_met_come_first_then_those_met_longest_ago() -> None:
    bank = [Q("a1"), Q("b1", "milk"), Q("c1", "cups")]
    known = Past(done={"a1": done(20)}, topics={"tea": DAY - timedelta(days=20), "milk": DAY - timedelta(days=9)})
    found = suggest(bank, FORMS, known, DAY)
    assert found is not None
    assert (found.topic, found.why.rpartition("; ")[2]) == ("cups", "a topic you haven't met")
    known = known._replace(topics={**known.topics, "cups": DAY - timedelta(days=8)})
    found = suggest(bank, FORMS, known, DAY)
    assert found is not None
    assert (found.topic, found.why.rpartition("; ")[2]) == ("tea", "last done 20 days ago")


def test_a_lens_hardly_used_decides_between_equals() -> None:
    bank = [Q(f"q{n}") for n in range(9)]
    lenses = {"q7": ("auditor", "scale"), "q3": ("scale",)}
    found = suggest(bank, FORMS, Past(weak=("auditor", "scale")), DAY, lambda id_: lenses.get(id_, ()))
    assert found is not None
    assert (found.question, found.why.rpartition("; ")[2]) == ("q7", "room for a lens you hardly use: auditor")


def test_the_same_date_suggests_the_same_and_another_may_not() -> None:
    bank = [Q(f"q{n}") for n in range(30)]
    picks = {suggest(bank, FORMS, Past(), DAY + timedelta(days=day)) for day in range(20)}
    assert len(picks) > 5
    assert suggest(bank, FORMS, Past(), DAY) == suggest(list(reversed(bank)), FORMS, Past(), DAY)


@given(
    done_=st.dictionaries(st.integers(0, 12), st.integers(0, 20), max_size=13),
    forms=st.lists(st.sampled_from(["single", "call", "dig"]), min_size=1, unique=True),
    last=st.sets(st.sampled_from(["single", "call", "dig"]), min_size=1, max_size=1),
)
def test_whatever_was_done_there_is_one(done_: dict[int, int], forms: list[str], last: set[str]) -> None:
    bank = [Q(f"q{n}", f"t{n % 4}") for n in range(13)]
    known = Past(
        done={f"q{n}": done(days) for n, days in done_.items()},
        topics={f"t{n % 4}": DAY - timedelta(days=days) for n, days in done_.items()},
        forms=dict.fromkeys(last, DAY),
        last_forms=last,
    )
    found = suggest(bank, [F(form) for form in forms], known, DAY)
    assert found is not None
    rested = [q.id for q in bank if q.id not in known.done or (DAY - known.done[q.id].day).days >= 7]
    assert found.question in rested or not rested
    assert found.form not in last or set(forms) == last


def test_draws_leave_out_what_rests() -> None:
    counts = draw_counts({"a": done(3), "b": done(30, times=4)}, DAY)
    assert counts["a"] > counts["b"] == 4


# Forty days, with real files, the shipped bank and the real draw


def practise(folder: Path, day: date, form: object, questions: Sequence[dict[str, object]]) -> None:
    now = datetime.combine(day, time(7, 30), UTC)
    id_ = make_id(now, form.id, "aaaa")  # type: ignore[attr-defined]
    lines = [Line(stamp(now), None, Started(id=id_, form=form.entry, seconds=600))]  # type: ignore[attr-defined]
    for q, question in enumerate(questions, start=1):
        lines += [Line(stamp(now), 60.0 * q, Asked(q=q, question=question))]
        lines += [Line(stamp(now), 60.0 * q + 10, Idea(n=q, q=q, text="an idea"))]
    create(path_of(folder, id_), [*lines, Line(stamp(now), 600.0, Ended(why="time"))])


@pytest.mark.parametrize("skipping", [0, 3])
def test_forty_days(tmp_path: Path, skipping: int) -> None:
    folder, cache = tmp_path / "sessions", tmp_path / "cache"
    bank = load_bank(ROOT / "prompts", cache=tmp_path)
    forms: list[str] = []
    met: dict[str, list[date]] = {}
    topics: set[str] = set()
    for number in range(40):
        day = DAY + timedelta(days=number)
        known = asked(folder, cache, lambda db, day=day: past(db, day))
        found = suggest(bank.rows, bank.forms, known, day, lambda id_: bank.question(id_).lenses)
        assert found is not None
        assert found == suggest(bank.rows, bank.forms, known, day, lambda id_: bank.question(id_).lenses)
        assert found.why
        assert len(found.why) < 90
        if skipping and number % skipping == 0:
            continue
        form = bank.form(found.form)
        plan = make_plan(bank, form.id, question=found.question, done=draw_counts(known.done, day))
        questions = [dict(entry) for entry in plan.material.questions]
        practise(folder, day, form, questions)
        forms.append(form.id)
        for question in questions:
            met.setdefault(str(question["id"]), []).append(day)
            topics.add(str(question["topic"]))
    assert all(one != other for one, other in pairwise(forms))
    assert all((later - sooner).days >= 7 for days in met.values() for sooner, later in pairwise(days))
    assert topics == set(bank.topics)
    assert max(Counter(forms).values()) - min(Counter(forms).values()) <= 2 or len(set(forms)) > 2


def test_the_past_as_the_index_tells_it(tmp_path: Path) -> None:
    folder, cache = tmp_path / "sessions", tmp_path / "cache"
    save(folder, "one", "two")
    save(folder, "one", days_ago=3, form="call")
    save(folder, days_ago=200, form="dig")
    save(folder, days_ago=2, form="later", seconds=0)
    known = asked(folder, cache, lambda db: past(db, DAY))
    assert (known.today, known.ideas_today, set(known.last_forms)) == (1, 2, {"single"})
    assert known.done["tea-cold"].times == 3
    assert known.topics == {"tea": DAY}
    assert known.forms == {"single": DAY, "call": DAY - timedelta(days=3)}
    assert asked(folder, cache, lambda db: past(db, DAY - timedelta(days=1))).today == 0
    assert Archive(folder).done()["tea-cold"].last.startswith("20261123")
