"""What a browser keeps to write without a network is the same for everybody, complete, and names nobody."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.test import Client

from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.frozen import catalogue_from_data
from opennrm.web.middleware import CONTENT_SECURITY_POLICY
from opennrm.web.offline.kept import STATIC
from tests.factories import partners
from tests.factories.partners import client_for
from tests.house.tree import ROOT

pytestmark = pytest.mark.django_db
KEPT = ("/offline/", "/offline/questions.json", "/offline/manifest.webmanifest", "/offline/worker.js")
SCRIPTS = ROOT / "src/opennrm/web/static/offline"


@pytest.mark.parametrize("path", KEPT)
def test_it_is_the_same_for_somebody_and_for_nobody(path: str) -> None:
    who = partners.account("first_responder", name="Tamsin Reed")
    theirs, nobodys = client_for(who).get(path), Client().get(path)
    assert theirs.status_code == 200
    assert theirs.content == nobodys.content
    assert b"Tamsin" not in theirs.content
    assert theirs.cookies == nobodys.cookies == {}


def test_the_worker_gives_these_addresses_and_every_one_is_there() -> None:
    text = Client().get("/offline/worker.js").content.decode()
    found = re.search(r"const KEPT = (\[.*?\]);", text)
    assert found
    addresses = json.loads(found[1])
    assert set(KEPT[:3]) <= set(addresses)
    assert not [each for each in addresses if not each.startswith(("/offline/", "/static/"))]
    assert "/offline/drafts.json" not in addresses, "who is signed in is asked anew each time"


def imports(path: Path) -> set[str]:
    return {f"offline/{name}" for name in re.findall(r'from "\./([\w.]+)"', path.read_text())}


def test_every_script_that_one_of_them_imports_is_kept() -> None:
    assert {each for path in SCRIPTS.glob("*.js") for each in imports(path)} <= set(STATIC)
    assert {f"offline/{path.name}" for path in SCRIPTS.glob("*.js")} - set(STATIC) == {"offline/worker.js"}


def test_the_questions_are_those_of_the_service() -> None:
    assert catalogue_from_data(json.loads(Client().get("/offline/questions.json").content)) == CATALOGUE


def test_only_the_name_of_one_policy_differs_from_every_other_page() -> None:
    policy = Client().get("/offline/").headers["Content-Security-Policy"]
    assert policy.replace("trusted-types opennrm-offline", "trusted-types 'none'") == CONTENT_SECURITY_POLICY


def test_the_page_has_no_form_from_which_something_could_get_into_an_address() -> None:
    main = Client().get("/offline/").content.decode().partition("<main")[2].partition("</main>")[0]
    assert "<form" not in main
    assert "<input" not in main
    scripts = "".join(path.read_text() for path in SCRIPTS.glob("*.js"))
    assert '"form"' not in scripts
    assert "innerHTML" not in scripts
