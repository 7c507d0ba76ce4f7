"""What in a referral can decide which authority takes it: nationality, and whether there is an immigration issue.

Which nationalities are of the European Economic Area on a day is public knowledge; that a reference of the Home Office
stands for a live immigration issue is our assumption. Source: PAC18-7 for what decided; own for how we tell.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from opennrm.mechanism.profiles.profile import Situation

UNITED_KINGDOM = frozenset({"british", "english", "scottish", "welsh", "northern_irish", "gibraltarian"})
EUROPEAN_ECONOMIC_AREA = frozenset(
    {
        *("austrian", "belgian", "bulgarian", "croatian", "cypriot", "czech", "danish", "dutch", "estonian", "finnish"),
        *(
            "french",
            "german",
            "greek",
            "hungarian",
            "icelandic",
            "irish",
            "italian",
            "latvian",
            "liechtenstein_citizen",
        ),
        *("lithuanian", "luxembourger", "maltese", "norwegian", "polish", "portuguese", "romanian", "slovak"),
        *("slovenian", "spanish", "swedish"),
    }
)
JOINED_LATER = {"croatian": date(2013, 7, 1)}
"""Whose country joined after the mechanism began."""


def situations_of(
    nationalities: Iterable[str | None], *, has_immigration_reference: bool, on: date
) -> frozenset[Situation]:
    """What decides the authority, from a person's nationalities (codes) and whether a reference is known.

    Somebody with a nationality of the area, among others, counts as of it; nobody is outside it while none is known.
    Source: PAC18-7, own.
    """
    found = set()
    known = [code for code in nationalities if code]
    if known and not any(_is_of_the_area(code, on) for code in known):
        found.add(Situation.OUTSIDE_EUROPEAN_ECONOMIC_AREA)
    if has_immigration_reference and not UNITED_KINGDOM & set(known):
        found.add(Situation.SUBJECT_TO_IMMIGRATION_CONTROL)
    return frozenset(found)


def _is_of_the_area(code: str, on: date) -> bool:
    if code in UNITED_KINGDOM:
        return True
    return code in EUROPEAN_ECONOMIC_AREA and on >= JOINED_LATER.get(code, on)
