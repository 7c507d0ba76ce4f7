"""What `./opennrm` does before any package is there."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bootstrap import environment, packages, start
from opennrm.config.fault import Fault

ROOT = Path(__file__).resolve().parents[2]


def command(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, ROOT / "opennrm", *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_it_starts_with_the_standard_library_alone() -> None:
    asked = (
        f"import sys; sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / 'src')!r}]; import bootstrap.start; "
        "print([name for name in sys.modules if name.partition('.')[0] not in "
        "sys.stdlib_module_names | {'__main__', 'bootstrap', 'opennrm'}])"
    )
    told = subprocess.run([sys.executable, "-I", "-S", "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_a_python_that_is_too_old_can_read_the_command_and_is_told() -> None:
    text = (ROOT / "opennrm").read_text().replace("(3, 11)", "(4, 0)")
    told = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True)
    assert told.returncode == 1
    assert "needs Python 3.11 or newer and this is Python 3." in told.stderr
    assert "Traceback" not in told.stderr


def test_a_port_in_use_is_told_in_one_sentence_before_anything_is_started(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        plain = command("run", PORT=port, OPENNRM_DATA=str(tmp_path / "data"))
        as_json = command("run", "--json", PORT=port, OPENNRM_DATA=str(tmp_path / "data"))
    assert plain.returncode == as_json.returncode == 2
    assert plain.stderr.startswith(f"Port {port} is taken by another program: ")
    assert plain.stderr.count("\n") == 1
    assert json.loads(as_json.stdout)["error"] == plain.stderr.strip()
    assert not (tmp_path / "data").exists()


def test_a_python_without_venv_is_told_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(Fault, match=r"no venv module.*apt-get install python3-venv"):
        environment.make_environment(tmp_path)
    assert not (tmp_path / ".venv").exists()


def test_a_python_without_ensurepip_or_pip_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: object() if name == "venv" else None)
    with pytest.raises(Fault, match=r"no ensurepip module.*apt-get install python3-venv"):
        environment.make_environment(tmp_path)


def test_a_full_disk_is_told_before_anything_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment.shutil, "disk_usage", lambda path: type("Usage", (), {"free": 5_000_000}))
    with pytest.raises(Fault, match=r"has 5 MB free and the packages need \d+ MB: make room"):
        environment.require_room(tmp_path, "run.txt")


def test_an_environment_that_is_a_link_is_used_as_it_is(tmp_path: Path) -> None:
    (tmp_path / ".venv").symlink_to(Path(sys.prefix))
    assert environment.make_environment(tmp_path) == tmp_path / ".venv" / "bin" / "python"


def test_a_network_without_names_is_told_in_one_sentence(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("error: Request failed\n  Caused by: dns error: failed to lookup address information\n")
    assert packages._reason(log).startswith("no name on the network could be looked up")


def test_the_users_own_index_of_pip_is_passed_on_to_uv(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "https://packages.example/simple")
    monkeypatch.delenv("UV_DEFAULT_INDEX", raising=False)
    assert packages._pips_settings(Path(sys.executable))["UV_DEFAULT_INDEX"] == "https://packages.example/simple"


def test_what_the_user_told_uv_itself_counts_for_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "https://packages.example/simple")
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://other.example/simple")
    assert "UV_DEFAULT_INDEX" not in packages._pips_settings(Path(sys.executable))


def test_every_verb_that_runs_tests_gets_what_tests_need() -> None:
    """Also in a fresh clone in which nobody has run the tests yet."""
    assert {start.requirements_of(verb) for verb in ("test", "drill", "bench")} == {"test.txt"}
    assert start.requirements_of("run") == start.requirements_of("serve") == "run.txt"


def test_an_equal_stamp_saves_the_installation_and_a_changed_list_does_not(tmp_path: Path) -> None:
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "run.txt").write_text("a==1")
    assert not packages.is_installed(tmp_path, python, "run.txt")
    (tmp_path / ".venv" / packages.STAMP).write_text(json.dumps(packages._wanted(tmp_path, "run.txt")))
    assert packages.is_installed(tmp_path, python, "run.txt")
    (tmp_path / "requirements" / "run.txt").write_text("a==2")
    assert not packages.is_installed(tmp_path, python, "run.txt")


@pytest.mark.proves("OPS-01", "15.2.1", "15.2.4", "15.1.2")
@pytest.mark.parametrize("name", ["run.txt", "test.txt", "uv.txt"])
def test_every_package_is_bound_to_its_hash_and_no_address_is_named(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text()
    entries = re.split(r"\n(?=\S)", text.strip())
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text


def test_the_list_for_tests_holds_every_package_of_the_list_to_run_at_the_same_version() -> None:
    run, test = (
        set(re.findall(r"^(\S+==\S+)", (ROOT / "requirements" / name).read_text(), re.MULTILINE))
        for name in ("run.txt", "test.txt")
    )
    assert run - test == set()
