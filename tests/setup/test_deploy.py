"""The examples of deploy/ parse and agree with the product: settings, verbs, roles, headers, limits."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest
from django.conf import settings

from opennrm.config.postgres_settings import SETTINGS
from opennrm.console import verbs
from opennrm.web.middleware import HEADERS
from tests.house.test_docs_name_everything import settings_of
from tests.house.tree import sources
from tests.setup.town import DEPLOY, ROOT, certificate, example_environment, nginx_configured, nginx_program

UNITS = sorted((DEPLOY / "systemd").iterdir())
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
OURS = [unit for unit in SERVICES if unit.name != "opennrm-alarm@.service"]
HOW_TO = ROOT / "docs/how-to/deploy.md"
Unit = dict[tuple[str, str], list[str]]
HARD = {
    "NoNewPrivileges": "yes",
    "CapabilityBoundingSet": "",
    "LimitCORE": "0",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "ProtectProc": "invisible",
    "RestrictNamespaces": "yes",
    "MemoryDenyWriteExecute": "yes",
    "SystemCallArchitectures": "native",
}


def read(unit: Path) -> Unit:
    """The lines of a unit by section and key; a key may stand there twice."""
    found: Unit = defaultdict(list)
    section = ""
    for line in unit.read_text().splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            key, _, value = line.partition("=")
            found[section, key].append(value)
    return found


def test_every_unit_has_what_its_kind_needs() -> None:
    needs = {".service": ("Service", "ExecStart"), ".timer": ("Timer", "OnCalendar"), ".socket": ("Socket", "Listen")}
    for unit in UNITS:
        section, key = needs[unit.suffix]
        found = read(unit)
        assert found["Unit", "Description"], unit.name
        assert [name for at, name in found if at == section and name.startswith(key)], unit.name


def test_every_timer_starts_a_unit_and_every_unit_named_is_there() -> None:
    names = {unit.name for unit in UNITS}
    assert {unit.with_suffix(".service").name for unit in UNITS if unit.suffix == ".timer"} <= names
    for unit in UNITS:
        for key in ("Requires", "OnFailure", "Conflicts"):
            for named in " ".join(read(unit)["Unit", key]).split():
                assert re.sub("@.*", "@.service", named) in names, f"{unit.name}: {named}"


@pytest.mark.proves("13.2.1", "13.3.2")
@pytest.mark.parametrize("unit", OURS, ids=lambda unit: unit.stem)
def test_every_service_is_fenced_in_and_is_nobody_else(unit: Path) -> None:
    found = read(unit)
    assert {key: found["Service", key] for key in HARD} == {key: [value] for key, value in HARD.items()}
    (user,) = found["Service", "User"]
    assert f"CREATE ROLE {user} LOGIN;" in (DEPLOY / "roles.sql").read_text()
    families = set(" ".join(found["Service", "RestrictAddressFamilies"]).split())
    assert (families == {"AF_UNIX"}) is (unit.stem != "opennrm-deliver")


@pytest.mark.parametrize("unit", OURS, ids=lambda unit: unit.stem)
def test_every_command_of_a_unit_is_one_that_the_product_has(unit: Path) -> None:
    (command,) = read(unit)["Service", "ExecStart"]
    words = [word for word in command.removeprefix("/usr/bin/env ").split() if "=" not in word]
    program = ROOT / words[0].removeprefix("/opt/opennrm/")
    assert program.stat().st_mode & 0o111
    if program.name == "opennrm" and words[1] not in verbs.VERBS and words[1] == "sweep":
        pytest.skip("the verb sweep is not there yet, so its unit waits for it")
    if program.name == "opennrm":
        parser = argparse.ArgumentParser(exit_on_error=False)
        verbs.verb_named(words[1]).arguments(parser)
        parser.parse_args(words[2:])


@pytest.mark.proves("13.2.3")
def test_every_setting_of_the_example_is_read_and_no_secret_is_set() -> None:
    example = example_environment()
    assert set(example) <= settings_of(sources("src", "bootstrap"))
    assert {name: example[name] for name in example if re.search("KEY|PASSWORD|SMTP_USER", name)} == {
        "OPENNRM_SECRET_KEY": "",
        "OPENNRM_VAULT_KEY": "",
        "OPENNRM_KEYS": "/etc/opennrm/keyring/keys",
        "OPENNRM_ANCHOR_KEY": "/var/lib/opennrm-worker/anchor_key.pem",
        "OPENNRM_SMTP_USER": "",
        "OPENNRM_SMTP_PASSWORD": "",
    }


@pytest.mark.proves("CR-02")
def test_whoever_changes_keys_may_put_a_file_in_the_place_of_the_keys_file() -> None:
    keys, unit = Path(example_environment()["OPENNRM_KEYS"]), read(DEPLOY / "systemd/opennrm-rotate-keys.service")
    (user,), (group,) = unit["Service", "User"], unit["Service", "Group"]
    told = HOW_TO.read_text()
    assert f"install -d -m 0750 -o {user} -g {group} {keys.parent}\n" in told
    assert f"chown {user}:{group} {keys} && chmod 640 {keys}\n" in told
    assert unit["Service", "ReadWritePaths"] == [str(keys.parent)]
    assert keys.parent != Path("/etc/opennrm"), "which root owns, and in which nobody else puts a file"


@pytest.mark.proves("PRIV-01", "16.2.5")
def test_postgresql_tells_its_log_no_more_than_our_own_does() -> None:
    text = (DEPLOY / "postgresql.conf").read_text()
    put = dict(re.findall(r"^(\w+) = '?([^'\n]*)'?$", text, re.MULTILINE))
    ours = {key: value for key, value in SETTINGS.items() if key.startswith("log_") and key != "log_checkpoints"}
    assert put.items() >= {**ours, "listen_addresses": "", "fsync": "on", "synchronous_commit": "on"}.items()


def test_systemd_finds_nothing_wrong(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed, so the units were not verified by it")
    for unit in UNITS:
        (tmp_path / unit.name).write_text(unit.read_text().replace("/opt/opennrm", str(ROOT)))
    paths = [str(tmp_path / unit.name) for unit in UNITS]
    done = subprocess.run(["systemd-analyze", "verify", *paths], capture_output=True, text=True, check=False)
    told = [line for line in done.stderr.splitlines() if "opennrm" in line]
    assert (done.returncode, told) == (0, [])


def test_systemd_holds_every_service_for_hardly_exposed(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed, so the units' exposure was not measured")
    paths = [str(unit) for unit in OURS]
    command = ["systemd-analyze", "security", "--offline=true", "--threshold=15", "--no-pager", *paths]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, re.findall(r"Overall.*", done.stdout)
    planted = tmp_path / "open.service"
    planted.write_text(re.sub("(SystemCall|Restrict|Private|Protect)[A-Za-z]*=.*", "", OURS[0].read_text()))
    assert subprocess.run([*command[: -len(paths)], str(planted)], capture_output=True, check=False).returncode != 0


def test_the_network_of_the_pages_is_opened_to_a_provider_alone_and_only_by_its_drop_in(tmp_path: Path) -> None:
    drop_in = DEPLOY / "sign-in-provider.conf"
    put = read(drop_in)
    assert put["Service", "PrivateNetwork"] == ["no"]
    assert put["Service", "RestrictAddressFamilies"] == ["", "AF_UNIX AF_INET AF_INET6"], "the first takes back ours"
    assert put["Service", "IPAddressDeny"] == ["any"]
    assert all("/" in allowed for allowed in put["Service", "IPAddressAllow"])
    assert read(DEPLOY / "systemd/opennrm.service")["Service", "PrivateNetwork"] == ["yes"]
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed, so the drop-in was not verified by it")
    for unit in UNITS:
        (tmp_path / unit.name).write_text(unit.read_text().replace("/opt/opennrm", str(ROOT)))
    beside = tmp_path / "opennrm.service.d"
    beside.mkdir()
    shutil.copy(drop_in, beside)
    environment = {**os.environ, "SYSTEMD_UNIT_PATH": f"{tmp_path}:"}
    paths = [str(tmp_path / unit.name) for unit in UNITS]
    done = subprocess.run(
        ["systemd-analyze", "verify", *paths], env=environment, capture_output=True, text=True, check=False
    )
    told = [line for line in done.stderr.splitlines() if "opennrm" in line or "sign-in-provider" in line]
    assert (done.returncode, told) == (0, [])
    (beside / drop_in.name).write_text(
        drop_in.read_text().replace("IPAddressAllow=203.0.113.10/32", "IPAddressAllow=x")
    )
    done = subprocess.run(
        ["systemd-analyze", "verify", *paths], env=environment, capture_output=True, text=True, check=False
    )
    assert "sign-in-provider" in done.stderr, "a planted mistake in it is found"


def test_nginx_reads_its_example(tmp_path: Path) -> None:
    program = nginx_program()
    if program is None:
        pytest.skip("nginx is not installed, so its example was not read by it")
    certificate(tmp_path)
    main = nginx_configured(tmp_path, plain=8080, tls=8443)
    done = subprocess.run(
        [program, "-t", "-p", str(tmp_path), "-c", str(main)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "[warn]" not in done.stderr.replace('the "listen ... http2" directive is deprecated', "")


@pytest.mark.proves("HDR-01")
def test_nginx_puts_the_products_headers_on_its_own_answers() -> None:
    text = (DEPLOY / "nginx/headers.conf").read_text()
    put = dict(re.findall(r'^add_header (\S+) "([^"]+)" always;$', text, re.MULTILINE))
    assert put == {**HEADERS, "Strict-Transport-Security": "max-age=31536000; includeSubDomains"}


def test_nginx_takes_what_the_product_takes_and_writes_none_of_it_to_disk() -> None:
    text = (DEPLOY / "nginx/opennrm.conf").read_text()
    body = re.search(r"client_max_body_size (\d+)m;", text)
    held = re.search(r"client_body_buffer_size (\d+)m;", text)
    assert body
    assert held
    assert body[1] == held[1]
    assert int(body[1]) * 1_000_000 > settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    assert "proxy_max_temp_file_size 0;" in text
    assert f"at most {body[1]} MB a request" in HOW_TO.read_text()


def test_every_page_that_nginx_shows_is_there_and_needs_nothing() -> None:
    text = (DEPLOY / "nginx/opennrm.conf").read_text()
    pages = {path.stem: path.read_text() for path in (DEPLOY / "nginx/pages").iterdir()}
    named = set(re.findall(r"/_nginx/([a-z-]+)\.html", text))
    named |= set(re.findall(r"(?:default|\$) ([a-z]+(?:-[a-z]+)+|closed);", text))
    assert named == set(pages)
    for page in pages.values():
        assert '<html lang="en-gb">' in page
        assert not re.search(r"<script|<style|<link|<img|style=|https?:", page)
    for stem in ("not-received", "may-not-have-been-received", "too-large", "too-many", "bad-request"):
        assert re.search(r"(?i)not (have been )?received", pages[stem])


def test_the_how_to_names_every_file_and_no_file_or_verb_that_is_not_there() -> None:
    told = HOW_TO.read_text()
    for path in DEPLOY.rglob("*"):
        if path.is_file() and path.suffix not in (".html", ".service", ".timer", ".socket"):
            assert str(path.relative_to(ROOT)) in told, path
    for unit in UNITS:
        assert unit.stem.rstrip("@") in told, unit.name
    for named in re.findall(r"(?<![\w/])(deploy/[\w./-]*\w)", told):
        assert list(ROOT.glob(f"{named}*")), named
    typed = set(re.findall(r"\./opennrm ([a-z]+)", told))
    assert {"prepare", "verify", "organisation"} <= typed <= set(verbs.VERBS)


def test_anchors_are_put_fetched_and_verified_in_one_place() -> None:
    place = example_environment()["OPENNRM_ANCHORS"]
    told = HOW_TO.read_text()
    assert f"rsync -a --append-verify --backup root@nrm.marshland.example:{place}/ anchors/" in told
    assert f"-o opennrm_worker -g opennrm {place}" in told
    for unit in ("opennrm-deliver", "opennrm-verify"):
        assert read(DEPLOY / f"systemd/{unit}.service")["Service", "ReadWritePaths"] == [f"-{place}"]
    assert "/var/lib/opennrm/anchor" not in told


def test_every_block_of_the_how_to_is_something_that_a_shell_reads() -> None:
    blocks = re.findall(r"(?:^    .*\n)+", HOW_TO.read_text(), re.MULTILINE)
    assert len(blocks) > 20
    for block in blocks:
        done = subprocess.run(["bash", "-n"], input=block, capture_output=True, text=True, check=False)
        assert done.returncode == 0, block + done.stderr


@pytest.mark.proves("2.4.1")
@pytest.mark.parametrize("address", ["/sign-in/", "/sign-in/code/", "/sign-in/passkey/", "/policy-violations"])
def test_nginx_slows_whoever_sends_without_end_to_what_needs_no_session(address: str) -> None:
    found = re.findall(r"location (=|\^~) (\S+) \{([^}]*)\}", (DEPLOY / "nginx/opennrm.conf").read_text())
    slowed = [(how, place) for how, place, inside in found if re.search(r"limit_req zone=opennrm_sign_in ", inside)]
    assert any(address == place if how == "=" else address.startswith(place) for how, place in slowed)
