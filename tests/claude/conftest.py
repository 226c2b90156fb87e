from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from support.messages import KEY, MessagesServer, serving

from brainstorm.claude.client import Client


@pytest.fixture(scope="module")
def server() -> Iterator[MessagesServer]:
    """A server for the tests of a module."""
    with serving() as found:
        yield found


@pytest.fixture(scope="module")
def client(server: MessagesServer) -> Iterator[Client]:
    """A client of that server with a key, whose child is started once; it is patient for a second."""
    environ = {**os.environ, "ANTHROPIC_API_KEY": KEY, "ANTHROPIC_BASE_URL": server.url}
    with Client(environ, patience=1.0) as found:
        yield found
