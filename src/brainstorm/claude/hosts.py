"""Who would be asked, and with what key, as the environment says."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from brainstorm.claude.errors import NO_KEY, ClaudeError

DEFAULT = "api.anthropic.com"
KEY = "ANTHROPIC_API_KEY"
URL = "ANTHROPIC_BASE_URL"


def base_url(environ: Mapping[str, str]) -> str | None:
    """What `ANTHROPIC_BASE_URL` says; None when it is not set.

    Raises:
        ClaudeError: it is no address.
    """
    text = environ.get(URL, "").strip()
    if not text:
        return None
    try:
        parts = urlsplit(text)
        fine = parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        fine = False
    if not fine:
        raise ClaudeError("network", f"{URL} is no address; it must look like http://localhost:8000")
    return text


def host(environ: Mapping[str, str]) -> str:
    """Whom the ideas would go to: the host, with its port where one is named, never a password.

    Raises:
        ClaudeError: `ANTHROPIC_BASE_URL` is no address.
    """
    url = base_url(environ)
    if url is None:
        return DEFAULT
    parts = urlsplit(url)
    name = parts.hostname or ""
    name = f"[{name}]" if ":" in name else name
    return f"{name}:{parts.port}" if parts.port else name


def elsewhere(environ: Mapping[str, str]) -> bool:
    """Whether the ideas would go to another host than Anthropic's."""
    return host(environ) != DEFAULT


def key(environ: Mapping[str, str]) -> str:
    """The key.

    Raises:
        ClaudeError: there is none, or none that could be one.
    """
    found = environ.get(KEY, "").strip()
    if not found:
        raise ClaudeError(NO_KEY, f"no key: set {KEY} (platform.claude.com gives one), then ask again")
    if not found.isascii() or not found.isprintable() or " " in found:
        raise ClaudeError(NO_KEY, f"{KEY} holds characters that no key has; copy it again")
    return found
