"""The internal zone starts with a login that holds, or on this machine alone; every start in between is refused in Swedish."""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest

from lagesbild.login import hosts, login
from lagesbild.model import LagesbildError
from lagesbild.serve import Start, check, environment
from lagesbild.settings import ROOT, settings
from tests.browser.running import free_port

COOKIE, CLIENT = "Qm3vT8xY1nB6kR0wZ5cH9sL2pD7fJ4gA-uE_", "Kv7-pM2w_zR9tQ4bN8dL1sY6"
GOOD = {
    "WITHOUT_LOGIN": "false",
    "OIDC_ISSUER": "https://login.kommun.se/v2.0",
    "OIDC_CLIENT_ID": "lagesbild",
    "OIDC_CLIENT_SECRET": CLIENT,
    "COOKIE_SECRET": COOKIE,
    "INTERNAL_URL": "https://lage.kommun.se",
}
NONE = dict.fromkeys(GOOD, "") | {"WITHOUT_LOGIN": "false"}
ASKED = {"WITHOUT_LOGIN": "true"}


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch):
    def tell(values: dict[str, str]) -> None:
        for name in (*GOOD, "INTERNAL_HOSTS", "SECRETS_FILE"):
            monkeypatch.delenv(f"LAGESBILD_{name}", raising=False)
        for name, value in values.items():
            monkeypatch.setenv(f"LAGESBILD_{name}", value)
        settings.cache_clear()

    return tell


def test_a_whole_login_is_told_to_streamlit_and_hidden_from_logs(told) -> None:
    told(GOOD)
    found = login()
    assert found and found.secure
    assert found.streamlit()["redirect_uri"] == "https://lage.kommun.se/oauth2callback"
    assert found.streamlit()["server_metadata_url"] == "https://login.kommun.se/v2.0/.well-known/openid-configuration"
    assert not [secret for secret in (COOKIE, CLIENT) if secret in f"{found!r}{settings()!r}"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (NONE, "startar inte utan inloggning"),
        ({"COOKIE_SECRET": ""}, "LAGESBILD_COOKIE_SECRET saknas"),
        ({"OIDC_CLIENT_ID": ""}, "LAGESBILD_OIDC_CLIENT_ID saknas"),
        ({"INTERNAL_URL": ""}, "LAGESBILD_INTERNAL_URL saknas"),
        ({"COOKIE_SECRET": COOKIE[:31]}, "LAGESBILD_COOKIE_SECRET är för kort"),
        ({"OIDC_CLIENT_SECRET": "kort"}, "LAGESBILD_OIDC_CLIENT_SECRET är för kort"),
        ({"COOKIE_SECRET": "x" * 64}, "går att gissa"),
        ({"COOKIE_SECRET": "ab" * 32}, "går att gissa"),
        ({"COOKIE_SECRET": "change-me-change-me-change-me-0192837465"}, "går att gissa"),
        ({"COOKIE_SECRET": "ett exempel på hemlighet som är lång nog, 48271"}, "går att gissa"),
        ({"COOKIE_SECRET": CLIENT * 2, "OIDC_CLIENT_SECRET": CLIENT * 2}, "är samma"),
        ({"OIDC_ISSUER": "http://login.kommun.se"}, "LAGESBILD_OIDC_ISSUER måste börja med https"),
        ({"OIDC_ISSUER": "http://127.0.0.1.kommun.se"}, "LAGESBILD_OIDC_ISSUER måste börja med https"),
        ({"OIDC_ISSUER": "http://127.0.0.1@kommun.se"}, "ingen fullständig adress"),
        ({"OIDC_ISSUER": "login.kommun.se"}, "ingen fullständig adress"),
        ({"INTERNAL_URL": "http://lage.kommun.se"}, "LAGESBILD_INTERNAL_URL måste börja med https"),
        ({"INTERNAL_URL": "https://lage.kommun.se/intern"}, "ingen fullständig adress"),
        ({"WITHOUT_LOGIN": "true"}, "Ta bort det ena"),
        (NONE | ASKED | {"INTERNAL_URL": "https://lage.kommun.se"}, "bara nås på den här datorn"),
        (NONE | ASKED | {"INTERNAL_HOSTS": "lage.kommun.se"}, "bara nås på den här datorn"),
        ({"SECRETS_FILE": str(ROOT / "README.md")}, "i programmets egen mapp"),
        ({"SECRETS_FILE": "/nowhere/at/all.toml"}, "går inte att läsa"),
        ({"INTERNAL_HOSTS": "*.kommun.se"}, "får inte innehålla"),
    ],
)
def test_a_weak_or_open_start_is_refused_before_anything_runs(told, changed: dict[str, str], said: str) -> None:
    told(GOOD | changed)
    with pytest.raises(LagesbildError, match=said):
        check(Start("internal", free_port()))


def test_this_machine_may_be_asked_to_open_without_login(told) -> None:
    told(ASKED)
    assert login() is None
    check(Start("internal", free_port()))
    with pytest.raises(LagesbildError, match="bara på 127"):
        check(Start("internal", free_port(), "0.0.0.0"))


def test_a_provider_on_this_machine_may_do_without_tls(told) -> None:
    told(GOOD | {"OIDC_ISSUER": "http://127.0.0.1:9000", "INTERNAL_URL": "http://localhost:8501"})
    found = login()
    assert found and not found.secure


def test_secrets_may_lie_in_a_file_that_others_cannot_read(told, tmp_path: Path) -> None:
    file = tmp_path / "login.toml"
    lines = {"issuer": GOOD["OIDC_ISSUER"], "client_id": "x", "client_secret": CLIENT, "cookie_secret": COOKIE}
    file.write_text("[login]\n" + "".join(f'{key} = "{value}"\n' for key, value in lines.items()), encoding="utf-8")
    file.chmod(0o640)
    told({"WITHOUT_LOGIN": "false", "SECRETS_FILE": str(file), "INTERNAL_URL": GOOD["INTERNAL_URL"]})
    found = login()
    assert found and found.cookie_secret == COOKIE
    file.chmod(0o644)
    with pytest.raises(LagesbildError, match="kan läsas av vem som helst"):
        login()


def test_a_secret_made_as_the_sentence_says_is_accepted(told) -> None:
    for _ in range(200):
        told(GOOD | {"COOKIE_SECRET": secrets.token_urlsafe(48)})
        assert login()


def test_the_public_process_gets_none_of_it(told) -> None:
    told(GOOD)
    assert not [name for name in environment(Start("public", 1)) if "OIDC" in name or "SECRET" in name]
    assert environment(Start("internal", 1))["LAGESBILD_COOKIE_SECRET"] == COOKIE


def test_the_zone_answers_to_its_own_names_and_this_machine(told) -> None:
    told(GOOD | {"INTERNAL_HOSTS": "lage.intra.se, lage2.intra.se"})
    assert hosts(settings()) == ["lage.kommun.se", "lage.intra.se", "lage2.intra.se", "127.0.0.1", "localhost"]
