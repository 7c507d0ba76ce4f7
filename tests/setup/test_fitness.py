"""Real people are served with fit settings only; each fault is named with its remedy."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks
from django.db import connection
from pytest_django.fixtures import Settings

from opennrm.config.fault import Fault
from opennrm.config.fitness import check_settings, refuse_unfit, switches_in
from opennrm.console import prepare, serve
from opennrm.vault.left_open import seal_what_is_open
from tests.behind import as_pages

FIT: dict[str, Any] = {
    "DEBUG": False,
    "DEMONSTRATION": False,
    "PUBLIC_ADDRESS": "https://nrm.marshland.example",
    "SERVED_OVER_HTTPS": True,
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "ALLOWED_HOSTS": ["nrm.marshland.example"],
    "SECRET_KEY": "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz-1",
    "VAULT_KEY": "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz-2",
}


@pytest.fixture
def fit(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name in switches_in(os.environ):
        monkeypatch.delenv(name)  # such as the one that tests in a browser set
    for name, value in FIT.items():
        setattr(settings, name, value)
    return settings


@pytest.mark.proves("OPS-06")
def test_fit_settings_pass_our_checks_and_djangos_for_deployment(fit: Settings) -> None:
    refuse_unfit()
    assert [str(found) for found in run_checks(include_deployment_checks=True) if not found.is_silenced()] == []


@pytest.mark.proves("OPS-06", "13.4.2", "13.2.3")
@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("DEBUG", True, "DEBUG is on"),
        ("DEMONSTRATION", True, "OPENNRM_DEMONSTRATION=0"),
        ("SERVED_OVER_HTTPS", False, "OPENNRM_PUBLIC_ADDRESS"),
        ("ALLOWED_HOSTS", ["*"], "OPENNRM_HOSTS"),
        ("ALLOWED_HOSTS", ["localhost"], "OPENNRM_HOSTS"),
        ("VAULT_KEY", FIT["SECRET_KEY"], "OPENNRM_VAULT_KEY"),
        ("VAULT_KEY", "short", "OPENNRM_VAULT_KEY"),
        ("SECRET_KEY", "short", "SECRET_KEY has less than 50"),
        ("SESSION_COOKIE_SECURE", False, "SESSION_COOKIE_SECURE"),
    ],
)
def test_each_unfit_setting_is_refused_by_name(fit: Settings, name: str, value: Any, told: str) -> None:
    setattr(fit, name, value)
    with pytest.raises(Fault, match=told) as fault:
        refuse_unfit()
    assert FIT["SECRET_KEY"] not in str(fault.value)


SWITCHES = (
    "DEBUG",
    "DJANGO_DEBUG",
    "OPENNRM_DEBUG",
    "SKIP_MFA",
    "OPENNRM_SKIP_SECOND_FACTOR",
    "SKIP_AUTH",
    "TEST_MODE",
    "OPENNRM_TEST_CODE",
    "TESTING",
    "MFA_TOTP_INSECURE_BYPASS_CODE",
    "OPENNRM_BENCH_PORT",
    "OPENNRM_DRILL",
    "FAKETIME",
    "LD_FAKETIME",
    "PYTHONDEVMODE",
    "PYTHONBREAKPOINT",
    "DJANGO_ALLOW_ASYNC_UNSAFE",
)


@pytest.mark.proves("AUTH-05", "6.3.4")
@pytest.mark.parametrize("name", SWITCHES)
@pytest.mark.parametrize("value", ["1", "0", ""])
def test_a_switch_in_the_environment_is_refused_by_name_whatever_it_says(
    fit: Settings, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(Fault, match=rf"sets {name}, .*take {name} out"):
        refuse_unfit()


@pytest.mark.proves("AUTH-05")
@pytest.mark.parametrize("name", ["MFA_TOTP_INSECURE_BYPASS_CODE", "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN"])
def test_a_way_around_the_second_factor_is_refused(fit: Settings, name: str) -> None:
    setattr(fit, name, "000000")
    with pytest.raises(Fault, match=name):
        refuse_unfit()


@pytest.mark.proves("AUTH-05")
def test_other_settings_than_those_of_the_house_are_refused(fit: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "opennrm.config.settings_test")
    with pytest.raises(Fault, match="DJANGO_SETTINGS_MODULE"):
        refuse_unfit()


def test_what_an_operator_has_to_set_is_no_switch() -> None:
    told = (Path(__file__).parents[2] / ".env.example").read_text()
    names = re.findall(r"^#?\s?([A-Z][A-Z_]+)=", told, re.MULTILINE)
    assert len(names) > 15
    assert switches_in(dict.fromkeys([*names, "PATH", "HOME", "LATEST", "FASTEST_MIRROR"], "x")) == []


@pytest.mark.proves("AUTH-05")
@pytest.mark.parametrize("verb", ["serve", "prepare"])
def test_the_program_itself_refuses_to_start(verb: str, tmp_path: Path) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(Path(__file__).parents[2] / "src"),
        "DATABASE_URL": "postgresql:///nowhere",
        "OPENNRM_DATA": str(tmp_path),
        "OPENNRM_PUBLIC_ADDRESS": FIT["PUBLIC_ADDRESS"],
        "OPENNRM_HOSTS": FIT["ALLOWED_HOSTS"][0],
        "OPENNRM_SECRET_KEY": FIT["SECRET_KEY"],
        "OPENNRM_VAULT_KEY": FIT["VAULT_KEY"],
        "OPENNRM_SKIP_SECOND_FACTOR": "1",
    }
    command = [sys.executable, "-m", "opennrm", verb, *(["--socket", "x"] if verb == "serve" else ["--check"])]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "OPENNRM_SKIP_SECOND_FACTOR" in done.stderr + done.stdout


def test_a_demonstration_is_not_held_to_it(settings: Settings) -> None:
    assert check_settings() != []
    assert [found for found in run_checks() if not found.is_silenced()] == []


def test_without_a_database_of_its_own_nothing_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    for verb, options in ((prepare, {"check": True}), (serve, {"socket": None, "workers": 2})):
        with pytest.raises(Fault, match="DATABASE_URL"):
            verb.run(argparse.Namespace(**options))


@pytest.mark.parametrize(("options", "told"), [({"workers": 0}, "--workers"), ({"workers": 2}, "--socket")])
def test_serving_needs_a_socket_and_somebody_to_serve(
    monkeypatch: pytest.MonkeyPatch, options: dict[str, int], told: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql:///nowhere")
    monkeypatch.setenv("LISTEN_PID", "1")
    with pytest.raises(Fault, match=told):
        serve.run(argparse.Namespace(socket=None, **options))


@pytest.mark.django_db
def test_pages_are_not_served_without_their_tables_or_style_sheets(
    fit: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fit.STATIC_ROOT = tmp_path
    monkeypatch.setattr(serve, "refuse_unsafe_database", lambda: None)  # the tests' database need not sync
    seal_what_is_open()
    with as_pages(), pytest.raises(Fault, match=r"no style sheets in .*prepare"):
        serve.refuse_what_is_not_ready()
    (tmp_path / "staticfiles.json").write_text("{}")
    with as_pages():
        serve.refuse_what_is_not_ready()
    with pytest.raises(Fault, match=r"which could change every table and is not held"):
        serve.refuse_what_is_not_ready()
    monkeypatch.setattr(serve, "missing_migrations", lambda: 3)
    with as_pages(), pytest.raises(Fault, match=r"lack 3 changes .*prepare"):
        serve.refuse_what_is_not_ready()


@pytest.mark.django_db
def test_preparing_looks_first_and_gives_rights_and_style_sheets_after(
    fit: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql:///that-of-the-tests")
    monkeypatch.setattr(prepare, "house", lambda settled: nullcontext())
    monkeypatch.setattr(prepare, "settle_static_files", lambda: True)
    fit.STATIC_ROOT = tmp_path
    assert prepare.run(argparse.Namespace(check=True)) == {"fit": True}
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE opennrm_web_of_tests")
    fit.WEB_ROLE = "opennrm_web_of_tests"
    done = prepare.run(argparse.Namespace(check=False))
    assert done["tables"] > 20
    assert f"rows of {done['tables']} tables, no more" in prepare.tell(done)
    fit.DEMONSTRATION = True
    with pytest.raises(Fault, match="not fit for real people"):
        prepare.run(argparse.Namespace(check=False))


@pytest.mark.django_db
def test_a_folder_that_takes_no_style_sheets_is_named(fit: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> bool:
        raise PermissionError(13, "Permission denied", "/var/lib/nowhere")

    monkeypatch.setenv("DATABASE_URL", "postgresql:///that-of-the-tests")
    monkeypatch.setattr(prepare, "house", lambda settled: nullcontext())
    monkeypatch.setattr(prepare, "settle_static_files", refuse)
    with pytest.raises(Fault, match=r"/var/lib/nowhere \(Permission denied\).*OPENNRM_STATIC"):
        prepare.run(argparse.Namespace(check=False))
