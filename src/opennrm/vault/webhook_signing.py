"""The secrets of webhooks and the signatures made with them, as https://www.standardwebhooks.com says.

A secret is made from the installation's own key whenever it is needed, so it lies in no table and in no backup.
"""

from __future__ import annotations

import base64
import hashlib
import hmac

from opennrm.vault.sealing import keyed_digest


def webhook_secret(webhook: str, version: int) -> str:
    """The secret of a webhook as its owner keeps it; each version is another."""
    return "whsec_" + base64.b64encode(_key(webhook, version)).decode()


def webhook_signature(webhook: str, version: int, content: bytes) -> str:
    """The signature of what is sent."""
    signed = hmac.new(_key(webhook, version), content, hashlib.sha256).digest()
    return "v1," + base64.b64encode(signed).decode()


def _key(webhook: str, version: int) -> bytes:
    return keyed_digest(f"{webhook} {version}".encode(), purpose="webhook")
