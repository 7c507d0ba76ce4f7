"""A file takes over the program that draws it. It finds no network, no file of ours, and no time."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from opennrm.evidence import sandbox
from opennrm.evidence.sandbox import PROGRAMS, NoSandbox, NotDrawn, draw, is_there, kinds_without_program
from tests.factories import files
from tests.house.tree import ROOT

needs_sandbox = pytest.mark.skipif(
    not is_there(), reason="bubblewrap makes no sandbox here, so nothing was drawn in one"
)


def needs_program(kind: str) -> None:
    """Skips the test where the program for this kind of file is not installed."""
    if kind in kinds_without_program():
        pytest.skip(f"{PROGRAMS[kind]} is not installed, so no copy of {kind} was made")


BEGINS = "import io, os, resource, socket, subprocess, sys\nsys.path.insert(0, '/program')\n"


def run(tmp_path: Path, program: str, *, seconds: float = 20) -> bytes:
    """What a program says that has taken the place of ours in the sandbox."""
    path = tmp_path / "taken.py"
    path.write_text(BEGINS + program)
    return sandbox._answer(["png", ""], b"x" * 10, path, seconds)


@needs_sandbox
@pytest.mark.proves("FILE-07", "15.2.5")
@pytest.mark.parametrize(
    "tried",
    [
        "socket.create_connection(('127.0.0.1', 1))",
        "socket.create_connection(('192.0.2.1', 80), timeout=3)",
        "open('/etc/passwd').read()",
        "open('/etc/hostname').read()",
        "os.listdir('/home')",
        f"os.listdir({str(ROOT)!r})",
        f"open({str(ROOT / 'pyproject.toml')!r})",
        "os.listdir('/var')",
        "open('/usr/planted', 'w')",
        "open('/planted', 'w')",
        "open('/program/drawing.py', 'a')",
        "open(sys.base_prefix + '/planted', 'w')",
        "subprocess.run(['mount', '-t', 'tmpfs', 'none', '/usr'], check=True)",
        "os.setuid(0)",
        "os.kill(int(os.environ['PPID']), 9)",
        "os.unshare(os.CLONE_NEWUSER) if hasattr(os, 'CLONE_NEWUSER') else os.chroot('/')",
        "bytearray(4 * 1024 ** 3) if resource.setrlimit(resource.RLIMIT_AS, (2 ** 31, 2 ** 31)) is None else 1",
    ],
)
def test_whoever_takes_over_the_program_reaches_nothing(tmp_path: Path, tried: str) -> None:
    program = f"try:\n    {tried}\nexcept BaseException as refused:\n    print('refused', type(refused).__name__)\n"
    answer = run(tmp_path, program + "else:\n    print('REACHED')\n")
    assert answer.startswith(b"refused"), answer


@needs_sandbox
@pytest.mark.proves("FILE-07")
def test_the_planted_program_reaches_what_it_may_so_the_test_above_could_fail(tmp_path: Path) -> None:
    answer = run(tmp_path, "open('/tmp/own', 'w').write('x'); print('REACHED', sorted(os.environ))")
    assert answer.startswith(b"REACHED")
    assert b"OPENNRM" not in answer
    assert b"DATABASE" not in answer


@needs_sandbox
@pytest.mark.proves("FILE-07")
@pytest.mark.parametrize(
    "program",
    [
        "while True: pass",
        "import time\ntime.sleep(60)",
        "import time\n[os.fork() for _ in range(6)]\ntime.sleep(60)",
    ],
)
def test_what_takes_too_long_is_ended_with_all_that_it_began(tmp_path: Path, program: str) -> None:
    mark = f"marked{time.monotonic_ns()}"
    began = time.monotonic()
    with pytest.raises(NotDrawn):
        run(tmp_path, f"sys.argv.append({mark!r})\n{program}", seconds=2)
    assert time.monotonic() - began < 10
    time.sleep(0.5)
    assert not [each for each in Path("/proc").glob("[0-9]*/cmdline") if str(tmp_path).encode() in _read(each)]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


@needs_sandbox
@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"png 4\nabcd",
        b"exe 4\nMZab",
        b"png 99999999999\n\x89PNG\r\n\x1a\n",
        b"png -5\n\x89PNG\r\n\x1a\n",
        b"png\n",
        b"no line at all that ends",
    ],
)
def test_what_it_says_is_believed_in_nothing(said: bytes) -> None:
    with pytest.raises(NotDrawn):
        sandbox._copies_in(said)


@needs_sandbox
def test_an_answer_without_end_is_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "LARGEST_ANSWER", 1_000_000)
    with pytest.raises(NotDrawn):
        run(tmp_path, "sys.stdout.buffer.write(bytes(2_000_000))")


@needs_sandbox
@pytest.mark.proves("FILE-04", "FILE-06")
@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("pdf", files.pdf()[:300]),
        ("pdf", b"%PDF-1.4\n" + b"1 0 obj<</Type/Pages/Kids[1 0 R]/Count 99999999>>endobj\n" * 3 + b"%%EOF"),
        ("png", files.png_that_says(30_000, 30_000)),
        ("png", b"\x89PNG\r\n\x1a\n" + bytes(100)),
        ("jpg", files.jpg()[:200]),
        ("docx", files.docx()[:100]),
        ("docx", files.docx(word__big=bytes(300_000_000))),
    ],
    ids=lambda given: given if isinstance(given, str) else f"{len(given)} bytes",
)
def test_what_cannot_be_drawn_is_told_within_ten_seconds(kind: str, content: bytes) -> None:
    began = time.monotonic()
    with pytest.raises(NotDrawn):
        draw(kind, content)
    assert time.monotonic() - began < 10


@needs_sandbox
@pytest.mark.proves("FILE-04", "FILE-06")
@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("doc", files.doc()),
        ("doc", files.words_doc("She was locked in.")[:1600]),
        ("doc", files.words_doc("She was locked in.").replace(b"\xdc\xa5\x68\x00", b"\xff\xff\xff\xff")),
        ("doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 5000),
        *((kind, content) for kind, content in files.SOUNDS.items() if kind != "amr"),
        ("amr", files.amr()[:6]),
        ("wav", files.wav(0)),
    ],
    ids=lambda given: given if isinstance(given, str) else f"{len(given)} bytes",
)
def test_a_damaged_document_or_sound_is_told_too(kind: str, content: bytes) -> None:
    needs_program(kind)
    with pytest.raises(NotDrawn):
        draw(kind, content)


@needs_sandbox
@pytest.mark.proves("FILE-07")
def test_a_recording_of_a_week_and_a_program_that_never_ends_are_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "SECONDS", 3.0)
    began = time.monotonic()
    needs_program("amr")
    with pytest.raises(NotDrawn):
        draw("amr", files.amr(20_000))
    monkeypatch.setattr(sandbox, "_program_for", lambda _kind: "/usr/bin/yes")
    for kind in ("doc", "mp3"):  # words without end, and a program that says nothing useful
        with pytest.raises(NotDrawn):
            draw(kind, files.words_doc("She was locked in."))
    assert time.monotonic() - began < 15


@pytest.mark.parametrize("content", [b"", b"\x00words", b"words\x00", b"ID3tagged", b"\xff\x00\x00"])
def test_words_and_sounds_that_are_none_are_believed_in_nothing(content: bytes) -> None:
    for kind in ("txt", "mp3"):
        if kind == "txt" and b"\x00" not in content and content:
            continue
        with pytest.raises(NotDrawn):
            sandbox._copies_in(f"{kind} {len(content)}\n".encode() + content)


@pytest.mark.parametrize("found", [None, "/bin/false"])
def test_without_a_sandbox_nothing_is_drawn(monkeypatch: pytest.MonkeyPatch, found: str | None) -> None:
    monkeypatch.setattr(sandbox.shutil, "which", lambda _name: found)
    with pytest.raises(NoSandbox):
        draw("jpg", files.jpg())
    assert not is_there()
