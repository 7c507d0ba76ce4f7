"""What a record is called in code, in a traceback or in a title tells nothing personal."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.db import models

from opennrm.vault.fields import PersonalField
from tests.house.tree import ROOT, files

CANARY = "Kanari99vex"
TEMPLATES = ROOT / "src/opennrm/web/templates"
TITLE = re.compile(r"{% block page_title %}(.*?){% endblock %}", re.DOTALL)
PERSONAL = re.compile(r"\b(first_name|last_name|other_names|date_of_birth|person_name|addressee)\b|\.answers\b")


def telling(tables: list[type[models.Model]]) -> list[str]:
    """The tables whose records tell a personal value in their name."""
    found = []
    for table in tables:
        record = table(
            **{field.attname: CANARY for field in table._meta.local_fields if isinstance(field, PersonalField)}
        )
        if CANARY in f"{record} {record!r}":
            found.append(table._meta.label)
    return found


@pytest.mark.proves("PRIV-03")
def test_no_record_tells_a_personal_value_in_its_name() -> None:
    assert telling([table for table in apps.get_models() if table.__module__.startswith("opennrm.")]) == []


@pytest.mark.proves("PRIV-03")
def test_no_title_of_a_page_holds_a_personal_field() -> None:
    titles = {
        str(path.relative_to(TEMPLATES)): title
        for path in files(TEMPLATES)
        for title in TITLE.findall(path.read_text(encoding="utf-8"))
    }
    assert len(titles) > 50
    assert {name: title for name, title in titles.items() if PERSONAL.search(title)} == {}


@pytest.mark.proves("OPS-08", "PRIV-03")
def test_a_planted_name_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    person = apps.get_model("referrals", "Person")
    monkeypatch.setattr(person, "__str__", lambda self: str(self.first_name))
    assert telling([person]) == ["referrals.Person"]
    assert PERSONAL.search("{{ case.last_name }} - case")
