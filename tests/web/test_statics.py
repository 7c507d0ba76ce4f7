"""The static files are those that were vendored, hold nothing that belongs to gov.uk alone, and can be collected."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
VENDORED = ROOT / "src/opennrm/web/static/govuk"
SUMS = dict(reversed(line.split("  ")) for line in (VENDORED / "SHA256SUMS").read_text().splitlines())
specification = importlib.util.spec_from_file_location("vendor", ROOT / "tools/vendor_govuk_frontend.py")
assert specification
assert specification.loader
vendor = importlib.util.module_from_spec(specification)
specification.loader.exec_module(vendor)


@pytest.mark.proves("15.2.4")
def test_every_vendored_file_is_the_one_that_was_taken() -> None:
    assert set(SUMS) == {path.name for path in VENDORED.iterdir()} - {"SHA256SUMS"}
    for name, digest in SUMS.items():
        assert hashlib.sha256((VENDORED / name).read_bytes()).hexdigest() == digest, name


@pytest.mark.parametrize("path", sorted(VENDORED.glob("*.css")), ids=lambda path: path.name)
def test_no_typeface_crest_or_source_map_is_left_in_a_sheet(path: Path) -> None:
    sheet = path.read_text().lower()
    assert not [word for word in vendor.FORBIDDEN if word in sheet]
    assert ".govuk-button" in sheet


def test_a_newer_version_cannot_bring_the_crest_in_unseen() -> None:
    assert (
        vendor.cleaned_css(".a{color:red}.b:before{background:url(/assets/images/govuk-crest.svg)}")
        == ".a{color:red}\n"
    )
    with pytest.raises(ValueError, match="url"):
        vendor.cleaned_css(".logo{background:url(/assets/images/new-crown.svg)}")


@pytest.mark.proves("3.5.7", "13.4.7")
def test_the_files_are_collected_under_names_of_their_content(tmp_path: Path, settings: Any) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "opennrm.web.statics.StaticFiles"}}
    call_command("collectstatic", interactive=False, verbosity=0)
    names = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    module = (tmp_path / names["opennrm.js"]).read_text()
    assert Path(names["govuk/govuk-frontend.min.js"]).name in module
