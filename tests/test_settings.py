"""Settings are read whatever the file says, written without losing anything; places are found by rule."""

import errno
import os
import shutil
import stat
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

import brainstorm.settings.fields as declarations
import brainstorm.settings.file as settings_file
from brainstorm.settings import Settings, SettingsError, WrongValueError, as_markdown, find_places, load, read, write
from brainstorm.settings.kinds import setting
from brainstorm.settings.places import find_checkout

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in list(os.environ):
        if name.startswith(("XDG_", "BRAINSTORM_")):
            monkeypatch.delenv(name)
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def config(tmp_path: Path) -> Path:
    folder = tmp_path / "config"
    folder.mkdir()
    return folder / "config.toml"


def notes_of(config: Path, text: str | bytes) -> tuple[Settings, list[str]]:
    config.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load(config)


# Reading


def test_a_missing_file_gives_the_defaults(config: Path) -> None:
    assert load(config) == (Settings(), [])


def test_what_the_file_says_is_in_force_and_known_to_come_from_it(config: Path) -> None:
    config.write_text('minutes = 7\nform = "call"\nbanks = ["/a", "/b c"]\nsessions = "/s"\n')
    loaded = read(config)
    assert loaded.settings == Settings(sessions="/s", banks=("/a", "/b c"), minutes=7.0, form="call")
    assert isinstance(loaded.settings.minutes, float)
    assert loaded.notes == ()
    assert loaded.written == {"minutes", "form", "banks", "sessions"}


def test_paths_in_the_file_mean_the_same_wherever_the_program_is_started(config: Path, home: Path) -> None:
    found, notes = notes_of(config, 'sessions = "~/mine"\nbanks = ["more", "~/b", "/abs"]\n')
    assert notes == []
    assert found.sessions == f"{home}/mine"
    assert found.banks == (f"{config.parent}/more", f"{home}/b", "/abs")


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("minutes = \nform = 'call'\n", 1, "is not TOML"),
        ("form = 'call'\nminutes = 5 6\n", 2, "column 13"),
        ("# one\n\nform = 'call", 3, "is not TOML"),
        ("form = 'call'\nform = 'call'\n", 2, "is not TOML"),
        (b"form = 'x'\n# \xe9t\xe9\n", 2, "not UTF-8"),
        (b"\xff\xfeform", 1, "not UTF-8"),
        ("form = 'a\0b'\n", 1, "is not TOML"),
    ],
)
def test_a_file_that_is_no_toml_is_one_line_and_the_defaults(
    config: Path, text: str | bytes, line: int, says: str
) -> None:
    found, notes = notes_of(config, text)
    assert found == Settings()
    assert len(notes) == 1
    assert notes[0].startswith(f"{config}:{line}: ")
    assert says in notes[0]
    assert "every setting is at its default" in notes[0]
    assert "\n" not in notes[0]


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("minutes = 'ten'", "must be a number from 0.1 to 180, not 'ten'"),
        ("minutes = true", "not true"),
        ("minutes = 0", "not 0"),
        ("minutes = 0.09", "not 0.09"),
        ("minutes = 180.5", "not 180.5"),
        ("minutes = -1", "not -1"),
        ("minutes = nan", "not nan"),
        ("minutes = inf", "not inf"),
        ("minutes = [5]", "not a list"),
        ("minutes = {a = 1}", "not a table"),
        ("minutes = 2026-11-23", "not datetime.date"),
        (f"minutes = 0x{'f' * 9000}", "not an endless number"),
        ("form = 5", "must be a text, not 5"),
        ("form = ''", "the id of a form"),
        ("form = '../x'", "the id of a form"),
        ('form = "a\\nb"', r"not 'a\nb'"),
        ("banks = '/one'", "must be a list of paths"),
        ("banks = ['/one', 2]", "must be a list of paths"),
        ("banks = ['/one', '']", "an empty text names no file"),
        ('banks = ["/o\\u0000ne"]', "NUL"),
        ('sessions = "/o\\u0000ne"', "NUL"),
        ("minuets = 5", "did you mean minutes?"),
        ("Minutes = 5", "did you mean minutes?"),
        ("nonsense = 5", "`brainstorm settings` lists"),
        ('"a\\nb\\u001b[31m" = 5', r"no setting 'a\nb\x1b[31m'"),
        (f"{'x' * 500} = 5", "xxx…"),
        ("'' = 5", "no setting ''"),
        ("[themes]\nname = 'x'", "no setting 'themes'"),
    ],
)
def test_a_doubtful_entry_costs_itself_only(config: Path, entry: str, says: str) -> None:
    other = "minutes = 5" if entry.startswith(("form", "sessions")) else "form = 'call'"
    found, notes = notes_of(config, f"# first\n{other}\n\n{entry}\n")
    assert found == (Settings(minutes=5.0) if other == "minutes = 5" else Settings(form="call"))
    assert len(notes) == 1
    assert says in notes[0]
    assert "\n" not in notes[0]
    assert len(notes[0]) < len(str(config)) + 200
    if "\\" not in entry and not entry.startswith("''"):
        assert notes[0].startswith(f"{config}:4: ")


def test_a_line_number_is_left_out_rather_than_wrong(config: Path) -> None:
    _, notes = notes_of(config, 'form = """\nminutes = 5\n"""\nminutes = 500\n')
    assert [note.startswith(f"{config}: ") for note in notes] == [True, True]


def test_every_doubtful_entry_has_its_line(config: Path) -> None:
    _, notes = notes_of(config, "minutes = 0\nform = 1\nfrom = 'x'\n")
    assert [note.removeprefix(str(config))[:3] for note in notes] == [":1:", ":2:", ":3:"]


def test_a_byte_order_mark_is_no_part_of_the_file(config: Path) -> None:
    assert notes_of(config, b"\xef\xbb\xbfminutes = 5\r\n") == (Settings(minutes=5.0), [])


def test_what_is_no_file_to_read_is_said_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "large").write_text("#" * 1_000_001)
    (tmp_path / "deep").write_text("a = " + "[" * 100_000)
    for name in ("folder", "pipe", "loop", "large", "deep", "file/config.toml", "n" * 300):
        found, notes = load(tmp_path / name)
        assert found == Settings()
        assert len(notes) == 1
        assert notes[0].startswith(str(tmp_path / name))


def test_a_file_nobody_may_read_is_said_in_a_line(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config.write_text("minutes = 5\n")

    def refused(self: Path) -> bytes:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))

    monkeypatch.setattr(Path, "read_bytes", refused)
    found, notes = load(config)
    assert found == Settings()
    assert len(notes) == 1
    assert "cannot be read (Permission denied)" in notes[0]


TOMLISH = st.text(alphabet="minutesfor =.[]{}\"'\\\n#0519xTrue-_é\0\x1b", max_size=80)


@given(st.one_of(st.binary(max_size=60), TOMLISH.map(str.encode)))
@hypothesis_settings(max_examples=150, deadline=None)
def test_reading_never_fails(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    config = tmp_path_factory.getbasetemp() / "any.toml"
    config.write_bytes(content)
    found, notes = load(config)
    assert isinstance(found, Settings)
    assert all("\n" not in note for note in notes)


# Writing

KEPT = """\
# My settings.

minutes = 5   # short ones
# which form
form = 'call'

[unknown]  # of a later version
a = 1
"""


def test_writing_one_key_keeps_comments_order_and_everything_else(config: Path) -> None:
    config.write_text(KEPT)
    assert write(config, "minutes", "7.5") == config
    assert config.read_text() == KEPT.replace("minutes = 5 ", "minutes = 7.5 ")
    write(config, "minutes", "5")
    assert config.read_text() == KEPT


def test_a_new_key_stands_before_the_tables(config: Path) -> None:
    config.write_text(KEPT)
    write(config, "sessions", "/s")
    assert load(config)[0].sessions == "/s"
    assert [line for line in config.read_text().splitlines() if line not in KEPT] == ['sessions = "/s"']


def test_taking_a_key_out_leaves_the_rest(config: Path) -> None:
    config.write_text(KEPT)
    write(config, "form", None)
    assert config.read_text() == KEPT.replace("form = 'call'\n", "")


def test_taking_out_what_is_not_there_makes_no_file(config: Path) -> None:
    write(config, "form", None)
    assert not config.exists()


def test_a_list_keeps_the_comments_of_its_items(config: Path) -> None:
    config.write_text("banks = [\n  '/a', # mine\n  '/b', # hers\n]\n")
    write(config, "banks", ["/a", "/b", "/c"])
    assert config.read_text() == "banks = [\n  '/a', # mine\n  '/b', # hers\n  \"/c\",\n]\n"
    write(config, "banks", ["/b", "/c"])
    assert "hers" in config.read_text()
    assert load(config)[0].banks == ("/b", "/c")
    write(config, "banks", ["/c", "/b"])
    assert load(config)[0].banks == ("/c", "/b")
    write(config, "banks", "")
    assert load(config)[0].banks == ()


@pytest.mark.parametrize(
    "old", ["[minutes]\na = 1\n[z]\nb = 1\n", "minutes.a = 1\n", "minutes = 'x' # bad\n", "\ufeff"]
)
def test_a_wrong_entry_is_replaced(config: Path, old: str) -> None:
    config.write_text(old, encoding="utf-8")
    write(config, "minutes", "5")
    assert load(config)[0].minutes == 5.0


def test_windows_line_ends_stay(config: Path) -> None:
    config.write_bytes(b"minutes = 5\r\n# c\r\n")
    write(config, "form", "call")
    assert config.read_bytes() == b'minutes = 5\r\n# c\r\nform = "call"\r\n'


@pytest.mark.parametrize(
    "text", ["/with space", "/émoji 🎲", '/"quotes"\'', "/back\\slash", "/[markup]", "/\x1b[31m", "/a\nb", "/#", "~/x"]
)
def test_odd_paths_come_back_as_they_were(config: Path, home: Path, text: str) -> None:
    write(config, "sessions", text)
    assert load(config) == (Settings(sessions=text.replace("~", str(home))), [])


def test_a_relative_path_is_taken_from_where_it_was_typed(config: Path, home: Path) -> None:
    write(config, "banks", ["more", "~/b"])
    assert load(config)[0].banks == (f"{home}/more", f"{home}/b")
    assert tomllib.loads(config.read_text())["banks"] == [f"{home}/more", "~/b"]


@pytest.mark.parametrize(
    ("key", "raw"),
    [
        ("minuets", "5"),
        ("", "5"),
        ("minutes", "ten"),
        ("minutes", ""),
        ("minutes", "0"),
        ("minutes", "nan"),
        ("minutes", "1e999"),
        ("minutes", "9" * 5000),
        ("minutes", ["5", "6"]),
        ("form", "no such form"),
        ("sessions", "/nul\0"),
        ("sessions", "/not-utf8\udcff"),
    ],
)
def test_a_wrong_key_or_value_changes_nothing(config: Path, key: str, raw: str | list[str]) -> None:
    config.write_text(KEPT)
    with pytest.raises(WrongValueError) as error:
        write(config, key, raw)
    assert "\n" not in str(error.value)
    assert config.read_text() == KEPT


@pytest.mark.parametrize("broken", [b"minutes = \n", b"x = '\xe9'\n", b"a = " + b"[" * 5000])
def test_a_file_that_does_not_parse_is_never_overwritten(config: Path, broken: bytes) -> None:
    config.write_bytes(broken)
    for raw in ("5", None):
        with pytest.raises(SettingsError, match="nothing was changed: mend it first"):
            write(config, "minutes", raw)
    assert config.read_bytes() == broken


def test_the_file_and_its_new_folders_are_private(tmp_path: Path) -> None:
    config = tmp_path / "a" / "b" / "config.toml"
    old = os.umask(0)
    try:
        write(config, "minutes", "5")
    finally:
        os.umask(old)
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (config, config.parent, config.parent.parent)]
    assert modes == [0o600, 0o700, 0o700]
    assert os.listdir(config.parent) == ["config.toml"]


def test_a_linked_file_is_written_where_it_is(tmp_path: Path, config: Path) -> None:
    real = tmp_path / "dotfiles" / "brainstorm.toml"
    real.parent.mkdir()
    real.write_text("# mine\nform = 'call'\n")
    config.symlink_to(os.path.relpath(real, config.parent))
    assert write(config, "minutes", "5") == real
    assert config.is_symlink()
    assert real.read_text() == "# mine\nform = 'call'\nminutes = 5\n"
    assert os.listdir(real.parent) == ["brainstorm.toml"]


def test_a_link_to_a_file_not_there_yet_makes_that_file(tmp_path: Path, config: Path) -> None:
    config.symlink_to(tmp_path / "dotfiles" / "brainstorm.toml")
    write(config, "minutes", "5")
    assert config.is_symlink()
    assert load(config)[0].minutes == 5.0


@pytest.mark.parametrize("step", ["open", "fsync", "replace"])
@pytest.mark.parametrize("trouble", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_disk_that_will_not_take_it_leaves_the_old_file(
    config: Path, monkeypatch: pytest.MonkeyPatch, step: str, trouble: int
) -> None:
    config.write_text(KEPT)

    def fails(*_: object) -> Any:
        raise OSError(trouble, os.strerror(trouble))

    with monkeypatch.context() as patch:
        patch.setattr(os, step, fails)
        with pytest.raises(SettingsError) as error:
            write(config, "minutes", "7")
    assert str(error.value) == f"{config}: cannot be written ({os.strerror(trouble)}); nothing changed"
    assert config.read_text() == KEPT
    assert os.listdir(config.parent) == ["config.toml"]


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="Not a directory"):
        write(tmp_path / "file" / "config.toml", "minutes", "5")


# Declaring more


@dataclass(frozen=True, slots=True)
class More:
    bell: bool = setting(True, "Ring.")
    count: int = setting(3, "How many.", low=1)
    theme: str = setting("dark", "Colours.", choices=("dark", "light"))
    bands: tuple[float, ...] = setting((10.0, 30.0), "Silences, in seconds.", low=0)
    styles: tuple[str, ...] = setting(("a",), "Styles.", choices=("a", "b"))
    keymap: dict[str, str] = setting({"quit": "q"}, "Keys.")  # noqa: RUF009


@pytest.fixture
def more(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(declarations, "Settings", More)
    monkeypatch.setattr(settings_file, "Settings", More)
    declarations.declared.cache_clear()
    yield
    declarations.declared.cache_clear()


@pytest.mark.usefixtures("more")
@pytest.mark.parametrize(
    ("key", "raw", "value"),
    [
        ("bell", "off", False),
        ("bell", "Yes", True),
        ("count", "5", 5),
        ("theme", "light", "light"),
        ("bands", ["5", "20.5"], (5.0, 20.5)),
        ("bands", "", ()),
        ("styles", ["b", "a"], ("b", "a")),
        ("keymap", ["quit=ctrl+q", "help=f1=x"], {"quit": "ctrl+q", "help": "f1=x"}),
    ],
)
def test_every_kind_of_setting_is_written_and_read(config: Path, key: str, raw: str | list[str], value: object) -> None:
    config.write_text("# mine\n[keymap]\nquit = 'x' # out\n")
    write(config, key, raw)
    found, notes = load(config)
    assert getattr(found, key) == value
    assert notes == []
    assert "# mine" in config.read_text()
    assert "# out" in config.read_text()


@pytest.mark.usefixtures("more")
@pytest.mark.parametrize(
    ("key", "raw", "says"),
    [
        ("bell", "maybe", "true or false, not 'maybe'"),
        ("count", "1.5", "a whole number from 1, not 1.5"),
        ("count", "0", "from 1, not 0"),
        ("theme", "red", "one of dark, light, not 'red'"),
        ("bands", ["5", "-1"], "a list of numbers from 0"),
        ("bands", ["5", "x"], "a list of numbers from 0"),
        ("styles", ["a", "c"], "a list, each one of a, b"),
        ("keymap", ["quit"], "name=text, not 'quit'"),
    ],
)
def test_every_kind_of_setting_says_what_it_takes(config: Path, key: str, raw: str | list[str], says: str) -> None:
    with pytest.raises(WrongValueError, match=says):
        write(config, key, raw)


@pytest.mark.usefixtures("more")
@pytest.mark.parametrize("text", ["bell = 1", "count = 1.0", "count = true", "bands = [true]", "keymap = {a = 1}"])
def test_kinds_are_not_confused(config: Path, text: str) -> None:
    found, notes = notes_of(config, text)
    assert found == More()  # type: ignore[comparison-overlap]
    assert len(notes) == 1


# The page


def test_the_page_of_settings_is_up_to_date() -> None:
    command = """python -c "from brainstorm.settings import as_markdown; print(as_markdown(), end='')" """
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert page == as_markdown(), f"write it anew: {command}> docs/settings.md"


def test_every_setting_has_help_on_the_page() -> None:
    for each in fields(Settings):
        assert each.metadata["help"] in as_markdown()


# Places


def test_option_goes_before_environment_before_file_before_default(home: Path) -> None:
    env = {"HOME": str(home), "BRAINSTORM_SESSIONS": "/env"}
    settings = Settings(sessions="/file")
    option = find_places(env, settings=settings, sessions=Path("/option")).sessions
    assert (option.path, option.why) == (Path("/option"), "--sessions")
    by_env = find_places(env, settings=settings).sessions
    assert (by_env.path, by_env.why) == (Path("/env"), "BRAINSTORM_SESSIONS")
    by_file = find_places({"HOME": str(home)}, settings=settings).sessions
    assert (by_file.path, by_file.why) == (Path("/file"), "config.toml")
    by_default = find_places({"HOME": str(home)}, settings=Settings()).sessions
    assert (by_default.path, by_default.why) == (ROOT / "sessions", "checkout")


def test_this_checkout_uses_its_own_prompts(home: Path) -> None:
    places = find_places({"HOME": str(home)})
    assert places.checkout == ROOT
    assert (places.prompts.path, places.prompts.why) == (ROOT / "prompts", "checkout")


def test_the_config_folder_can_be_named(home: Path) -> None:
    places = find_places({"HOME": str(home), "BRAINSTORM_CONFIG": "~/mine"})
    assert (places.config.path, places.config.why) == (home / "mine", "BRAINSTORM_CONFIG")
    assert (places.config_file.path, places.config_file.why) == (home / "mine" / "config.toml", "BRAINSTORM_CONFIG")


@pytest.mark.parametrize("empty", ["", "  "])
def test_an_empty_variable_counts_as_unset(home: Path, empty: str) -> None:
    names = ("BRAINSTORM_SESSIONS", "BRAINSTORM_CONFIG", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")
    assert find_places({"HOME": str(home), **dict.fromkeys(names, empty)}) == find_places({"HOME": str(home)})


def test_home_is_expanded_and_relative_paths_start_here(home: Path) -> None:
    env = {"HOME": "/elsewhere"}
    assert find_places(env, sessions=Path("~/s")).sessions.path == Path("/elsewhere/s")
    assert find_places(env, sessions=Path("s/t")).sessions.path == home / "s/t"
    assert find_places(env | {"BRAINSTORM_SESSIONS": "~"}).sessions.path == Path("/elsewhere")
    assert find_places(env | {"BRAINSTORM_SESSIONS": "s"}).sessions.path == home / "s"
    assert find_places(env | {"BRAINSTORM_SESSIONS": "~nobody-by-this-name/s"}).sessions.path.is_absolute()
    assert find_places(env, settings=Settings(sessions="~/s")).sessions.path == Path("/elsewhere/s")


def test_finding_makes_nothing(home: Path) -> None:
    find_places({"HOME": str(home), "BRAINSTORM_SESSIONS": "~/s", "BRAINSTORM_CONFIG": "c"})
    find_places({"HOME": str(home)})
    assert list(home.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs itself is asked")
@pytest.mark.parametrize("xdg", ["", "/x", "relative"])
def test_the_platform_folders_are_those_of_platformdirs(home: Path, monkeypatch: pytest.MonkeyPatch, xdg: str) -> None:
    import platformdirs

    for name in ("CONFIG", "CACHE", "STATE", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", xdg and f"{xdg}/{name}")
    places = find_places(os.environ)
    assert places.config.path == platformdirs.user_config_path("brainstorm-drill")
    assert places.cache.path == platformdirs.user_cache_path("brainstorm-drill")
    assert places.state.path == platformdirs.user_state_path("brainstorm-drill")
    assert places.cache.why == ("XDG_CACHE_HOME" if xdg == "/x" else "default")


def test_elsewhere_platformdirs_is_asked(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    places = find_places({"HOME": str(home)})
    assert places.cache.path.name == "brainstorm-drill"
    assert places.cache.path.is_absolute()


def test_a_machine_without_a_home_does_not_break_it(monkeypatch: pytest.MonkeyPatch) -> None:
    import pwd

    assert find_places({}).config.path == Path(pwd.getpwuid(os.getuid()).pw_dir, ".config/brainstorm-drill")

    def unknown(uid: int) -> Any:
        raise KeyError(uid)

    monkeypatch.setattr(pwd, "getpwuid", unknown)
    assert find_places({}).config.path == Path("/.config/brainstorm-drill")


def test_a_current_directory_that_is_gone_does_not_break_it(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    try:
        assert find_places({"HOME": str(home)}, sessions=Path("s")).sessions.path.is_absolute()
    finally:
        os.chdir(home)


@pytest.mark.parametrize(
    ("pyproject", "ours"),
    [
        ('[project]\nname = "brainstorm-drill"\n', True),
        ("[project]\nname='brainstorm-drill' # ours\n", True),
        ('[project]\nname = "other"\n# name = "brainstorm-drill"\n', False),
        ('[project]\nname = "brainstorm-drill-fork"\n', False),
        (None, False),
    ],
)
def test_a_checkout_is_known_by_its_pyproject(tmp_path: Path, pyproject: str | None, ours: bool) -> None:
    package = tmp_path / "src" / "brainstorm"
    package.mkdir(parents=True)
    if pyproject is not None:
        (tmp_path / "pyproject.toml").write_text(pyproject)
    assert find_checkout(package) == (tmp_path if ours else None)


def test_a_package_outside_src_is_no_checkout(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('name = "brainstorm-drill"\n')
    assert find_checkout(tmp_path / "lib" / "brainstorm") is None


PRINT_PLACES = """
import os, sys
from brainstorm.settings import find_places, load
p = find_places(os.environ)
settings, notes = load(p.config_file.path)
p = find_places(os.environ, settings=settings)
print(p.checkout, p.sessions.path, p.sessions.why, p.prompts.path, p.prompts.why, sep="|")
print(*sorted({"platformdirs", "tomllib", "tomlkit", "difflib", "textual", "anthropic"} & set(sys.modules)))
"""


def run_copy(path: Path, home: Path) -> list[str]:
    """What the copy of the package under `path` says of its places, and which costly modules it loaded."""
    shutil.copytree(ROOT / "src" / "brainstorm", path / "brainstorm", ignore=shutil.ignore_patterns("__pycache__"))
    env = {"HOME": str(home), "PYTHONPATH": str(path), "PATH": os.environ["PATH"]}
    done = subprocess.run(
        [sys.executable, "-c", PRINT_PLACES], env=env, capture_output=True, text=True, cwd=home, check=True
    )
    assert done.stderr == ""
    return done.stdout.split("\n")


def test_an_installed_package_uses_its_own_prompts_and_the_users_folder(tmp_path: Path, home: Path) -> None:
    found, modules, _ = run_copy(tmp_path / "site-packages", home)
    data = home / (".local/share" if sys.platform == "linux" else "Library/Application Support") / "brainstorm-drill"
    prompts = tmp_path / "site-packages" / "brainstorm" / "prompts"
    assert found == f"None|{data / 'sessions'}|default|{prompts}|default"
    if sys.platform == "linux":
        assert modules == ""


def test_a_checkout_uses_its_own_folders_wherever_one_stands(tmp_path: Path, home: Path) -> None:
    clone = tmp_path / "my clone 🎲"
    clone.mkdir()
    shutil.copy(ROOT / "pyproject.toml", clone)
    found, modules, _ = run_copy(clone / "src", home)
    assert found == f"{clone}|{clone / 'sessions'}|checkout|{clone / 'prompts'}|checkout"
    if sys.platform == "linux":
        assert modules == ""
