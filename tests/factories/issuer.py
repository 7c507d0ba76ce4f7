"""A provider of OpenID Connect for tests: a server of its own on this machine, with keys made for the run."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT, CLIENT_SECRET = "opennrm", "a secret between the two"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
"""Of the app that somebody has beside it."""


@dataclass
class Issuer:
    """The provider: what it will say next, and what it was asked."""

    address: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    stranger: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    says: dict[str, Any] = field(default_factory=dict)
    signed_by: str = "itself"
    asked: list[str] = field(default_factory=list)
    leads_to: str = ""
    """Where it sends whoever asks it anything; empty: it answers."""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def agrees(self, location: str) -> str:
        """Somebody signs in there: gives the path and query that their browser comes back with."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
        code = f"code-{len(self.codes)}"
        self.codes[code] = query
        back = urlsplit(query["redirect_uri"])
        return f"{back.path}?code={code}&state={query['state']}"

    def token(self, sent: dict[str, str]) -> dict[str, Any]:
        """The answer to a code, if whoever sends it is who asked for it (PKCE); a code is worth one answer."""
        asked = self.codes.pop(sent["code"])
        proof = base64.urlsafe_b64encode(hashlib.sha256(sent["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        assert asked["code_challenge_method"] == "S256"
        assert asked["code_challenge"] == proof
        now = int(time.time())
        claims = {
            "iss": self.address,
            "aud": CLIENT,
            "sub": "1",
            "iat": now,
            "exp": now + 300,
            "auth_time": now,
            "nonce": asked["nonce"],
            "email_verified": True,
            **self.says,
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        if self.signed_by == "a shared secret":
            key: Any = OctKey.import_key(CLIENT_SECRET)
            signed = jwt.encode({"alg": "HS256"}, claims, key, algorithms=["HS256"])
        elif self.signed_by == "nobody":
            parts = ({"alg": "none"}, claims)
            texts = (base64.urlsafe_b64encode(json.dumps(each).encode()).rstrip(b"=").decode() for each in parts)
            signed = ".".join([*texts, ""])
        else:
            key = self.key if self.signed_by == "itself" else self.stranger
            signed = jwt.encode({"alg": "RS256", "kid": "one"}, claims, key)
        return {"access_token": "of no use here", "token_type": "Bearer", "id_token": signed}


@contextmanager
def serving() -> Iterator[Issuer]:
    """A provider that is there for as long as this is open."""
    issuer = Issuer()

    class Answers(BaseHTTPRequestHandler):
        def answer(self, body: dict[str, Any]) -> None:
            text = json.dumps(body).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def do_GET(self) -> None:
            issuer.asked.append(self.path)
            if issuer.leads_to and self.path != issuer.leads_to:
                self.send_response(302)
                self.send_header("Location", issuer.leads_to)
                self.end_headers()
            elif self.path == "/keys":
                self.answer({"keys": [issuer.key.as_dict(private=False)]})
            else:
                self.answer(
                    {
                        "issuer": issuer.address,
                        "authorization_endpoint": f"{issuer.address}/authorize",
                        "token_endpoint": f"{issuer.address}/token",
                        "jwks_uri": f"{issuer.address}/keys",
                        "id_token_signing_alg_values_supported": ["none", "HS256", "RS256"],
                    }
                )

        def do_POST(self) -> None:
            issuer.asked.append(self.path)
            told = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.answer(issuer.token({name: values[0] for name, values in told.items()}))

        def log_message(self, *_: Any) -> None:
            pass

    served = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    issuer.address = f"http://127.0.0.1:{served.server_port}"
    Thread(target=served.serve_forever, daemon=True).start()
    yield issuer
    served.shutdown()
    served.server_close()
