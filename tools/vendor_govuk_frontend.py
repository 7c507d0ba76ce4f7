"""Takes the built files of npm's govuk-frontend into the repository, without what belongs to gov.uk alone.

Run `python tools/vendor_govuk_frontend.py 6.3.0` where npm is installed, look at `git diff`, then run the tests of
`tests/web/components`: they compare our components with the fixtures taken along. Nobody else needs node.
The typeface GDS Transport, the crest and the crown are licensed to gov.uk alone, so they are removed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
import re
import subprocess
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STATIC = ROOT / "src/opennrm/web/static/govuk"
FIXTURES = ROOT / "tests/web/components/fixtures/govuk-frontend.json.xz"
RTLCSS = "rtlcss@4.3.0"
FONT_STACK = 'system-ui,"Segoe UI",Roboto,"Noto Sans",Arial,"Noto Sans Arabic",sans-serif'
FORBIDDEN = ("@font-face", "transport", "govuk-crest", "url(", "sourcemappingurl", "margaret calvert")
LICENCE = """The MIT License (MIT)

Copyright (C) 2017 Crown Copyright (Government Digital Service)

Permission is hereby granted, free of charge, to any person obtaining a copy of
this software and associated documentation files (the "Software"), to deal in
the Software without restriction, including without limitation the rights to
use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies
of the Software, and to permit persons to whom the Software is furnished to do
so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
"""


def cleaned_css(css: str) -> str:
    """Take the built sheet; give it without fonts, crest and source map.

    Raises ValueError when something that may not be shipped is left, so that a newer version cannot bring it in unseen.
    """
    css = re.sub(r"/\*!.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"@font-face\s*{[^}]*}", "", css)
    css = re.sub(r"[^{}]*{[^{}]*url\([^)]*govuk-crest[^{}]*}", "", css)
    css = re.sub(r"@supports [^{}]*{}", "", css)
    css = re.sub(r"[\"']?GDS Transport[\"']?,\s*arial,\s*sans-serif", FONT_STACK, css)
    css = re.sub(r"/\*# sourceMappingURL=[^*]*\*/", "", css).strip() + "\n"
    left = [word for word in FORBIDDEN if word in css.lower()]
    if left or css.count("{") != css.count("}"):
        raise ValueError(f"The sheet still holds {left} or its braces do not match: look at the newer version by hand.")
    return css


def cleaned_js(javascript: str) -> str:
    """Take the built module; give it without its source map."""
    return re.sub(r"//# sourceMappingURL=.*", "", javascript).strip() + "\n"


def fixtures(package: Path) -> bytes:
    """Take the unpacked package; give every component's parameters and expected HTML as compressed JSON."""
    found = {}
    for path in sorted(package.glob("dist/govuk/components/*/fixtures.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        found[content["component"]] = [
            {"name": each["name"], "options": each["options"], "html": each["html"]} for each in content["fixtures"]
        ]
    return lzma.compress(json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode(), preset=9)


def vendor(version: str) -> None:
    """Take the version wanted; write the sheets, the module, the licence, the checksums and the fixtures."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        subprocess.run(["npm", "pack", f"govuk-frontend@{version}"], cwd=here, check=True)
        with tarfile.open(here / f"govuk-frontend-{version}.tgz") as archive:
            archive.extractall(here, filter="data")
        built = here / "package/dist/govuk"
        STATIC.mkdir(parents=True, exist_ok=True)
        sheet = STATIC / "govuk-frontend.min.css"
        sheet.write_text(cleaned_css((built / sheet.name).read_text(encoding="utf-8")), encoding="utf-8")
        rtl = STATIC / "govuk-frontend.rtl.min.css"
        subprocess.run(["npx", "--yes", RTLCSS, str(sheet), str(rtl)], cwd=here, check=True)
        module = STATIC / "govuk-frontend.min.js"
        module.write_text(cleaned_js((built / module.name).read_text(encoding="utf-8")), encoding="utf-8")
        (STATIC / "LICENSE.txt").write_text(LICENCE, encoding="utf-8")
        (STATIC / "VERSION.txt").write_text(f"govuk-frontend {version}, right to left by {RTLCSS}\n", encoding="utf-8")
        FIXTURES.parent.mkdir(parents=True, exist_ok=True)
        FIXTURES.write_bytes(fixtures(here / "package"))
    write_checksums()


def write_checksums() -> None:
    """Write the SHA-256 of every vendored file, in the form that `sha256sum --check` reads."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted(STATIC.iterdir())
        if path.name != "SHA256SUMS"
    ]
    (STATIC / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("version", help="the version of govuk-frontend, such as 6.3.0")
    vendor(parser.parse_args().version)
