"""The catalogue of questions as it is today: every section in order, under one version number.

Publishing a change means a higher `VERSION`, `since` on what is new, and an entry in `published.json`.
"""

from __future__ import annotations

from opennrm.questions.question import Catalogue
from opennrm.questions.sections import (
    age,
    background,
    consent,
    evidence,
    exploitation,
    exploiters,
    insight,
    naming,
    notification_ends,
    notified_facts,
    notified_person,
    others,
    person,
    places,
    police,
    reaching_you,
    referrer,
    safe_contact,
    safety,
    situation,
)

VERSION = 4

CATALOGUE = Catalogue(
    version=VERSION,
    sections=(
        safety.SECTION,
        referrer.SECTION,
        age.SECTION,
        consent.SECTION,
        naming.SECTION,
        reaching_you.SECTION,
        person.SECTION,
        background.SECTION,
        situation.SECTION,
        safe_contact.SECTION,
        exploitation.SECTION,
        insight.SECTION,
        places.SECTION,
        exploiters.SECTION,
        others.SECTION,
        police.SECTION,
        evidence.SECTION,
        notified_person.SECTION,
        notified_facts.SECTION,
        notification_ends.SECTION,
    ),
)
