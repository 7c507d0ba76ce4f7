"""Every Make target, verb, setting and decision is in the docs, and no link of the docs leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterable

from opennrm.console.verbs import VERBS
from tests.house.tree import ROOT, Source, sources, texts

SET_BY_OTHERS = frozenset(
    {
        "DJANGO_SETTINGS_MODULE",
        "LC_ALL",
        "LISTEN_PID",
        "PLAYWRIGHT_BROWSERS_PATH",
        "PYTHONPATH",
        "PATH",
        "PGOPTIONS",
        "TMPDIR",
        "HOME",
        "UV_INDEX_STRATEGY",
    }
)
"""Not settings of ours: the programs that we start, or that start us, have their own words for them."""
SETTING = re.compile(
    r"""(?:env\.\w+|environ\.get|environ\.setdefault|getenv)\(\s*"([A-Z][A-Z_]+)"|environ\["([A-Z_]+)"\]"""
)
LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")


def docs() -> str:
    """Everything that the docs say, `.env.example` included, without the pages that are made from the code."""
    pages = [page.text for page in texts() if page.path.endswith(".md") and (page.path.startswith("docs/how-to/"))]
    return "\n".join([*pages, (ROOT / ".env.example").read_text(), (ROOT / "docs/commands.md").read_text()])


def settings_of(written: Iterable[Source]) -> set[str]:
    """The names of the settings that these files read from the environment."""
    return {
        name for source in written for pair in SETTING.findall(source.text) for name in pair if name
    } - SET_BY_OTHERS


def not_told(names: Iterable[str], told: str) -> list[str]:
    """Which of these do not stand in the docs as a word."""
    return sorted(name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", told))


def broken_links(pages: Iterable[Source]) -> list[str]:
    """Links to files of the repository that are not there."""
    return [
        f"{page.path} -> {link}"
        for page in pages
        for link in LINK.findall(page.text)
        if not ((ROOT / page.path).parent / link).exists()
    ]


def test_every_make_target_is_told() -> None:
    targets = re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert len(targets) > 7
    assert not_told([f"make {target}" for target in targets if target != "help"], docs()) == []


def test_every_verb_is_told() -> None:
    assert not_told([f"opennrm {verb}" for verb in VERBS], docs()) == []


def test_every_setting_is_told() -> None:
    read = settings_of(sources("src", "bootstrap"))
    assert {"DATABASE_URL", "PORT", "OPENNRM_DATA"} <= read
    assert not_told(read, docs()) == []


def test_every_decision_is_in_the_index() -> None:
    index = (ROOT / "docs/decisions/index.md").read_text()
    kept = [path.name for path in (ROOT / "docs/decisions").glob("[0-9]*.md")]
    assert [name for name in kept if f"({name})" not in index] == []
    numbers = [name[:4] for name in kept]
    assert len(numbers) == len(set(numbers))


def test_every_page_is_reached_from_the_index() -> None:
    index = (ROOT / "docs/index.md").read_text()
    pages = [
        path.relative_to(ROOT / "docs") for path in (ROOT / "docs").rglob("*.md") if path.parent.name != "decisions"
    ]
    assert [str(page) for page in pages if str(page) != "index.md" and f"({page})" not in index] == []


def test_no_link_leads_nowhere() -> None:
    assert broken_links(page for page in texts() if page.path.endswith(".md")) == []


def test_what_is_planted_is_found() -> None:
    read = settings_of(
        [Source("a.py", 'env.str("OPENNRM_PLANTED", "")\nos.environ["OTHER_ONE"]\nos.environ.get("PATH")')]
    )
    assert read == {"OPENNRM_PLANTED", "OTHER_ONE"}
    assert not_told(["make run", "make runs"], "`make run` serves") == ["make runs"]
    assert broken_links([Source("docs/a.md", "[a](nothing-here.md) [b](https://a.example)")]) == [
        "docs/a.md -> nothing-here.md"
    ]
