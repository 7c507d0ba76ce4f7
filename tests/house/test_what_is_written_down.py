"""What the page of limits writes down in tables and sentences is what the code has, and nothing of it is missing."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.urls import get_resolver

from opennrm.console.verbs import VERBS
from opennrm.web.third_party import policies
from tests.house.tree import ROOT

PAGE = (ROOT / "docs/reference/limits.md").read_text()
SESSIONS = "tests/web/account/test_sessions.py"
NEW_STARTS = "tests/partners/test_new_starts.py"
WITH_ORGANISATION = "tests/web/account/test_with_organisation.py"
KILLED = "tests/faults/test_kill_the_database.py"
HELD = [
    (
        "Anybody may have several sessions; each is listed under *Your account* and can be ended there",
        (SESSIONS, "test_one_sees_ones_sessions_and_ends_one"),
    ),
    (
        "an administrator can end all of somebody's",
        (NEW_STARTS, "test_an_administrator_signs_somebody_out_everywhere_without_closing_their_account"),
    ),
    (
        "Where the provider did not ask for a second factor, ours is asked",
        (WITH_ORGANISATION, "test_without_one_there_ours_is_asked"),
    ),
    (
        "12 hours; with a provider, from when the provider asked",
        (WITH_ORGANISATION, "test_signing_in_again_silently_does_not_make_the_day_longer"),
    ),
    (
        "is told in the same words within 5 seconds",
        (KILLED, "test_a_frozen_database_is_told_within_five_seconds_and_waited_for"),
    ),
]
"""The sentence, and the test that shows that it is so."""


def section(title: str) -> str:
    """What stands under a heading, each paragraph and row on a line of its own."""
    (found,) = re.findall(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    return re.sub(r"(?<=[^\n|])\n(?=[^\n|])", " ", found)


def rows(title: str) -> list[list[str]]:
    """The rows of a section's table, without its head."""
    lines = [line for line in section(title).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def linked(text: str) -> list[Path]:
    """The pages that a text leads to."""
    return [(ROOT / "docs/reference" / each).resolve() for each in re.findall(r"\]\(([^)#]+)\)", text)]


def functions_in(path: str) -> set[str]:
    """The names of a file's functions."""
    tree = ast.parse((ROOT / path).read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_a_section_or_a_row_that_is_gone_would_be_missed() -> None:
    with pytest.raises(ValueError, match="unpack"):
        section("What was never written")
    assert rows("How much")[0][0] == "One request"


@pytest.mark.proves("2.1.2")
def test_every_field_that_a_rule_between_answers_names_is_in_the_table_and_no_other() -> None:
    tree = ast.parse((ROOT / "src/opennrm/questions/contradictions.py").read_text())
    named = {word for node in ast.walk(tree) if isinstance(node, ast.Yield | ast.For) for word in _first_words(node)}
    told = {key for field, _ in rows("What answers must agree with each other") for key in re.findall("`(.+?)`", field)}
    assert told == named
    assert len(named) >= 10


def _first_words(node: ast.Yield | ast.For) -> list[str]:
    """The field that a contradiction is told of: the first of what is yielded, or of what is gone through."""
    found = node.value if isinstance(node, ast.Yield) else node.iter
    parts = found.elts if isinstance(found, ast.Tuple) else []
    named = parts[:1] if isinstance(node, ast.Yield) else parts
    return [part.value for part in named if isinstance(part, ast.Constant) and isinstance(part.value, str)]


@pytest.mark.proves("6.1.3")
def test_every_way_in_is_named_and_there_is_no_other() -> None:
    told = section("Sessions and ways to sign in")
    ways = {
        "account_login": "a password with a code",
        "mfa_authenticate": "a code of an app (or a recovery code)",
        "mfa_login_webauthn": "a passkey",
        "organisation_start": "the organisation's own provider",
        "organisation_back": "the organisation's own provider",
    }
    addresses = list(policies(get_resolver().url_patterns))
    assert {each.name for each in addresses if each.pattern.lstrip("/").startswith("sign-in/")} == set(ways)
    assert [words for words in ways.values() if words not in told] == []
    assert settings.AUTHENTICATION_BACKENDS == ["opennrm.web.account.signing_in.Backend"]
    assert set(settings.MFA_SUPPORTED_TYPES) == {"totp", "recovery_codes", "webauthn"}


@pytest.mark.proves("7.1.2", "7.1.3", "13.1.2")
@pytest.mark.parametrize(("said", "shown"), [pytest.param(said, shown, id=shown[1]) for said, shown in HELD])
def test_what_is_said_of_sessions_providers_and_connections_is_what_a_test_shows(
    said: str, shown: tuple[str, str]
) -> None:
    assert said in section("How long") + section("Sessions and ways to sign in") + section("Connections")
    path, name = shown
    assert name in functions_in(path)


@pytest.mark.proves("13.1.2")
def test_nginx_says_that_nothing_was_received_where_the_pages_have_no_room() -> None:
    assert "nginx answers 502 or 504" in section("Connections")
    (codes,) = re.findall(r"error_page ([\d ]+) /_nginx/\$opennrm_away", _nginx())
    assert {"502", "504"} <= set(codes.split())


@pytest.mark.proves("13.1.4")
def test_every_secret_of_the_settings_has_a_row_that_says_when_and_how_it_is_changed() -> None:
    told = rows("Secrets, and when to change them")
    named = " ".join(row[0] for row in told)
    others = dict([("OPENNRM_ANCHOR_KEY", "signs anchors"), ("OPENNRM_SMTP_PASSWORD", "password of the mail server")])
    example = (ROOT / ".env.example").read_text()
    secrets = set(re.findall(r"^#?(OPENNRM_\w*(?:KEYS?|SECRET\w*|PASSWORD))=", example, re.MULTILINE))
    assert len(secrets) >= 5
    assert [secret for secret in secrets if others.get(secret, f"`{secret}`") not in named] == []
    for secret, when, how in told:
        assert when, secret
        assert how, secret
        assert [page for page in linked(how) if not page.exists()] == []
    assert "rotate-keys" in VERBS


@pytest.mark.proves("8.1.3", "8.1.4")
@pytest.mark.django_db
def test_what_the_database_asks_of_a_record_is_what_is_said_to_decide() -> None:
    """The view and the policy behind which every record is: what they read is what the page names."""
    told = section("What decides who may")
    words = {
        "case_id": "rows of access of a record",
        "grantee": "Roles, teams and organisations",
        "from_at": "and their days",
        "until_at": "and their days",
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT column_name FROM information_schema.view_column_usage WHERE view_name = 'cases_let'")
        assert {name for (name,) in cursor.fetchall()} == set(words)
        cursor.execute("SELECT qual FROM pg_policies WHERE tablename = 'cases_case' AND policyname LIKE 'only_what%'")
        (policy,) = (text for (text,) in cursor.fetchall())
        cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = 'cases_case'")
        asked = {name for (name,) in cursor.fetchall() if re.search(rf"\b(?:cases_case\.)?{name}\b", policy)}
    assert asked - {"id"} == {"restricted", "profile", "authority"}
    of_immigration = "the profile that a case is under and the authority that has it"
    for said in (
        *words.values(),
        "whether a case is restricted",
        of_immigration,
        "whether somebody confirmed who they are",
    ):
        assert said in told
    assert [page.name for page in linked(told)] == ["0025-who-needs-to-know.md"]
    assert linked(told)[0].exists()


@pytest.mark.proves("15.1.1")
def test_it_is_said_within_how_many_days_a_package_with_a_hole_is_replaced() -> None:
    assert "SECURITY.md" in [page.name for page in linked(section("Components that carry more risk than others"))]
    told = (ROOT / "SECURITY.md").read_text().partition("## How fast")[2].partition("## ")[0]
    assert re.search(r"replaced within seven days, any other within thirty", " ".join(told.split()))


@pytest.mark.proves("15.1.3")
def test_what_costs_most_is_named_with_what_bounds_it() -> None:
    told = section("How much")
    costs = {
        "a search among sealed names": "Searches for people in an hour",
        "a dossier": "People whose records somebody opens in an hour",
        "a batch of letters": "Letters in one batch of post",
    }
    for cost, limit in costs.items():
        assert cost in told.partition("What costs most is")[2]
        assert limit in [row[0] for row in rows("How much")]


@pytest.mark.proves("15.1.4")
def test_what_makes_documents_and_what_signs_people_in_is_named_among_the_components_of_risk() -> None:
    """Risky is what has parts not in Python and reads what came from people, or what keys and sign-ins rest on."""
    told = section("Components that carry more risk than others").lower()
    listed = set(re.findall(r"^([\w-]+)==", (ROOT / "requirements/run.txt").read_text(), re.MULTILINE))
    risky = {"typst", "cryptography", "fido2", "authlib", "joserfc", "psycopg"}
    assert risky <= listed
    assert [name for name in risky if name not in told] == []


@pytest.mark.proves("16.1.1")
def test_every_place_that_is_written_to_is_in_the_table_of_logs() -> None:
    told = {what: (where, holds) for what, where, holds in rows("What is logged, and where")}
    written = re.findall(r"access_log (/\S+) (\w+);", _nginx())
    assert (told["Requests"][0].startswith("nginx")) == bool(written)
    (form,) = re.findall(r"log_format opennrm '(.*?)';", _nginx(), re.DOTALL)
    holds = {"time_iso8601": "when", "opennrm_method": "GET or POST", "status": "status", "upstream_status": "status"}
    holds |= {"request_length": "sizes", "bytes_sent": "sizes", "request_time": "seconds"}
    for variable in re.findall(r"\$(\w+)", form):
        assert holds[variable] in told["Requests"][1]
    assert {handler["class"] for handler in settings.LOGGING["handlers"].values()} == {"logging.NullHandler"}
    assert told["PostgreSQL"] == ("its own log", "no statement and no value")
    assert "log_statement = 'none'" in (ROOT / "deploy/postgresql.conf").read_text()
    assert any("`audit_event`" in where for where, _ in told.values())
    assert "standard error" in told["Faults"][0]
    assert "mailboxes" in told["The head of the history"][0]


def _nginx() -> str:
    return (ROOT / "deploy/nginx/opennrm.conf").read_text()
