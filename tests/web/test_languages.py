"""A woman who reads Arabic is given the address of the page in Arabic: all of it is, it runs from the right, and it
says that no translator has read it yet."""

from __future__ import annotations

import ast
import gettext
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.test import RequestFactory
from django.utils.translation import get_language

from opennrm.mechanism.own_page import NOT_A_CODE
from opennrm.partners.roles import ROLES
from opennrm.web.jinja import environment
from opennrm.web.languages import ENGLISH, IN_ADDRESSES, Language, for_person, language_of, render_for_person, speaking
from tests.house.tree import ROOT

WEB = ROOT / "src/opennrm/web"
OWN_PAGE = tuple(f"own_page/{name}.html" for name in ("door", "standing", "wait"))
TEMPLATES = ("base.html", "header.html", "footer.html", "_languages.html", "start/leaflet.html", *OWN_PAGE)
MODULES = ("start/leaflet.py", "own_page/door.py", "own_page/words.py")
"""What pages for the person are made of. A new one is added here, and then wants its words in each language."""


SAYING = ("_", "later")
"""What a module calls to have something said in the language of the page."""
SAID_ELSEWHERE = frozenset({NOT_A_CODE.because, *(role.title for role in ROLES.values())})
"""What these modules take from others, and have translated."""


def asked_in_template(source: str) -> set[str]:
    """The messages that a template asks for."""
    found = environment(autoescape=True).extract_translations(source, gettext_functions=("_",))  # type: ignore[attr-defined]
    return {message for _line, _function, message in found}


def asked_in_module(source: str) -> set[str]:
    """The messages that a module asks for with `_`."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    named = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in SAYING]
    return {arg.value for call in named for arg in call.args if isinstance(arg, ast.Constant)}


def asked() -> set[str]:
    """Every message of the pages for the person."""
    found = set(SAID_ELSEWHERE).union(
        *(asked_in_template((WEB / "templates" / name).read_text()) for name in TEMPLATES)
    )
    return found.union(*(asked_in_module((WEB / name).read_text()) for name in MODULES))


def catalogue(language: Language, kind: str) -> Path:
    return WEB / f"locale/{language.code}/LC_MESSAGES/django.{kind}"


def compiled(language: Language) -> dict[str, str]:
    """What the compiled catalogue of a language says."""
    with catalogue(language, "mo").open("rb") as file:
        read = gettext.GNUTranslations(file)
    return {key: text for key, text in read._catalog.items() if key}  # type: ignore[attr-defined]


def written(lines: Iterable[str]) -> dict[str, str]:
    """What a catalogue says as translators write it: `msgid` and `msgstr`, each with its lines of text."""
    said: dict[str, dict[str, str]] = {}
    entry: dict[str, str] = {}
    at = ""
    for line in lines:
        if line.startswith(("msgid ", "msgstr ")):
            at, _blank, line = line.partition(" ")
            entry = {} if at == "msgid" else entry
        if line.startswith('"'):
            entry[at] = entry.get(at, "") + str(ast.literal_eval(line))
        if at == "msgstr" and entry.get("msgid"):
            said[entry["msgid"]] = entry
    return {key: each.get("msgstr", "") for key, each in said.items()}


@pytest.mark.parametrize("language", IN_ADDRESSES, ids=lambda each: each.code)
def test_every_word_of_these_pages_is_in_the_language(language: Language) -> None:
    words = compiled(language)
    assert asked() - set(words) == set()
    assert [key for key, text in words.items() if not text.strip() or text == key] == []


def test_the_pages_ask_for_as_much_as_they_show_and_a_planted_message_is_missed() -> None:
    assert len(asked()) > 50
    planted = asked_in_template('<p>{{ _("Planted in a page.") }}</p>') | asked_in_module('_("Planted in" " code.")')
    assert planted == {"Planted in a page.", "Planted in code."}
    assert planted & set(compiled(IN_ADDRESSES[0])) == set()


@pytest.mark.parametrize("language", IN_ADDRESSES, ids=lambda each: each.code)
def test_what_translators_wrote_is_what_was_compiled(language: Language) -> None:
    lines = catalogue(language, "po").read_text(encoding="utf-8").splitlines()
    assert written(lines) == compiled(language), "Run msgfmt, as docs/how-to/translate.md says."
    assert written([*lines, 'msgid "Planted"', 'msgstr "Heb ei "', '"lunio"'])["Planted"] == "Heb ei lunio"


@pytest.mark.parametrize("language", IN_ADDRESSES, ids=lambda each: each.code)
def test_numbers_to_ring_are_the_same_in_every_language_and_stay_in_one_piece(language: Language) -> None:
    words = compiled(language)
    line = next(key for key in words if key.startswith("Modern Slavery Helpline: "))
    # A space that does not break keeps the groups of a number in their order within writing from the right.
    assert "08000\u00a0121\u00a0700" in words[line]
    assert "999" in words[line]


def test_arabic_runs_from_the_right_and_nothing_else_does() -> None:
    assert {each.code: each.direction for each in for_person} == {"en-gb": "ltr", "cy": "ltr", "ar": "rtl"}


def test_a_language_that_there_is_not_is_english() -> None:
    assert language_of("fr") is ENGLISH
    assert language_of("ar").name == "العربية"


def test_only_english_is_said_to_be_reviewed() -> None:
    assert [each.code for each in for_person if each.reviewed] == ["en-gb"]


def test_outside_of_such_a_page_everything_stays_english() -> None:
    with speaking(language_of("ar")):
        assert get_language() == "ar"
    assert get_language() == "en-gb"


def test_a_page_in_a_language_says_which_leads_to_the_others_and_warns() -> None:
    request = RequestFactory().get("/leaflet/")
    addresses = {each.code: f"/somewhere/{each.code}/" for each in for_person}
    context = {"blocks": [], "lines": [], "pdf_href": "/", "public": True}
    for language in for_person:
        made = render_for_person(request, "start/leaflet.html", context, language=language, addresses=addresses)
        page = made.content.decode()
        assert f'<html lang="{language.code}" dir="{language.direction}"' in page
        assert [each.code for each in for_person if f'href="/somewhere/{each.code}/"' in page] == [
            each.code for each in for_person if each is not language
        ]
        assert ("Not yet reviewed by a translator." in page) is not language.reviewed
        assert "Set-Cookie" not in str(made.headers)
