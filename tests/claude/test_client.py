"""The API's own library against a server that speaks its wire format: every way to fail ends in one clear line."""

from __future__ import annotations

import contextlib
import json
import os
import threading
from pathlib import Path

import pytest
from support import messages
from support.child import until
from support.messages import KEY, MODEL, MessagesServer, fails, says

from brainstorm.claude import client as module
from brainstorm.claude.client import Client, Progress
from brainstorm.claude.errors import CANCELLED, STOPPING, ClaudeError, without
from brainstorm.claude.request import Request

REQUEST = Request(MODEL, (("user", "hello"),), {"type": "object"}, max_tokens=100, expected=10)


@pytest.fixture(autouse=True)
def _fresh(server: MessagesServer) -> None:
    server.queue.clear()
    server.otherwise = says("{}")
    server.requests.clear()


def failing(client: Client) -> ClaudeError:
    with pytest.raises(ClaudeError) as caught:
        client.ask(REQUEST)
    line = caught.value.line
    assert "\n" not in line
    assert 20 < len(line) < 300
    assert str(caught.value) == line
    return caught.value


def test_a_reply_comes_whole_with_its_usage(client: Client, server: MessagesServer) -> None:
    server.will(says('{"labels": ["ä", "→"]}', tokens_out=77))
    seen: list[Progress] = []
    reply = client.ask(REQUEST, seen.append)
    assert reply.text == '{"labels": ["ä", "→"]}'
    assert reply.usage == {"input_tokens": 100, "output_tokens": 77}
    assert reply.model == MODEL
    assert [each.state for each in seen][:2] == ["starting", "sent"]
    assert seen[-1].state == "reading"
    assert seen[-1].tokens > 0


def test_what_is_sent_is_the_body_that_a_dry_run_prints(client: Client, server: MessagesServer) -> None:
    client.ask(REQUEST)
    assert server.requests == [{**REQUEST.body(), "stream": True}]
    assert server.paths[-1] == "/v1/messages"
    assert KEY in " ".join(server.headers[-1].values())


def test_a_server_that_does_not_stream_is_understood(client: Client, server: MessagesServer) -> None:
    server.will(messages.says_json("all at once"))
    assert client.ask(REQUEST).text == "all at once"


@pytest.mark.parametrize(
    ("behaviour", "kind", "words"),
    [
        (fails(400, "invalid_request_error", "max_tokens: too many"), "request", "max_tokens: too many"),
        (fails(400, "invalid_request_error", "Your credit balance is too low"), "credit", "no credit left"),
        (fails(401, "authentication_error"), "key", "ANTHROPIC_API_KEY"),
        (fails(403, "permission_error", "not for you"), "forbidden", "not for you"),
        (fails(404, "not_found_error"), "model", f"no model “{MODEL}”"),
        (fails(413, "request_too_large"), "too-large", "too large"),
        (fails(429, "rate_limit_error", headers={"retry-after-ms": "", "retry-after": "7200"}), "quota", "120 minutes"),
        (messages.error_event("overloaded_error"), "overloaded", "overloaded"),
        (messages.error_event("api_error"), "server", "api_error"),
        (messages.page, "not-the-api", "text/html"),
        (messages.redirects, "not-the-api", "points elsewhere (307)"),
        (messages.breaks_off, "cut-short", "broke off"),
        (messages.half_an_event, "timeout", "said nothing for too long"),
        (messages.silent, "timeout", "said nothing for too long"),
        (messages.garbage, "malformed", "not what the Messages API sends"),
        (says("I can't", stop="refusal"), "refused", "declined"),
        (says('{"labels": [', stop="max_tokens", tokens_out=100), "cut-short", "did not fit into 100 tokens"),
    ],
    ids=lambda value: getattr(value, "__name__", value) if not isinstance(value, str) else value,
)
def test_each_failure_is_one_clear_line(
    behaviour: messages.Behaviour, kind: str, words: str, client: Client, server: MessagesServer
) -> None:
    server.will(behaviour)
    error = failing(client)
    assert error.kind == kind
    assert words in error.line
    assert len(server.requests) == 1
    assert client.ask(REQUEST).text == "{}", "the next request is answered as if nothing had been"


@pytest.mark.parametrize(("status", "kind"), [(429, "quota"), (500, "server"), (529, "overloaded"), (408, "timeout")])
def test_what_may_pass_is_tried_three_times_with_the_wait_told(
    status: int, kind: str, client: Client, server: MessagesServer
) -> None:
    server.otherwise = fails(status)
    seen: list[Progress] = []
    with pytest.raises(ClaudeError) as caught:
        client.ask(REQUEST, seen.append)
    assert caught.value.kind == kind
    assert len(server.requests) == 3
    assert [each.seconds for each in seen if each.state == "waiting"] == [0.02, 0.02]


def test_a_wait_is_counted_down_and_ends_in_the_reply(client: Client, server: MessagesServer) -> None:
    server.will(fails(529, headers={"retry-after-ms": "700"}), says("after all"))
    seen: list[Progress] = []
    assert client.ask(REQUEST, seen.append).text == "after all"
    waits = [each.seconds for each in seen if each.state == "waiting"]
    assert waits[0] == 0.7
    assert len(waits) >= 2
    assert waits == sorted(waits, reverse=True)


def test_the_key_is_in_no_line_whatever_the_server_repeats(client: Client, server: MessagesServer) -> None:
    server.will(fails(400, "invalid_request_error", f"you sent Bearer {KEY}"))
    assert "you sent Bearer [key]" in failing(client).line
    server.will(says(f"your key is {KEY}"))
    assert client.ask(REQUEST).text == "your key is [key]"
    assert KEY not in repr(client)
    assert KEY not in repr(REQUEST)


def test_without_a_key_nothing_is_started(server: MessagesServer) -> None:
    with Client({"ANTHROPIC_BASE_URL": server.url}) as client:
        error = failing(client)
        assert (error.kind, client._child) == ("no-key", None)
        assert "ANTHROPIC_API_KEY" in error.line
    assert server.requests == []


@pytest.mark.parametrize("key", [KEY, 'with"quote', "with\\backslash"])
def test_a_key_of_any_spelling_is_taken_out(key: str) -> None:
    assert key not in json.loads(without(key, json.dumps({"said": f"the key {key}, twice: {key}"})))["said"]
    assert without("", "text") == "text"


@pytest.mark.parametrize("key", ["sk-ant one", "sk-ant-\N{EM DASH}two", "sk-ant-\x1bthree"])
def test_what_cannot_be_a_key_is_not_shown(key: str) -> None:
    with Client({"ANTHROPIC_API_KEY": key}) as client:
        error = failing(client)
    assert error.kind == "no-key"
    assert key not in error.line


@pytest.mark.parametrize("url", ["localhost:8000", "ftp://localhost", "http://", "http://localhost:99999999"])
def test_an_address_that_is_none_is_said(url: str) -> None:
    with Client({"ANTHROPIC_API_KEY": KEY, "ANTHROPIC_BASE_URL": url}) as client:
        error = failing(client)
    assert "ANTHROPIC_BASE_URL is no address" in error.line


def test_without_a_network_it_is_said_in_a_line() -> None:
    url = f"http://127.0.0.1:{messages.unused_port()}"
    with Client({**os.environ, "ANTHROPIC_API_KEY": KEY, "ANTHROPIC_BASE_URL": url}, patience=5) as client:
        error = failing(client)
    assert error.kind == "network"
    assert error.kind in STOPPING


def test_after_a_cancel_no_byte_more_is_read(server: MessagesServer) -> None:
    server.will(messages.drips)
    environ = {**os.environ, "ANTHROPIC_API_KEY": KEY, "ANTHROPIC_BASE_URL": server.url}
    reading, ended = threading.Event(), threading.Event()
    seen: list[ClaudeError] = []
    after: list[Progress] = []

    def tell(progress: Progress) -> None:
        if reading.is_set():
            after.append(progress)
        if progress.state == "reading":
            reading.set()

    with Client(environ) as client:

        def ask() -> None:
            try:
                client.ask(REQUEST, tell)
            except ClaudeError as error:
                seen.append(error)
            ended.set()

        threading.Thread(target=ask).start()
        assert reading.wait(30)
        child = client._child
        assert child is not None
        client.cancel()
        assert ended.wait(30)
        assert seen[0].kind == CANCELLED
        assert server.hung_up.wait(30), "the server sees the connection closed"
        until(lambda: child.poll() is not None, "the end of the child")
        told = len(after)
        with pytest.raises(ClaudeError):
            client.ask(REQUEST, after.append)
        assert [each.state for each in after[told:]] == ["starting"]


def test_a_child_that_dies_is_one_line_and_the_next_request_has_a_new_one(
    client: Client, server: MessagesServer
) -> None:
    client.ask(REQUEST)
    assert client._child is not None
    client._child.kill()
    client._child.wait()
    assert client.ask(REQUEST).text == "{}"
    server.will(lambda _: client._child.kill() if client._child else None)
    assert failing(client).kind == "broken"
    assert client.ask(REQUEST).text == "{}"


def test_a_reply_that_never_ends_is_given_up(
    server: MessagesServer, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LONGEST", 0.5)
    server.will(messages.drips)
    assert failing(client).kind == "timeout"


def test_the_child_leaves_when_nobody_is_left_to_read(server: MessagesServer, tmp_path: Path) -> None:
    server.will(messages.says_nothing)
    environ = {**os.environ, "ANTHROPIC_API_KEY": KEY, "ANTHROPIC_BASE_URL": server.url}
    client = Client(environ)

    def ask() -> None:
        with contextlib.suppress(ClaudeError):
            client.ask(REQUEST)

    threading.Thread(target=ask).start()
    until(lambda: server.requests, "the request")
    child = client._child
    assert child is not None
    assert child.stdin is not None
    child.stdin.close()  # as the end of this process would
    assert child.wait(30) == 0
    client.close()
