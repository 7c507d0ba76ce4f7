"""The files of the repository, for sweeps over what is written in them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "src" / "opennrm"
NOT_OURS = frozenset({".git", ".venv", ".opennrm", "__pycache__", "var", "node_modules"})


@dataclass(frozen=True)
class Source:
    """A file: its path in the repository, and what is written in it."""

    path: str
    text: str

    @property
    def parsed(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())


def files(under: Path = ROOT) -> Iterator[Path]:
    """Every file that is ours, none that is made or installed."""
    for path in sorted(under.iterdir()):
        if path.name in NOT_OURS or path.name.endswith("_cache") or path.name == ".hypothesis" or path.is_symlink():
            continue
        if path.is_dir():
            yield from files(path)
        else:
            yield path


def sources(*places: str) -> list[Source]:
    """The Python files under these folders of the repository, without migrations (Django writes those)."""
    return [
        Source(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8"))
        for place in places
        for path in files(ROOT / place)
        if path.suffix == ".py" and "migrations" not in path.parts
    ]


def texts() -> Iterator[Source]:
    """Every file that is text."""
    for path in files():
        try:
            yield Source(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8"))
        except UnicodeDecodeError:
            continue
