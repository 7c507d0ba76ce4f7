"""Keys are changed in a town's installation by the roles of deploy/roles.sql that may, and by no other."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

import pytest

from tests.setup.town import Town, has_dump_program, town
from tests.setup.town_keys import keys_file

pytestmark = [
    pytest.mark.faults,
    pytest.mark.proves("CR-02"),
    pytest.mark.skipif(not has_dump_program(), reason="this PostgreSQL is not whole, so no installation was made"),
]
SOMEBODY = """
import os
import django
os.environ["DJANGO_SETTINGS_MODULE"] = "opennrm.config.settings"
django.setup()
from opennrm.referrals.models import Person
Person.objects.create(first_name="Linh")
"""


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The installation, without nginx in front of it."""
    with town(tmp_path_factory.mktemp("keys")) as made:
        yield made


@pytest.mark.parametrize("role", ["opennrm_owner", "opennrm_worker"])
def test_keys_are_changed_by_the_roles_of_an_installation_and_by_no_other(harbour: Town, role: str) -> None:
    before = keys_file(harbour.folder).read_text().splitlines()
    harbour.run("opennrm_worker", sys.executable, "-c", SOMEBODY)
    told = json.loads(harbour.verb(role, "rotate-keys", "--data", "--json"))
    assert (told["wrapped"] > 0, told["sealed_anew"] > 0, told["kept_former"]) == (True, True, 0)
    assert len(keys_file(harbour.folder).read_text().splitlines()) == len(before) + 1
    assert json.loads(harbour.verb("opennrm_worker", "verify", "--no-anchor", "--json"))["findings"] == []
    for other in ("opennrm_web", "opennrm_backup"):
        with pytest.raises(AssertionError, match="nothing was changed"):
            harbour.verb(other, "rotate-keys", "--data")
    assert len(keys_file(harbour.folder).read_text().splitlines()) == len(before) + 1
