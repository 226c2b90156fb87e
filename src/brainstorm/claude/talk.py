"""One request by the API's library, streamed; run in the child process, the only place that imports it.

Importing the library takes more than a second of work that would hold the interpreter; in a process of its own it
holds nobody up, a cancel is a kill (no byte more is read), and the key stays in that process's environment.
"""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable, Mapping
from typing import Any

from brainstorm.claude.errors import ClaudeError, of_status
from brainstorm.claude.prices import BYTES_A_TOKEN

Tell = Callable[[Mapping[str, Any]], None]

LONGEST_WAIT = 60.0
"""Seconds; a server that wants to be left alone for longer is not waited for."""
_OFTEN = 0.1  # seconds between two words about progress


def open_client(key: str, url: str | None, seconds: float, tell: Tell) -> Any:
    """The library's client: its own retries, each wait told beforehand; no redirect followed, nothing traced."""
    import anthropic

    class Client(anthropic.Anthropic):
        """Says how long it is going to wait. Where the library drops this hook, only the words are lost."""

        def _calculate_retry_timeout(self, remaining_retries: int, options: Any, response_headers: Any = None) -> float:
            seconds = super()._calculate_retry_timeout(remaining_retries, options, response_headers)
            if seconds > LONGEST_WAIT:
                raise _TooLongError(seconds)
            tell({"event": "retry", "seconds": round(seconds, 2)})
            return seconds

    limits = anthropic.Timeout(seconds, connect=min(seconds, 10.0))
    return Client(
        api_key=key,
        base_url=url,
        timeout=limits,
        open_telemetry=False,
        http_client=anthropic.DefaultHttpxClient(follow_redirects=False, timeout=limits),
    )


class _TooLongError(Exception):
    """The server asks for a longer wait than anybody would sit through."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds


def ask(client: Any, body: Mapping[str, Any], host: str, tell: Tell) -> dict[str, Any]:
    """Send `body`, tell about progress, and return the reply: text, usage, model, stop.

    Raises:
        ClaudeError: there is none that could be used.
    """
    import anthropic
    import httpx2

    model = str(body["model"])
    try:
        with client.messages.stream(**body) as stream:
            return _read(stream, host, tell)
    except _TooLongError as long:
        raise of_status(429, None, None, host=host, model=model, wait=long.seconds) from None
    except anthropic.APIStatusError as error:
        wait = _retry_after(error.response.headers)
        status, type_, said = error.status_code, error.type, error.api_message
        raise of_status(status, type_, said, host=host, model=model, wait=wait) from None
    except (anthropic.APITimeoutError, httpx2.TimeoutException):
        raise ClaudeError("timeout", f"{host} said nothing for too long; ask again") from None
    except anthropic.APIConnectionError:
        raise ClaudeError("network", f"no connection to {host}; check the network, then ask again") from None
    except httpx2.HTTPError:
        raise _cut_short(host) from None
    except (json.JSONDecodeError, UnicodeDecodeError, anthropic.AnthropicError):
        raise ClaudeError("malformed", f"what {host} sent is not what the Messages API sends; ask again") from None


def _read(stream: Any, host: str, tell: Tell) -> dict[str, Any]:
    kind = str(stream.response.headers.get("content-type", "")).partition(";")[0].strip().lower()
    if kind == "application/json":  # a server that does not stream
        return _reply(json.loads(stream.response.read()), host)
    if kind != "text/event-stream":
        line = f"{host} answered with {kind or 'something'}, not with the Messages API; check ANTHROPIC_BASE_URL"
        raise ClaudeError("not-the-api", line)
    parts: list[str] = []
    sent, said = 0, 0.0
    for event in stream:
        if event.type == "text":
            parts.append(event.text)
            sent += len(event.text.encode())
        elif event.type == "thinking":
            sent += len(event.thinking.encode())
        if sent and (now := time.monotonic()) - said >= _OFTEN:
            said = now
            tell({"event": "tokens", "out": int(sent / BYTES_A_TOKEN) + 1})
    message: Any = None
    with contextlib.suppress(AssertionError):  # the library's word for a stream without a beginning
        message = stream.get_final_message()
    if message is None or message.stop_reason is None:
        raise _cut_short(host)
    found = {
        "text": "".join(parts),
        "stop": message.stop_reason,
        "model": message.model,
        "usage": {"input_tokens": message.usage.input_tokens, "output_tokens": message.usage.output_tokens},
    }
    return _checked(found, host)


def _reply(message: Any, host: str) -> dict[str, Any]:
    """The reply of a server that sent it in one piece."""
    if not isinstance(message, dict) or not isinstance(message.get("content"), list):
        raise ClaudeError("not-the-api", f"{host} answered with JSON that is no message; check ANTHROPIC_BASE_URL")
    blocks = [block for block in message["content"] if isinstance(block, dict)]
    usage = found if isinstance(found := message.get("usage"), dict) else {}
    reply = {
        "text": "".join(str(block.get("text", "")) for block in blocks if block.get("type") == "text"),
        "stop": message.get("stop_reason"),
        "model": str(message.get("model", "")),
        "usage": {key: usage.get(key) for key in ("input_tokens", "output_tokens")},
    }
    return _checked(reply, host)


def _count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53 else 0


def _checked(found: dict[str, Any], host: str) -> dict[str, Any]:
    usage = found["usage"]
    usage["input_tokens"], usage["output_tokens"] = _count(usage["input_tokens"]), _count(usage["output_tokens"])
    if found["stop"] == "refusal":
        raise ClaudeError("refused", "Claude declined to answer this request; the offline labels stand")
    if found["stop"] in ("max_tokens", "model_context_window_exceeded"):
        line = f"the reply did not fit into {usage['output_tokens']} tokens and was dropped; ask again"
        raise ClaudeError("cut-short", line)
    return found


def _cut_short(host: str) -> ClaudeError:
    return ClaudeError("cut-short", f"the reply of {host} broke off half-way and was dropped; ask again")


def _retry_after(headers: Mapping[str, str]) -> float | None:
    try:
        seconds = float(headers.get("retry-after", ""))
    except ValueError:
        return None
    return seconds if 0 <= seconds < 10**7 else None
