"""The product's own settings, with one address more: the view that everything else is compared with."""

from opennrm.config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.addresses"
