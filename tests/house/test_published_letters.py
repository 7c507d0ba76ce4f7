"""A template of a letter, once published, does not change: a letter prints again as it was written."""

from __future__ import annotations

import json
from hashlib import sha256

from opennrm.notifications.letters import FORMS
from opennrm.notifications.printing import TEMPLATES

REMEDY = "Leave it as it was; put the new words in a file with the next version, and its hash in published.json."


def test_a_published_template_does_not_change() -> None:
    published = json.loads((TEMPLATES / "published.json").read_text(encoding="utf-8"))
    now = {path.name: sha256(path.read_bytes()).hexdigest() for path in TEMPLATES.glob("*.typ")}
    assert now == published, REMEDY


def test_every_version_of_a_letter_up_to_its_newest_is_there() -> None:
    wanted = {f"{form.template}.{version}.typ" for form in FORMS.values() for version in range(1, form.version + 1)}
    assert wanted - {path.name for path in TEMPLATES.glob("*.typ")} == set()
