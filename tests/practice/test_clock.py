"""Drill time: it runs on in suspend, stands in pauses, and nobody can set it."""

from __future__ import annotations

import threading
import time

import pytest

from brainstorm.practice.clock import AWAY, DrillClock, Watch, steady


class Raw:
    """A steady clock that a test moves by hand."""

    def __init__(self, now: float = 5000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def raw() -> Raw:
    return Raw()


def test_the_clock_stands_at_zero_until_it_is_started(raw: Raw) -> None:
    clock = DrillClock(raw)
    raw.now += 60
    assert (clock.read(), clock.going) == (0.0, False)
    clock.go()
    raw.now += 1.5
    assert (clock.read(), clock.going) == (1.5, True)


def test_the_clock_stands_in_a_pause_and_goes_on_where_it_stood(raw: Raw) -> None:
    clock = DrillClock(raw)
    clock.go()
    raw.now += 10
    clock.stop()
    raw.now += 3600
    assert clock.read() == 10
    clock.go()
    raw.now += 5
    assert clock.read() == 15


def test_starting_it_anew_sets_the_time(raw: Raw) -> None:
    clock = DrillClock(raw)
    clock.go(41.5)
    raw.now += 2
    assert clock.read() == 43.5


def test_stopping_twice_is_stopping_once(raw: Raw) -> None:
    clock = DrillClock(raw)
    clock.go()
    raw.now += 4
    clock.stop()
    raw.now += 4
    clock.stop()
    assert clock.read() == 4


def test_skipped_time_is_taken_off_and_a_clock_that_stands_has_none_to_take(raw: Raw) -> None:
    clock = DrillClock(raw)
    clock.go()
    raw.now += 100
    clock.skip(90)
    assert clock.read() == 10
    clock.stop()
    clock.skip(5)
    assert clock.read() == 10


def test_time_is_read_to_the_millisecond_and_is_never_negative(raw: Raw) -> None:
    clock = DrillClock(raw)
    clock.go()
    raw.now += 1.23456
    assert clock.read() == 1.235
    raw.now -= 100
    assert clock.read() == 0.0


def test_the_clock_is_one_that_runs_on_in_suspend_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    times = {"boot": 1000.0, "monotonic": 400.0}
    monkeypatch.setattr(time, "CLOCK_BOOTTIME", "boot", raising=False)
    monkeypatch.setattr(time, "CLOCK_MONOTONIC", "monotonic", raising=False)
    monkeypatch.setattr(time, "clock_gettime", times.__getitem__, raising=False)
    monkeypatch.setattr(time, "monotonic", lambda: 7.0)
    assert steady() == 1000.0
    monkeypatch.delattr(time, "CLOCK_BOOTTIME")
    assert steady() == 400.0, "on macOS that one runs on in suspend"
    monkeypatch.delattr(time, "CLOCK_MONOTONIC")
    assert steady() == 7.0


def test_the_clock_does_not_fall_back() -> None:
    readings = [steady() for _ in range(1000)]
    assert readings == sorted(readings)


def test_a_gap_of_more_than_five_seconds_is_an_absence(raw: Raw) -> None:
    watch = Watch(raw)
    for step in (1.0, 1.0, AWAY, 0.0, 3.0):
        raw.now += step
        watch.look()
    assert watch.take_gap() == 0.0
    raw.now += AWAY + 0.001
    watch.look()
    assert watch.take_gap() == pytest.approx(5.001)
    assert watch.take_gap() == 0.0, "it is told once"


def test_absences_add_up_until_somebody_asks_and_asking_looks(raw: Raw) -> None:
    watch = Watch(raw)
    raw.now += 60
    watch.look()
    raw.now += 1
    watch.look()
    raw.now += 30
    assert watch.take_gap() == pytest.approx(90)


def test_a_screen_that_blocks_is_not_taken_for_an_absence(raw: Raw) -> None:
    watch = Watch(raw)
    for _ in range(60):  # the thread looks every second, though nobody asks for a minute
        raw.now += 1
        watch.look()
    assert watch.take_gap() == 0.0


def test_the_time_before_it_starts_does_not_count(raw: Raw) -> None:
    watch = Watch(raw)
    raw.now += 600  # on the ready card
    watch.start()
    assert watch.take_gap() == 0.0
    watch.stop()


def test_a_thread_looks_by_itself_and_ends_when_it_is_stopped() -> None:
    looked = threading.Event()

    def raw() -> float:
        if threading.current_thread().name == "watch":
            looked.set()
        return steady()

    watch = Watch(raw)
    watch.start()
    assert looked.wait(30)
    thread = watch._thread
    watch.stop()
    assert thread is not None
    thread.join(30)
    assert not thread.is_alive()
