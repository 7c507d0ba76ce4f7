"""The product's own settings, with one address more: the view that everything else is compared with."""

import os

from opennrm.config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.addresses"
LEAVE_OPEN = "OPENNRM_BENCH_LEAVES_OPEN"
"""Set while it is measured what sealing costs, and nowhere else; `serve` refuses such settings."""
VAULT_SEALS = LEAVE_OPEN not in os.environ
NO_HISTORY = "OPENNRM_BENCH_KEEPS_NO_HISTORY"
"""Set while it is measured what the history costs a look at a record, and nowhere else: only this server reads it."""
SEARCHES_FREE = SEARCHES_MOST = 1_000_000
"""Each search is counted as in service, and none of two hundred is stopped: what is measured is how long one takes."""
