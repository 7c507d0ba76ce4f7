"""Settings of the tests: the real ones with a key of their own."""

import os

os.environ.setdefault("OPENNRM_SECRET_KEY", "only-for-tests-" + "x" * 40)

from opennrm.config.settings import *  # noqa: F403

WHITENOISE_AUTOREFRESH = True  # static files where they lie: nothing is collected for the tests
