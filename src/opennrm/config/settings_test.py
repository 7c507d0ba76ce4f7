"""Settings of the tests: the real ones with a key of their own."""

import os

os.environ.setdefault("OPENNRM_SECRET_KEY", "only-for-tests-" + "x" * 40)

from opennrm.config.settings import *  # noqa: F403

ANCHOR_KEY = DATA / "anchor_key_of_tests.pem"  # noqa: F405

MADE_UP_PEOPLE = ""  # tests load them as they need them

# Static files straight from the source, without a build.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
