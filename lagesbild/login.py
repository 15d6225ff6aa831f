"""How the internal zone knows who comes: an OpenID Connect provider, or on a developer's own machine nobody at all.

A start that would leave the zone open, or closed with a key that anybody can guess, is refused with a sentence that names the setting.
Settings come from the environment, or from a file outside the program (LAGESBILD_SECRETS_FILE) that nobody else can read:

    [login]
    issuer = "https://login.microsoftonline.com/<tenant>/v2.0"
    client_id = "..."
    client_secret = "..."
    cookie_secret = "..."        # python -c "import secrets; print(secrets.token_urlsafe(48))"
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lagesbild.model import LagesbildError
from lagesbild.settings import ROOT, Settings, settings
from lagesbild.texts import text

LOOPBACK = ("127.0.0.1", "localhost", "::1")
CALLBACK = "/oauth2callback"  # the only return address that Streamlit knows
NEEDED = {"oidc_issuer": "issuer", "oidc_client_id": "client_id", "oidc_client_secret": "client_secret", "cookie_secret": "cookie_secret"}
SHORTEST = {"oidc_client_secret": 16, "cookie_secret": 32}
FEWEST = 10  # different characters of a secret; a random one of this length has more
EXAMPLES = re.compile(
    r"example|exempel|change.?me|secret|hemlig|password|losenord|lösenord|xxxx|\.\.\.|12345|abcdef|byt.?ut", re.IGNORECASE
)


@dataclass(frozen=True)
class Login:
    """A provider and what it takes to ask it; `address` is where people reach the internal zone, without slash at the end."""

    issuer: str
    client_id: str
    address: str
    client_secret: str = field(repr=False)
    cookie_secret: str = field(repr=False)

    @property
    def secure(self) -> bool:
        """Whether people reach the zone over TLS, which a proxy in front of it speaks."""
        return self.address.startswith("https://")

    def streamlit(self) -> dict[str, Any]:
        """The same as Streamlit's section [auth]."""
        return {
            "redirect_uri": self.address + CALLBACK,
            "cookie_secret": self.cookie_secret,
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "server_metadata_url": f"{self.issuer.rstrip('/')}/.well-known/openid-configuration",
        }


def login() -> Login | None:
    """The configured login, or None where the zone is asked to open without; raises LagesbildError for everything in between."""
    told = settings()
    secrets = _file(told.secrets_file) if told.secrets_file else {}
    said = {name: str(getattr(told, name) or secrets.get(short, "")) for name, short in NEEDED.items()}
    if told.without_login:
        if any(said.values()):
            raise LagesbildError(text("access.start.both"))
        if (told.internal_url and urlsplit(told.internal_url).hostname not in LOOPBACK) or told.internal_hosts:
            raise LagesbildError(text("access.start.exposed", setting="LAGESBILD_INTERNAL_URL"))
        return None
    if not any(said.values()):
        raise LagesbildError(text("access.start.nothing"))
    missing = [f"LAGESBILD_{name.upper()}" for name in said if not said[name]]
    if missing or not told.internal_url:
        raise LagesbildError(text("access.start.missing", settings=", ".join(missing or ["LAGESBILD_INTERNAL_URL"])))
    for name in SHORTEST:
        _strong(name, said[name])
    if said["cookie_secret"] == said["oidc_client_secret"]:
        raise LagesbildError(text("access.start.same"))
    _address("LAGESBILD_OIDC_ISSUER", said["oidc_issuer"])
    _address("LAGESBILD_INTERNAL_URL", told.internal_url, bare=True)
    return Login(
        said["oidc_issuer"], said["oidc_client_id"], told.internal_url.rstrip("/"), said["oidc_client_secret"], said["cookie_secret"]
    )


def hosts(told: Settings) -> list[str]:
    """The host names that the internal zone answers to: its public address, those that are named, and this machine for its keepers."""
    own = urlsplit(told.internal_url).hostname
    named = [name.strip() for name in told.internal_hosts.split(",") if name.strip()]
    if any("*" in name for name in named):
        raise LagesbildError(text("access.start.any_host"))
    return [*dict.fromkeys([*([own] if own else []), *named, "127.0.0.1", "localhost"])]


def _strong(name: str, secret: str) -> None:
    setting, least = f"LAGESBILD_{name.upper()}", SHORTEST[name]
    if len(secret) < least:
        raise LagesbildError(text("access.start.short", setting=setting, least=least))
    if EXAMPLES.search(secret) or len(set(secret)) < FEWEST:
        raise LagesbildError(text("access.start.example", setting=setting))


def _address(setting: str, address: str, *, bare: bool = False) -> None:
    told = urlsplit(address)
    if told.scheme not in ("http", "https") or not told.hostname or told.query or told.fragment or told.username:
        raise LagesbildError(text("access.start.no_address", setting=setting))
    if bare and told.path not in ("", "/"):
        raise LagesbildError(text("access.start.no_address", setting=setting))
    if told.scheme == "http" and told.hostname not in LOOPBACK:
        raise LagesbildError(text("access.start.not_https", setting=setting))


def _file(path: Path) -> dict[str, Any]:
    """The section [login] of a file that lies outside the program and that others on the machine cannot read."""
    if path.resolve().is_relative_to(ROOT):
        raise LagesbildError(text("access.start.inside", file=path.name))
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        others = path.stat().st_mode & 0o007
    except (OSError, ValueError) as fault:
        raise LagesbildError(text("access.start.unread", file=path.name)) from fault
    if others:
        raise LagesbildError(text("access.start.open_file", file=path.name))
    section = told.get("login")
    return section if isinstance(section, dict) else {}
