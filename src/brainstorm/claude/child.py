"""`python -m brainstorm.claude.child`: requests in on stdin, a JSON line each; progress and replies out on stdout.

It lives as long as whoever started it keeps its stdin open. The key comes with the environment and leaves it only as
the header of a request; every line that is said is said without it.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import sys
import threading
from collections.abc import Mapping
from typing import Any

from brainstorm.claude.errors import ClaudeError, without
from brainstorm.claude.hosts import base_url, host, key


def main() -> None:
    """Answer requests until stdin ends."""
    with contextlib.suppress(OSError):
        os.nice(5)  # whoever is typing goes first
    os.environ.pop("ANTHROPIC_LOG", None)
    asked: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(asked,), daemon=True).start()
    secret = os.environ.get("ANTHROPIC_API_KEY", "")
    while True:
        request = asked.get()
        number = request["id"]

        def tell(event: Mapping[str, Any], number: int = number) -> None:
            line = json.dumps({"id": number, **event})
            sys.stdout.write(without(secret, line) + "\n")
            sys.stdout.flush()

        try:
            tell({"event": "reply", **_answer(request, tell)})
        except ClaudeError as error:
            tell({"event": "error", "kind": error.kind, "line": error.line})
        except Exception as crash:  # its text may hold anything; its type holds nothing
            line = f"the request failed inside the program ({type(crash).__name__}); the offline labels stand"
            tell({"event": "error", "kind": "broken", "line": line})


def _answer(request: Mapping[str, Any], tell: Any) -> dict[str, Any]:
    url, secret, where = base_url(os.environ), key(os.environ), host(os.environ)
    from brainstorm.claude import talk

    client = talk.open_client(secret, url, float(request["timeout"]), tell)
    try:
        tell({"event": "sent"})
        return talk.ask(client, request["body"], where, tell)
    finally:
        client.close()


def _listen(asked: queue.SimpleQueue[dict[str, Any]]) -> None:
    """Take requests down; when nobody is there any more to read an answer, leave in the midst of whatever it is."""
    for line in sys.stdin:
        asked.put(json.loads(line))
    os._exit(0)


if __name__ == "__main__":
    main()
