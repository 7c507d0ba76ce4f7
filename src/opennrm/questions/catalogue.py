"""The catalogue of questions as it is today: every section in order, under one version number.

Publishing a change means a higher `VERSION`, `since` on what is new, and an entry in `published.json`.
"""

from __future__ import annotations

from opennrm.questions.question import Catalogue
from opennrm.questions.sections import (
    age,
    consent,
    evidence,
    exploitation,
    exploiters,
    insight,
    person,
    places,
    police,
    referrer,
    safe_contact,
    safety,
    situation,
)

VERSION = 2

CATALOGUE = Catalogue(
    version=VERSION,
    sections=(
        safety.SECTION,
        referrer.SECTION,
        age.SECTION,
        consent.SECTION,
        person.SECTION,
        situation.SECTION,
        safe_contact.SECTION,
        exploitation.SECTION,
        insight.SECTION,
        places.SECTION,
        exploiters.SECTION,
        police.SECTION,
        evidence.SECTION,
    ),
)
