"""Whether a key shows at once while Claude is asked: the library is loaded and a reply read in a child process.

`python -m benchmarks.claude.keys [--keys N]`: somebody types on in a small app on a real terminal while a request is
made of a local server that dribbles its reply; how long each key takes to show, seen from outside. Beside it the same
app with nothing to ask, and one that imports the library in a thread of its own; and the program's own page for filing
ideas, where an angle's name is typed while the line of progress moves, and, to compare, with nothing asked.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests")]

from support import messages  # noqa: E402
from support.sessions import save  # noqa: E402
from support.terminal import Terminal  # noqa: E402

LIMIT = 100.0  # ms
MOST_TYPED = 40  # letters that the line of a name has room for
_APP = """
import threading
from textual.app import App
from textual.widgets import Input
class Typing(App):
    def compose(self):
        yield Input(placeholder="painted")
    def on_input_submitted(self):
        threading.Thread(target=work, daemon=True).start()
def work():
    {work}
Typing().run()
"""
_WORK = {
    "nothing": "pass",
    "asking in a child": """
    from brainstorm.claude.client import Client
    from brainstorm.claude.request import Request
    Client().ask(Request("m", (("user", "hello"),), {"type": "object"}, 100, 10), lambda _: None)
    """,
    "importing in a thread": "import anthropic; anthropic.Anthropic",
}


def waits(work: str, url: str, keys: int) -> list[float]:
    """Milliseconds from each of `keys` keys to its letter on screen, the first typed as the work begins."""
    env = {**os.environ, "ANTHROPIC_API_KEY": messages.KEY, "ANTHROPIC_BASE_URL": url, "TERM": "xterm-256color"}
    with Terminal([sys.executable, "-c", _APP.format(work=work)], env=env, size=(24, 80), echo=False) as screen:
        screen.expect("painted")
        screen.send("\r")
        return typed(screen, keys)


def waits_on_the_page(url: str, keys: int, *, asking: bool) -> list[float]:
    """The same on the program's own page for filing ideas, where a name is typed."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "sessions"
        path = save(folder, *(f"idea {n} about the tea" for n in range(1, 21)))
        env = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "BRAINSTORM_"))}
        env |= {"HOME": home, "ANTHROPIC_API_KEY": messages.KEY, "ANTHROPIC_BASE_URL": url, "TERM": "xterm-256color"}
        env |= {"BRAINSTORM_ENCODER": "stems", "PYTHONPATH": str(ROOT / "src")}
        args = [sys.executable, "-m", "brainstorm", "review", path.stem, "--sessions", str(folder)]
        with Terminal(args, env=env, size=(40, 120), echo=False) as screen:
            screen.expect("The pace")
            screen.send("l")
            screen.expect("asks Claude")
            if asking:
                screen.send("f")
                screen.expect("Send it")
                screen.send("y")
                screen.expect("cancels")
            screen.send("o")
            screen.expect("What would you call it?")
            return typed(screen, min(keys, MOST_TYPED))


def typed(screen: Terminal, keys: int) -> list[float]:
    """Milliseconds from each of `keys` keys to its letter on screen."""
    found: list[float] = []
    for code in range(0x4E00, 0x4E00 + keys):
        begun = time.perf_counter()
        screen.send(chr(code))
        screen.expect(chr(code))
        found.append((time.perf_counter() - begun) * 1000)
        time.sleep(0.04)  # as people type
    return found


def main() -> int:
    """Measure and print; exit status 1 when a key took longer than it may."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keys", type=int, default=60)
    options = parser.parse_args()
    over = False
    with messages.serving() as server:
        server.otherwise = messages.drips
        for name, work in _WORK.items():
            found = waits(work, server.url, options.keys)
            print(f"{name:<24} median {statistics.median(found):6.1f} ms, longest {max(found):7.1f} ms")
            over = over or (name == "asking in a child" and max(found) > LIMIT)
        for name, asking in (("page, nothing asked", False), ("page, Claude asked", True)):
            found = waits_on_the_page(server.url, options.keys, asking=asking)
            print(f"{name:<24} median {statistics.median(found):6.1f} ms, longest {max(found):7.1f} ms")
            over = over or (asking and max(found) > LIMIT)
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
