"""Speaking with an organisation's identity provider, by OpenID Connect.

Loaded only once somebody signs in so: the libraries for it take some 30 MB, which a place without providers keeps.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import OAuth
from joserfc.errors import JoseError
from requests import RequestException

from opennrm.partners.sign_in_providers import Provider

SECONDS = 10
WRONG = (AuthlibBaseError, JoseError, RequestException, ValueError, KeyError, RuntimeError, TypeError)
"""What is raised where a provider cannot be reached, or says something else than it may."""


@cache
def client_of(provider: Provider) -> Any:
    """What speaks with this provider; what it told of itself is kept."""
    return OAuth().register(
        name=provider.organisation,
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        server_metadata_url=provider.issuer.rstrip("/") + "/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid email",
            "code_challenge_method": "S256",
            "default_timeout": SECONDS,
            "max_redirects": 0,  # what leads elsewhere is not the provider that was agreed on
        },
    )
