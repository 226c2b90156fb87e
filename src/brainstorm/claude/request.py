"""A request, exactly as it is sent, and the reply to one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from brainstorm.claude.prices import price, tokens

EFFORT = "low"
"""Filing takes little thought; what a model thinks is paid for as output."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent.

    Attributes:
        model: Its id.
        turns: (role, text), the user's first.
        schema: JSON Schema of the reply.
        max_tokens: The most the reply may have, thinking included.
        expected: About how many tokens the reply will have.
    """

    model: str
    turns: tuple[tuple[str, str], ...]
    schema: Mapping[str, Any]
    max_tokens: int
    expected: int

    def body(self) -> dict[str, Any]:
        """The JSON body of the request (the library adds `stream`)."""
        config: dict[str, Any] = {"format": {"type": "json_schema", "schema": self.schema}}
        known = price(self.model)
        if known is not None and known.effort:
            config["effort"] = EFFORT
        return {
            "model": self.model,
            "max_tokens": self.max_tokens,
            "messages": [{"role": role, "content": text} for role, text in self.turns],
            "output_config": config,
        }

    def tokens_in(self) -> int:
        """About how many tokens are sent."""
        return sum(tokens(text) for _, text in self.turns)

    def answered(self, reply: str, remark: str) -> Request:
        """The request that goes on from `reply` with `remark`."""
        said = reply if reply.strip() else "(nothing)"
        return replace(self, turns=(*self.turns, ("assistant", said), ("user", remark)))


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, whole.

    Attributes:
        text: The words.
        usage: The API's own count of tokens: input_tokens, output_tokens.
        model: The model that answered, as it names itself.
    """

    text: str
    usage: Mapping[str, int] = field(default_factory=dict)
    model: str = ""
