"""The whole way through a local provider: in, who is it, out; and every token, state and cookie that must not let anybody in."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import OctKey
from playwright.sync_api import Page, expect

from lagesbild.audit import events, verify
from tests.browser.provider import WRONG, Provider, providing
from tests.browser.running import Server, Watch
from tests.browser.signed_in import COOKIE_SECRET, USER, ask, claims, cookie, with_login, xsrf
from tests.browser.stream import run_page

ASA = {"sub": "77", "name": "Åsa Ek", "email": "asa.ek@norrhamn.se", "roles": ["analyst"]}


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with providing() as found:
        yield found


@pytest.fixture(scope="module")
def zone(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An empty internal zone that asks the provider."""
    folder = tmp_path_factory.mktemp("login")
    with with_login(folder / "home", folder / "log", issuer=provider.issuer) as server:
        yield server


@pytest.fixture(autouse=True)
def person(provider: Provider) -> None:
    provider.person, provider.wrong = dict(ASA), ""


def log_of(server: Server) -> list[dict[str, object]]:
    return events(server.log.parent / "home")


def token() -> str:
    """What the button on the login page sends along."""
    return jwt.encode({"alg": "HS256"}, {"provider": "default", "exp": int(time.time()) + 60}, OctKey.import_key(COOKIE_SECRET))


def to_provider(client: httpx.Client, server: Server) -> str:
    """Go to the provider and come back to the very address that it sends us to, without opening it yet."""
    out = client.get(f"{server.url}/auth/login", params={"provider": token()})
    assert out.status_code == 302
    return client.get(out.headers["location"]).headers["location"]


def logged_in(client: httpx.Client, server: Server) -> bool:
    """Whether the client's cookies open a page."""
    mine = {name: value for name, value in client.cookies.items() if name.startswith(USER)}
    frames = b"".join(ask(server, run_page(""), mine)).decode(errors="ignore")
    assert ("Logga in med arbetskontot" in frames) is not ("Här finns inga siffror än" in frames)
    return "Här finns inga siffror än" in frames


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def test_in_and_out_in_a_browser(provider: Provider, zone: Server, watch: Watch) -> None:
    page = watch.context.new_page()
    page.goto(f"{zone.url}/trender")
    expect(page.locator("h1")).to_have_text("Logga in", timeout=20_000)
    press(page, "Logga in med arbetskontot")
    expect(page.locator("h1")).to_have_text("Här finns inga siffror än", timeout=20_000)
    assert page.url == f"{zone.url}/trender", "back at the page that was asked for"
    page.goto(f"{zone.url}/inloggning")
    expect(page.locator("h1")).to_have_text("Inloggad som Åsa Ek", timeout=20_000)
    kept = {str(c.get("name")): str(c.get("value")) for c in watch.context.cookies()}
    assert all(c.get("httpOnly") and c.get("sameSite") == "Lax" for c in watch.context.cookies() if str(c.get("name")).startswith(USER))
    press(page, "Logga ut")
    expect(page.locator("h1")).to_have_text("Logga in", timeout=20_000)
    assert provider.ended and provider.ended[-1].count(".") == 2, "the provider is told whose session ends"
    copied = httpx.Client(cookies={name: value for name, value in kept.items() if name.startswith(USER)})
    assert not logged_in(copied, zone), "a copy of the cookie opens nothing after logout"
    assert [(e["event"], e["who"], e["role"]) for e in log_of(zone)][-2:] == [
        ("login", "Åsa Ek (asa.ek@norrhamn.se)", "analyst"),
        ("logout", "Åsa Ek (asa.ek@norrhamn.se)", "analyst"),
    ]
    assert verify(zone.log.parent / "home").fault is None
    assert not watch.foreign and not watch.complaints


def test_an_account_without_a_role_is_told_so(provider: Provider, zone: Server, watch: Watch) -> None:
    provider.person = {"sub": "8", "name": "Bo Ny"}
    page = watch.context.new_page()
    page.goto(zone.url)
    press(page, "Logga in med arbetskontot")
    expect(page.locator("h1")).to_have_text("Du har ingen behörighet här", timeout=20_000)
    assert "Bo Ny" in page.content() and page.locator("[data-testid=stTopNavLink]").count() == 0
    press(page, "Logga ut")
    expect(page.locator("h1")).to_have_text("Logga in", timeout=20_000)
    assert not watch.foreign and not watch.complaints


def test_the_same_way_by_hand_lets_in(zone: Server) -> None:
    with httpx.Client() as client:
        back = client.get(to_provider(client, zone))
        assert back.status_code == 302 and back.headers["location"] == "/"
        assert logged_in(client, zone)


@pytest.mark.parametrize("planted", ["//evil.se", "/\\\\evil.se", "https://evil.se", "/trender/../..", "/a\r\nSet-Cookie: x=y"])
def test_nobody_is_led_elsewhere_after_the_login(zone: Server, planted: str) -> None:
    with httpx.Client(cookies={"lagesbild_asked": quote(planted)}) as client:
        assert client.get(to_provider(client, zone)).headers["location"] == "/"


def test_a_page_that_was_asked_for_is_opened_after_the_login(zone: Server) -> None:
    with httpx.Client() as client:
        client.get(f"{zone.url}/trender?brott=vandalism&omrade=N02.2024", headers={"accept": "text/html"})
        client.get(f"{zone.url}/nowhere", headers={"accept": "text/html"})
        back = client.get(to_provider(client, zone))
        assert back.headers["location"] == "/trender?brott=vandalism&omrade=N02.2024"
        assert logged_in(client, zone)


@pytest.mark.parametrize("wrong", WRONG)
def test_a_token_that_is_wrong_lets_nobody_in(provider: Provider, zone: Server, wrong: str) -> None:
    provider.wrong = wrong
    with httpx.Client() as client:
        back = client.get(to_provider(client, zone))
        assert back.status_code == 302 and USER not in client.cookies
        assert not logged_in(client, zone)
    assert (log_of(zone)[-1]["event"], log_of(zone)[-1]["what"]) == ("refused", "login")


def test_another_state_or_browser_lets_nobody_in(zone: Server) -> None:
    with httpx.Client() as client, httpx.Client() as thief:
        back = to_provider(client, zone)
        asked = {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}
        client.get(f"{zone.url}/oauth2callback", params=asked | {"state": "x" * 30})
        assert USER not in client.cookies
        thief.get(back)
        assert USER not in thief.cookies, "the answer belongs to the browser that asked"
        client.get(back)
        assert USER in client.cookies
        again = httpx.Client(cookies=dict(client.cookies))
        again.cookies.delete(USER)
        again.get(back)
        assert USER not in again.cookies, "an answer is used once"


@pytest.mark.acceptance
def test_a_login_lasts_as_long_as_it_is_set_to(tmp_path: Path) -> None:
    """The socket of an open page is cut off as well, so that nothing on it goes on to answer."""
    from websockets.sync.client import connect

    with with_login(tmp_path / "home", tmp_path / "log", LAGESBILD_SESSION_HOURS="0.01") as server:  # 36 seconds
        mine, line = {USER: cookie(claims(server, ["analyst"], iat=int(time.time()) - 30))}, xsrf(server)
        assert "Här finns inga siffror än" in b"".join(ask(server, run_page(""), mine, line)).decode(errors="ignore")
        headers = {"Cookie": f"{USER}={mine[USER]}; _streamlit_xsrf={line}"}
        with connect(server.stream, subprotocols=["streamlit", line], origin=server.url, additional_headers=headers) as socket:  # type: ignore[arg-type]
            time.sleep(7)
            with pytest.raises(Exception, match="1008"):
                socket.send(run_page("").SerializeToString())
                while True:
                    socket.recv(timeout=5)
        assert "Logga in med arbetskontot" in b"".join(ask(server, run_page(""), mine, line)).decode(errors="ignore")
