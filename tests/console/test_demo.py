"""The verb `demo`: loads once, and says whom to sign in as."""

from __future__ import annotations

from typing import Any

import pytest

from opennrm.cases.models import Case
from tests.console.conftest import Run

pytestmark = pytest.mark.django_db


def test_the_made_up_people_are_loaded_once(opennrm: Run, settings: Any) -> None:
    settings.DEMONSTRATION = True
    code, told = opennrm("demo", "--json")
    assert (code, told["loaded"]) == (0, True)
    assert {"email": "second.officer@authority.example", "is": "second officer"} in told["people"]
    count = Case.objects.count()
    code, told = opennrm("demo")
    assert (code, told.splitlines()[0]) == (0, "The made-up people were there already; nothing was changed.")
    assert Case.objects.count() == count > 0


def test_a_house_that_is_no_demonstration_takes_nobody_in(opennrm: Run, settings: Any) -> None:
    settings.DEMONSTRATION = False
    code, told = opennrm("demo")
    assert (code, told.count("\n")) == (2, 1)
    assert not Case.objects.exists()
