"""What it costs is said from one file with a date, or said to be unknown."""

from __future__ import annotations

import pytest

from brainstorm.claude.hosts import elsewhere, host
from brainstorm.claude.prices import cost, dollars, price, prices_date, tokens
from brainstorm.claude.request import Request
from brainstorm.settings import Settings


def test_the_model_that_is_asked_by_default_has_a_price() -> None:
    known = price(Settings().model)
    assert known is not None
    assert known.of(1_000_000, 0) == known.into
    assert known.of(500_000, 500_000) == pytest.approx((known.into + known.out) / 2)


def test_a_cost_names_the_day_of_its_prices() -> None:
    assert cost("claude-haiku-4-5", {"input_tokens": 1000, "output_tokens": 200}) == {
        "usd": 0.002,
        "prices": prices_date(),
    }


def test_a_date_at_the_end_of_a_model_changes_nothing() -> None:
    assert price("claude-haiku-4-5-20251001") == price("claude-haiku-4-5")


def test_of_an_unknown_model_nobody_knows_the_cost() -> None:
    assert price("llama-something") is None
    assert cost("llama-something", {"input_tokens": 1}) is None
    assert dollars(None) == "cost unknown"


@pytest.mark.parametrize(("usd", "words"), [(0.0012, "$0.001"), (0.094, "$0.094"), (0.1, "$0.10"), (12.345, "$12.35")])
def test_amounts_read_like_amounts(usd: float, words: str) -> None:
    assert dollars(usd) == words


def test_tokens_are_estimated_on_the_high_side() -> None:
    assert tokens("") == 0
    assert tokens("a") == 1
    assert 20 <= tokens("the quick brown fox jumps over the lazy dog, twice if it must") <= 25


def test_an_effort_is_asked_only_of_models_that_take_one() -> None:
    request = Request("claude-sonnet-5-5", (("user", "x"),), {}, 10, 5)
    assert request.body()["output_config"]["effort"] == "low"
    assert "effort" not in Request("somebody-elses", (("user", "x"),), {}, 10, 5).body()["output_config"]
    assert "effort" not in Request("claude-haiku-4-5", (("user", "x"),), {}, 10, 5).body()["output_config"]


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("", "api.anthropic.com"),
        ("https://api.anthropic.com", "api.anthropic.com"),
        ("http://user:secret@localhost:8080/path", "localhost:8080"),
        ("http://[::1]:9", "[::1]:9"),
        ("https://claude.example.org/v9?x=y", "claude.example.org"),
    ],
)
def test_the_host_is_named_without_a_password(url: str, name: str) -> None:
    environ = {"ANTHROPIC_BASE_URL": url}
    assert host(environ) == name
    assert elsewhere(environ) == (name != "api.anthropic.com")
