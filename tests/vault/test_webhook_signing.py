"""The secrets of webhooks are each their own, and a signature is as the published scheme makes it."""

from __future__ import annotations

import base64
import hashlib
import hmac

from opennrm.vault.webhook_signing import webhook_secret, webhook_signature


def test_each_webhook_and_each_version_has_its_own_secret_and_it_comes_again() -> None:
    secrets = {webhook_secret(hook, version) for hook in ("a", "b") for version in (1, 2)}
    assert len(secrets) == 4
    assert webhook_secret("a", 1) in secrets
    assert all(len(base64.b64decode(secret.removeprefix("whsec_"))) == 32 for secret in secrets)


def test_a_signature_is_an_hmac_under_the_secret() -> None:
    key = base64.b64decode(webhook_secret("a", 1).removeprefix("whsec_"))
    expected = base64.b64encode(hmac.new(key, b"id.1.{}", hashlib.sha256).digest()).decode()
    assert webhook_signature("a", 1, b"id.1.{}") == f"v1,{expected}"
    assert webhook_signature("a", 2, b"id.1.{}") != f"v1,{expected}"
