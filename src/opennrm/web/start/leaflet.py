"""The leaflet that explains consent to the person: a page to print and a PDF to take along, in several languages.

It asks for nothing, keeps nothing and names nobody; its title and the name of its file say nothing of what it is about.
Source: TOOLKIT and seed-2 (what is consented to, and by whom), S52 is not told of. How it is put is own.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from opennrm.mechanism.consent import ConsentScope
from opennrm.notifications.printing import pdf_of
from opennrm.web.guard import PUBLIC, PublicRequest, page
from opennrm.web.languages import ENGLISH, Language, for_person, language_of, render_for_person, speaking

MADE = datetime(2026, 11, 23, tzinfo=UTC)
"""The day of its words, which every copy of the PDF bears: the same leaflet has the same bytes."""
TEMPLATE = "leaflet.1.typ"
Block = Mapping[str, Any]


@page(needs=PUBLIC)
def leaflet(request: PublicRequest, code: str = ENGLISH.code) -> HttpResponse:
    """The leaflet in a language."""
    language = language_of(code)
    with speaking(language):
        blocks, lines = words(), to_fill_in()
    shown = {"blocks": blocks, "lines": lines, "pdf_href": address("leaflet_pdf", language), "public": True}
    addresses = {each.code: address("leaflet", each) for each in for_person}
    return render_for_person(request, "start/leaflet.html", shown, language=language, addresses=addresses)


@page(needs=PUBLIC, costly=True)
def leaflet_pdf(request: PublicRequest, code: str = ENGLISH.code) -> HttpResponse:
    """The same as a tagged PDF."""
    response = HttpResponse(printed(language_of(code)), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="information.pdf"'
    return response


def address(name: str, language: Language) -> str:
    """The address of the page or the PDF in a language."""
    return reverse(name if language is ENGLISH else f"{name}_{language.code}")


@lru_cache(maxsize=len(for_person))
def printed(language: Language) -> bytes:
    """The PDF in a language, set once for the process."""
    with speaking(language):
        content = {
            "language": language.code[:2],
            "right_to_left": language.right_to_left,
            "title": _("Information for you"),
            "author": settings.SERVICE_NAME,
            "heading": _("If somebody wants to refer you for help"),
            "notice": "" if language.reviewed else _(NOT_REVIEWED),
            "blocks": words(),
            "lines": to_fill_in(),
        }
    return pdf_of(TEMPLATE, content, at=MADE)


NOT_REVIEWED = "Not yet reviewed by a translator. If something is unclear, have it explained to you before you answer."


def words() -> list[Block]:
    """What the leaflet says, in the language that is spoken now."""
    return [
        _block(
            "",
            _(
                "This is about the National Referral Mechanism. With it the United Kingdom finds out whether somebody "
                "is a victim of slavery or human trafficking, and helps them."
            ),
            _("Take your time. Have this read to you or explained in your language. An interpreter costs you nothing."),
        ),
        _block(
            _("You decide"),
            items=(
                _("If you are 18 or over, you are referred only if you agree."),
                _("You may say no. You do not have to say why."),
                _("If you say yes, you may change your mind later."),
                _("If you are under 18, you are referred so that you are safe. Say what you want: it matters."),
            ),
        ),
        _block(
            _("What you are asked, each thing by itself"),
            items=(
                _(
                    "The referral: somebody writes down what happened to you and sends it to those who decide. If you "
                    "take this back, the case ends and nothing is decided."
                ),
                _(
                    "Support: a safe place if you need one, money, a support worker, help with your health and with "
                    "the law. If you take this back, those who support you are told that it ended, and nothing more."
                ),
                _(
                    "Contact with the police: whether they may speak to you. If you say no, the referral and the "
                    "support go on."
                ),
                _sharing(),
            ),
        ),
        _block(
            _("What happens then"),
            items=(
                _("First it is decided if you may be a victim, and later if you are. You are told each time."),
                _("The answer can be yes or no. A lawyer can tell you what you can do if it is no."),
                _("If you are in danger now, say so now. You do not have to wait for an answer."),
            ),
        ),
        _block(
            _("Who sees what you tell"),
            items=(
                _("Those who decide and those who help you, each as far as they need it. It is recorded who looks."),
                _("Other parts of the government, and courts, may come to see it."),
                _("You may ask what is kept about you, and have what is wrong put right."),
            ),
        ),
        _block(
            _("How to take something back"),
            _(
                "Tell whoever referred you, your support worker or your lawyer, in words or in writing, in any "
                "language. You do not have to say why. It is written down what you said, and when."
            ),
        ),
        _block(
            _("Ask before you answer"),
            items=(
                _("What is written about me? Is it read to me before it is sent?"),
                _("How can I be reached safely, and in which way never?"),
                _("Whom can I ring if I change my mind?"),
            ),
        ),
        _block(
            _("Help at any hour"),
            _(
                "Modern Slavery Helpline: 08000 121 700. It is free, and you do not have to say your name. If you are "
                "in danger, ring 999."
            ),
        ),
    ]


def _sharing() -> str:
    """What a no to sharing ends; what was received already only where it does here."""
    what = _(
        "Sharing what you told: whether it may be sent to others, such as those who support you and, if you agree to "
        "that as well, the police. If you say no or take this back, nothing more is sent that needs your consent, and "
        "there is no support through the referral. The referral goes on."
    )
    if ConsentScope.SHARING.value not in settings.WITHDRAWN_ENDS_READING:
        return what
    return what + " " + _("Those it was sent to can no longer open it.")


def to_fill_in() -> list[str]:
    """The lines that are filled in by hand, so that the person can say later who told them what."""
    return [_("Who explained this to me:"), _("In which language, and who interpreted:"), _("On which day:")]


def _block(heading: str, *paragraphs: str, items: tuple[str, ...] = ()) -> Block:
    return {"heading": heading, "paragraphs": list(paragraphs), "items": list(items)}
