"""The page of limits says what the code does; and what it says of production's parts holds."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password

from opennrm.cases.actions import lengths
from opennrm.cases.actions.searching import OPENED
from opennrm.config import settings as of_the_house
from opennrm.config.postgres_fitness import TIMEOUTS
from opennrm.console.pages_server import THREADS, WORKERS
from opennrm.disclosure import leaving_files
from opennrm.evidence import contents, dossier, drawing, following, quotas, sandbox
from opennrm.notifications.posting import MOST_IN_A_BATCH
from opennrm.partners import systems, throttling
from opennrm.partners.models import Account
from opennrm.partners.sessions import SessionStore
from opennrm.web import costly
from opennrm.web.account.provider_client import SECONDS
from opennrm.web.patience import LONGEST_WAIT
from tests.house.tree import ROOT

PAGE = (ROOT / "docs/reference/limits.md").read_text()
NGINX = (ROOT / "deploy/nginx/opennrm.conf").read_text()
OWN_SOCKET = {"http://unix:/run/opennrm.sock", "unix:/run/opennrm.sock"}
SAID: dict[str, object] = {
    f"{settings.DATA_UPLOAD_MAX_MEMORY_SIZE:,} bytes, {settings.DATA_UPLOAD_MAX_NUMBER_FIELDS} fields, and where files "
    f"are added one file of {quotas.IN_A_FORM // quotas.MB} MB": settings.DATA_UPLOAD_MAX_NUMBER_FILES == 1,
    "before it reaches the product | 2 MB, and 11 MB where files are added": (
        "client_max_body_size 2m;" in NGINX and "client_max_body_size 11m;" in NGINX
    ),
    f"A file, sent in pieces of {quotas.PIECE // 1024} kB | {of_the_house.EVIDENCE_FILE_MB} MB": True,
    f"with one referral | {quotas.MOST_FILES} of {quotas.MOST_OF_A_REFERRAL // quotas.MB} MB": True,
    f"files in one disclosure | {leaving_files.MOST_TOGETHER // quotas.MB} MB each": (
        leaving_files.MOST_TOGETHER == dossier.MOST_OF_COPIES
    ),
    f"in 24 hours | {quotas.MOST_FILES_A_DAY} of {quotas.MOST_A_DAY // quotas.MB:,} MB": True,
    f"| {contents.MOST_UNPACKED // 2**20} MB, {contents.MOST_TIMES} times its size, {contents.MOST_ENTRIES:,} parts": (
        contents.MOST_UNPACKED == drawing.MOST_UNPACKED
    ),
    f"A picture | {contents.MOST_PIXELS:,} pixels": contents.MOST_PIXELS == drawing.MOST_PIXELS,
    f"| {drawing.MOST_PAGES} pages, {sandbox.SECONDS:.0f} seconds, {drawing.MEMORY // 2**20:,} MB of memory, "
    f"{drawing.LARGEST // 2**20} MB of result": drawing.LARGEST == sandbox.LARGEST_ANSWER,
    f"not sent to its end | goes after {following.UNFINISHED.days} days": True,
    f"A text in casework | {lengths.LONGEST:,} characters": True,
    f"{throttling.LIMIT} in 15 minutes": True,
    f"{throttling.LIMIT_OF_ADDRESS} in 15 minutes; after that {throttling.LIMIT_PAST_ADDRESS} for each account": True,
    f"{of_the_house.RECORDS_FREE}, then confirm again; {of_the_house.RECORDS_MOST}, then stop": True,
    f"{of_the_house.SEARCHES_FREE}, then confirm again; {of_the_house.SEARCHES_MOST}, then stop": True,
    f"| {of_the_house.EMERGENCIES_AT_ONCE}, each for 60 minutes": True,
    f"one token of a system | {of_the_house.API_REQUESTS} in {throttling.WINDOW.seconds // 60} minutes": True,
    f"a token of a system works | {max(systems.LASTS)} days at most": True,
    f"one batch of post | {MOST_IN_A_BATCH}": True,
    f"({OPENED} people are opened at most)": True,
    f"not used | {of_the_house.IDLE_MINUTES} minutes": True,
    f"e-mail went that has left | {of_the_house.KEEP_EMAILS_DAYS} days": True,
    f"that was taken, or will never be | {of_the_house.KEEP_CALLS_DAYS} days": True,
    f"at all | {of_the_house.SESSION_COOKIE_AGE // 3600} hours": True,
    f"what matters | {of_the_house.CONFIRMED_MINUTES} minutes": True,
    f"30 seconds (`statement_timeout`), {LONGEST_WAIT:.0f} seconds while": TIMEOUTS["statement_timeout"] == "30s",
    "10 seconds (`lock_timeout`)": TIMEOUTS["lock_timeout"] == "10s",
    "60 seconds (`idle_in_transaction_session_timeout`)": (TIMEOUTS["idle_in_transaction_session_timeout"] == "60s"),
    "the database | 4 seconds": of_the_house.DATABASES["default"]["OPTIONS"]["connect_timeout"] == 4,
    f"a sign-in provider | {SECONDS} seconds": True,
    f"every {of_the_house.ANCHOR_EVERY.seconds // 60} minutes": True,
    f"each process does {costly.AT_ONCE} at a time and {costly.WAITING} waits, {costly.PATIENCE:.0f} seconds": True,
    f"{WORKERS} processes with {THREADS} threads each": True,
}


@pytest.mark.proves("2.1.3", "5.1.1", "7.1.1", "13.1.3")
@pytest.mark.parametrize("said", SAID)
def test_the_page_says_what_the_code_does(said: str) -> None:
    assert SAID[said]
    assert said in re.sub(r"\s*\n(?!\|)", " ", PAGE)


def test_a_figure_that_is_not_so_would_be_found() -> None:
    assert "1,000,001 bytes" not in PAGE


@pytest.mark.proves("6.3.2", "6.2.10", "6.4.2")
@pytest.mark.django_db
def test_there_is_no_account_by_itself_and_none_has_a_hint_or_a_day_on_which_its_password_ends() -> None:
    assert not Account.objects.exists()
    words = re.compile("hint|question|expir|ends|valid_until")
    assert [field.name for field in Account._meta.get_fields() if words.search(field.name)] == []


@pytest.mark.proves("6.3.6", "6.5.4")
def test_the_factors_are_those_of_the_page_with_codes_that_are_long_enough() -> None:
    assert set(settings.MFA_SUPPORTED_TYPES) == {"totp", "recovery_codes", "webauthn"}
    assert getattr(settings, "ACCOUNT_LOGIN_BY_CODE_ENABLED", False) is False
    assert getattr(settings, "MFA_TOTP_DIGITS", 6) >= 6
    assert settings.MFA_RECOVERY_CODE_DIGITS >= 10


@pytest.mark.proves("11.4.2")
def test_a_password_is_kept_by_argon2_with_what_owasp_asks_at_least() -> None:
    """Source: OWASP Password Storage Cheat Sheet, Argon2id: 19 MiB, two rounds, one lane or more."""
    _, kind, _, cost, *_ = make_password("cows graze by the river", hasher=_hasher()).split("$")
    told = dict(part.split("=") for part in cost.split(","))
    assert kind == "argon2id"
    assert int(told["m"]) >= 19 * 1024
    assert int(told["t"]) >= 2


def _hasher() -> Any:
    from django.utils.module_loading import import_string

    return import_string(of_the_house.PASSWORD_HASHERS[0])()


@pytest.mark.proves("7.2.3")
@pytest.mark.django_db
def test_no_two_sessions_have_one_id_and_each_has_more_than_128_bits() -> None:
    made = {str(SessionStore()._get_new_session_key()) for _ in range(50)}  # type: ignore[attr-defined]
    assert len(made) == 50
    for key in made:
        assert re.fullmatch("[0-9a-z]{32}", key), "32 of 36 letters: 165 bits"


@pytest.mark.proves("12.1.1", "12.1.2")
def test_nginx_speaks_tls_of_today_with_keys_that_are_forgotten() -> None:
    assert re.findall(r"ssl_protocols ([^;]+);", NGINX) == ["TLSv1.2 TLSv1.3"]
    (ciphers,) = re.findall(r"ssl_ciphers ([^;]+);", NGINX)
    for cipher in ciphers.split(":"):
        assert re.fullmatch(r"ECDHE-(ECDSA|RSA)-(AES(128|256)-GCM-SHA(256|384)|CHACHA20-POLY1305)", cipher)


@pytest.mark.proves("12.3.3")
def test_on_one_machine_the_parts_speak_by_sockets_that_nobody_else_reaches() -> None:
    assert re.search(r"^listen_addresses = ''", (ROOT / "deploy/postgresql.conf").read_text(), re.MULTILINE)
    told = "".join(path.read_text() for path in (ROOT / "deploy/nginx").iterdir() if path.is_file())
    assert {where for where in re.findall(r"(?:proxy_pass|server) (http://\S+|unix:\S+);", told)} <= OWN_SOCKET
    assert any(each in told for each in OWN_SOCKET)


@pytest.mark.proves("15.2.3")
def test_what_runs_has_no_tool_of_development() -> None:
    listed = {line.partition("==")[0].strip() for line in (ROOT / "requirements/run.txt").read_text().splitlines()}
    assert "django" in listed
    assert listed.isdisjoint({"pytest", "ruff", "mypy", "hypothesis", "playwright", "django-debug-toolbar", "ipython"})
