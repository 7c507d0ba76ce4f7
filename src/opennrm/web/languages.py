"""The languages in which pages for the person are read: which there are, how one is chosen, what is not yet checked.

For pages that the person reads themselves (the leaflet, where their case stands); every other page stays English. The
language stands in the address, so that it is chosen by a link, without a script and without a cookie.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from opennrm.web.jinja import render


@dataclass(frozen=True, slots=True)
class Language:
    """A language: its code, what those who speak it call it, how it is written, and whether a translator checked it."""

    code: str
    name: str
    right_to_left: bool = False
    reviewed: bool = False

    @property
    def direction(self) -> str:
        """As HTML says it."""
        return "rtl" if self.right_to_left else "ltr"


ENGLISH = Language("en-gb", "English", reviewed=True)
for_person = (ENGLISH, Language("cy", "Cymraeg"), Language("ar", "العربية", right_to_left=True))
"""English first. A language is `reviewed` once a translator has read every page in it; until then each page says so."""
IN_ADDRESSES = tuple(each for each in for_person if each is not ENGLISH)
"""Those that an address names; English has the plain address."""


def language_of(code: str) -> Language:
    """The language of a code, of an address or a query; English for one that there is not."""
    return next((each for each in for_person if each.code == code), ENGLISH)


def render_for_person(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object],
    *,
    language: Language,
    addresses: Mapping[str, str],
) -> HttpResponse:
    """The page in a language. `addresses` says by code where the same page is in each language.

    The template extends `base.html` and includes `_languages.html` at the head of its content: the links to the other
    languages and, where no translator checked this one, a notice of that. What the context holds in words must have
    been made in this language: make it within `speaking(language)`.
    """
    shown = {
        **context,
        "languages": [
            {"code": each.code, "name": each.name, "dir": each.direction, "href": addresses[each.code]}
            for each in for_person
        ],
        "language_now": language,
    }
    with speaking(language):
        return render(request, template, shown)


def speaking(language: Language) -> translation.override:
    """Within, `gettext` and templates give the words of this language."""
    return translation.override(language.code)
