"""A small real OpenID Connect provider for tests: discovery, authorize, token signed with RS256, keys and end of session.

Whoever comes to `authorize` is the person that the test has put there; the token may be made wrong in one way.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.browser.running import free_port

CLIENT, SECRET = "lagesbild-intern", "Kv7-pM2w_zR9tQ4bN8dL1sY6"
WRONG = ("nonce", "audience", "issuer", "expired", "key", "unsigned", "no_issue")


@dataclass
class Provider:
    """The provider's state: who comes next, what is wrong with the token, and the codes it has handed out."""

    port: int
    person: dict[str, Any] = field(default_factory=lambda: {"sub": "1", "name": "Ingen"})
    wrong: str = ""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    ended: list[str] = field(default_factory=list)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "k1", "use": "sig"}, auto_kid=False))

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def discovery(self, _request: Request) -> Response:
        ends = {"authorization": "authorize", "token": "token", "end_session": "logout"}
        told = {f"{name}_endpoint": f"{self.issuer}/{path}" for name, path in ends.items()} | {"jwks_uri": f"{self.issuer}/keys"}
        return JSONResponse(told | {
            "issuer": self.issuer, "response_types_supported": ["code"], "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"], "code_challenge_methods_supported": ["S256"],
        })  # fmt: skip

    def keys(self, _request: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    def authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        assert asked["client_id"] == CLIENT and asked["response_type"] == "code" and asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return RedirectResponse(f"{asked['redirect_uri']}?code={code}&state={asked['state']}", status_code=302)

    async def token(self, request: Request) -> Response:
        form = await request.form()
        asked = self.codes.pop(str(form.get("code")), None)
        if asked is None or asked["redirect_uri"] != form.get("redirect_uri") or not form.get("code_verifier"):
            return JSONResponse({"error": "invalid_grant"}, status_code=400)
        return JSONResponse({"access_token": secrets.token_urlsafe(8), "token_type": "Bearer", "id_token": self.id_token(asked["nonce"])})

    def id_token(self, nonce: str) -> str:
        """The signed token about the person, wrong in the way that the test asks for."""
        now = int(time.time()) - (7200 if self.wrong == "expired" else 0)
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 3600, "nonce": nonce} | self.person
        claims |= {"nonce": {"nonce": "another"}, "audience": {"aud": "another"}, "issuer": {"iss": "https://another"}}.get(self.wrong, {})
        if self.wrong == "no_issue":
            del claims["iat"]
        if self.wrong == "unsigned":
            import base64
            import json

            return (
                ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in ({"alg": "none"}, claims))
                + "."
            )
        key = RSAKey.generate_key(2048) if self.wrong == "key" else self.key
        return jwt.encode({"alg": "RS256", "kid": "k1"}, claims, key)

    def logout(self, request: Request) -> Response:
        self.ended.append(request.query_params.get("id_token_hint", ""))
        return RedirectResponse(request.query_params["post_logout_redirect_uri"], status_code=302)


@contextmanager
def providing() -> Iterator[Provider]:
    """Run the provider in a thread of its own until the block ends."""
    provider = Provider(free_port())
    routes = [
        Route("/.well-known/openid-configuration", provider.discovery),
        Route("/keys", provider.keys),
        Route("/authorize", provider.authorize),
        Route("/token", provider.token, methods=["POST"]),
        Route("/logout", provider.logout),
    ]
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=routes), port=provider.port, log_config=None, ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield provider
    server.should_exit = True
    thread.join(10)
