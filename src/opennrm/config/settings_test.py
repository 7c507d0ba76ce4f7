"""Settings of the tests: the real ones with a key of their own."""

import os
import tempfile
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

os.environ.setdefault("OPENNRM_SECRET_KEY", "only-for-tests-" + "x" * 40)

from opennrm.config.settings import *  # noqa: F403

# Keys for made-up people, the same for every test that runs on this machine.
KEYS = Path(tempfile.gettempdir()) / f"opennrm-keys-of-tests-{os.getuid()}"
if not KEYS.exists():
    _beside = KEYS.with_name(f"{KEYS.name}.{os.getpid()}")
    _beside.touch(0o600)
    _beside.write_text(f"fortests {b64encode(sha256(b'only for tests').digest()).decode()} 2026-01-01\n")
    _beside.replace(KEYS)
ANCHOR_KEY = DATA / "anchor_key_of_tests.pem"  # noqa: F405

MADE_UP_PEOPLE = ""  # tests load them as they need them

# Static files straight from the source, without a build.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
