"""The one error of everything that can go wrong between here and a reply: a kind, and one line that says what to do.

No line is made from an exception's own text, which may quote a header; what a server says is shown without the key.
"""

from __future__ import annotations

import json

CANCELLED = "cancelled"
NO_KEY = "no-key"
_OF_THE_ACCOUNT = {NO_KEY, "key", "forbidden", "credit", "quota", "model"}
_OF_THE_WAY = {"overloaded", "server", "timeout", "network", "not-the-api"}
STOPPING = frozenset(_OF_THE_ACCOUNT | _OF_THE_WAY)
"""The kinds after which the next request would most likely fail as well."""

_LONGEST = 200


class ClaudeError(Exception):
    """No usable reply.

    Attributes:
        kind: One word for code: no-key, key, forbidden, credit, model, too-large, quota, overloaded, server, timeout,
            network, not-the-api, refused, cut-short, malformed, request, cancelled or broken.
        line: One line for people.
    """

    def __init__(self, kind: str, line: str) -> None:
        super().__init__(line)
        self.kind = kind
        self.line = line

    @property
    def stopping(self) -> bool:
        """Whether asking something else would end the same way."""
        return self.kind in STOPPING


def of_status(
    status: int, type_: str | None, said: str | None, *, host: str, model: str, wait: float | None = None
) -> ClaudeError:
    """The error for an answer with an error status, or for an error event inside a stream.

    Args:
        status: The HTTP status; 200 for an error event.
        type_: The body's `error.type`, if it has one.
        said: The body's `error.message`; it is quoted where it helps.
        host: Who answered.
        model: Which model was asked for.
        wait: Seconds after which the server wants to be asked again.
    """
    words = _quoted(said)
    if status in (400, 402) and (status == 402 or "credit balance" in (said or "").lower()):
        return ClaudeError("credit", f"the account at {host} has no credit left; add some there, then ask again")
    if status == 401 or type_ == "authentication_error":
        return ClaudeError("key", f"{host} did not accept the key in ANTHROPIC_API_KEY ({status}); check it")
    if status == 403 or type_ == "permission_error":
        return ClaudeError("forbidden", f"{host} does not let this key do that (403){words}")
    if status == 404 or type_ == "not_found_error":
        if type_ is None:
            return ClaudeError("not-the-api", f"nothing at {host} answers to /v1/messages (404); check the address")
        line = f"{host} knows no model “{model}” (404); name another with --model or the setting model"
        return ClaudeError("model", line)
    if status == 413 or type_ == "request_too_large":
        return ClaudeError("too-large", f"the request is too large for {host} (413); the session has too many ideas")
    if status == 429 or type_ == "rate_limit_error":
        return ClaudeError("quota", f"over the rate limit of {host} (429); ask again {_in(wait)}")
    if status == 529 or type_ == "overloaded_error":
        return ClaudeError("overloaded", f"{host} is overloaded (529); ask again {_in(wait)}")
    if status in (408, 504) or type_ == "timeout_error":
        return ClaudeError("timeout", f"{host} took too long itself ({status}); ask again")
    if 300 <= status < 400:
        line = f"{host} points elsewhere ({status}), and nothing is sent there; check ANTHROPIC_BASE_URL"
        return ClaudeError("not-the-api", line)
    if 400 <= status < 500 or type_ == "invalid_request_error":
        return ClaudeError("request", f"{host} refused the request ({status}){words}")
    return ClaudeError("server", f"{host} failed ({status if status >= 500 else type_ or status}); ask again later")


def _quoted(said: str | None) -> str:
    words = " ".join((said or "").split())
    words = words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
    return f": {words}" if words else ""


def _in(seconds: float | None) -> str:
    if seconds is None:
        return "in a minute"
    return f"in {round(seconds)} s" if seconds < 100 else f"in {-(-int(seconds) // 60)} minutes"


def without(secret: str, text: str) -> str:
    """`text` with every appearance of `secret` (the key) made “[key]”."""
    if len(secret.strip()) < 4:  # nothing that could be told from ordinary letters
        return text
    for spelling in (secret.strip(), json.dumps(secret.strip())[1:-1]):
        text = text.replace(spelling, "[key]")
    return text
