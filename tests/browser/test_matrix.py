"""Which role gets which page: exactly the table, whoever asks and however; a page outside it is not found and sends not one byte.

The quick tests put a canary in every page and take its own guard away, so that the menu and the gate alone must keep it closed;
tests/pages/test_guards.py runs the pages' own guards without a menu. `make acceptance` opens every real page, cold and warm, by socket
and by browser, on an internal file full of planted strings.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from lagesbild.access import PAGES, READERS
from lagesbild.audit import events
from lagesbild.web.menu_pages import pages_of
from tests.browser.canaries import leaks, planted_home
from tests.browser.running import Server, Watch, copy_project, visit
from tests.browser.signed_in import COOKIE_SECRET, ROLES, USER, ask, claims, cookie, cookies_of, with_login, xsrf
from tests.browser.stream import kind, run_page

MARK = "kanarie-2f9a"
SEEN = re.compile(rb"kanarie-2f9a-([a-z_]+)!")
ENTRIES = pages_of("internal")
ADDRESS = {page.file.stem: page.address for page in ENTRIES}
START = "situation"
OTHERWISE = ("areas", "event_log")  # also asked for by their files' names


def opens(role: str, stem: str) -> bool:
    """What the table says."""
    return bool(set(ROLES[role] or ()) & PAGES[stem])


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The product with a canary in every internal page and none of the pages' own guards."""
    root = copy_project(tmp_path_factory.mktemp("bare") / "project")
    for stem in ADDRESS:
        (root / "pages" / "internal" / f"{stem}.py").write_text(f'import streamlit as st\nst.write("{MARK}-{stem}!")\n', encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def closed(bare: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The bare pages behind a login, on an empty home. It has been asked for the steward's page by others before anything else."""
    folder = tmp_path_factory.mktemp("closed")
    with with_login(folder / "home", folder / "log", bare) as server:
        yield server


def told(frames: list[bytes]) -> set[str]:
    return {found.decode() for found in SEEN.findall(b"".join(frames))}


def test_the_first_request_ever_for_a_closed_page_runs_nothing(closed: Server) -> None:
    for role in ("anonymous", "leadership", "analyst"):
        frames = ask(closed, run_page("handelselogg"), cookies_of(closed, role))
        assert told(frames) <= {START} and (role != "anonymous" or not told(frames))


@pytest.mark.parametrize("role", list(ROLES))
def test_by_socket_each_role_gets_exactly_its_pages(closed: Server, role: str) -> None:
    token, cookies = xsrf(closed), cookies_of(closed, role)
    for stem, address in ADDRESS.items():
        for name in {address, stem, f"pages/internal/{stem}"} if stem in OTHERWISE else {address}:
            frames = ask(closed, run_page(name), cookies, token)
            found = told(frames)
            mine = {stem} if name == address and opens(role, stem) else {START} if opens(role, START) else set()
            assert found == mine, (role, name)
            if opens(role, START):
                assert ("page_not_found" in [kind(frame) for frame in frames]) is (name != address or not opens(role, stem)), name


def test_by_the_hash_of_a_page_nobody_gets_further(closed: Server) -> None:
    from streamlit.util import calc_hash

    for secret in (ADDRESS["event_log"], "event_log"):
        order = BackMsg()
        order.rerun_script.page_script_hash = calc_hash(secret)
        assert told(ask(closed, order, cookies_of(closed, "analyst"))) <= {START}
    assert "event_log" in told(ask(closed, run_page(ADDRESS["event_log"]), cookies_of(closed, "steward"))), "the same eyes see it"


@pytest.mark.parametrize("role", list(ROLES))
def test_by_address_a_page_outside_the_roles_is_not_found(closed: Server, role: str) -> None:
    for stem, address in ADDRESS.items():
        answer = httpx.get(f"{closed.url}/{address}", cookies=cookies_of(closed, role))
        assert answer.status_code == (200 if role == "anonymous" or opens(role, stem) else 404), (role, stem)
        assert MARK not in answer.text


def test_a_refused_page_is_in_the_log(closed: Server) -> None:
    home = closed.log.parent / "home"
    before = len(events(home))
    mine = {USER: cookie(claims(closed, ["analyst:2580"], email="bo@norrhamn.se"))}
    for _ in range(3):
        httpx.get(f"{closed.url}/handelselogg", cookies=mine)
        ask(closed, run_page("handelselogg"), mine)
    (noted,) = events(home)[before:]
    assert (noted["event"], noted["what"], noted["role"]) == ("refused", "event_log", "analyst:2580")
    assert noted["who"] == "Åsa Ek (bo@norrhamn.se)"
    ask(closed, run_page("handelselogg"), {USER: cookie(claims(closed, ["analyst"], email="cy@norrhamn.se"))})
    assert events(home)[-1]["who"] == "Åsa Ek (cy@norrhamn.se)", "by the socket alone it is noted too"


def harmed(server: Server) -> dict[str, str]:
    """Cookies that look like a steward's and are not."""
    good = cookie(claims(server, ["steward"]))
    now = time.time()
    return {
        "another key": cookie(claims(server, ["steward"]), COOKIE_SECRET[::-1]),
        "one sign": good[:-3] + ("A" if good[-3] != "A" else "B") + good[-2:],
        "half": good[: len(good) // 2],
        "empty": "",
        "nine hours": cookie(claims(server, ["steward"], iat=int(now - 9 * 3600))),
        "from the future": cookie(claims(server, ["steward"], iat=int(now + 3600))),
        "without a time": cookie({k: v for k, v in claims(server, ["steward"]).items() if k != "iat"}),
        "of another zone": cookie(claims(server, ["steward"], origin="https://annan.kommun.se")),
        "not logged in": cookie(claims(server, ["steward"], is_logged_in=False)),
        "plain words": '{"is_logged_in": true, "roles": ["steward"]}'.replace('"', "%22").replace(" ", ""),
    }


def test_a_forged_or_old_cookie_is_nobodys(closed: Server) -> None:
    token = xsrf(closed)
    for name, value in harmed(closed).items():
        assert told(ask(closed, run_page(""), {USER: value}, token)) == set(), name
    assert told(ask(closed, run_page(""), cookies_of(closed, "steward"), token)) == {START}


@pytest.mark.parametrize("roles", [[], ["admin"], ["Steward"], ["steward:25"], None])
def test_an_account_without_a_role_gets_no_page(closed: Server, roles: list[str] | None) -> None:
    frames = ask(closed, run_page(""), {USER: cookie(claims(closed, roles))})
    assert told(frames) == set() and "ingen behörighet" in b"".join(frames).decode(errors="ignore")


def test_files_are_for_those_who_are_in_and_uploads_for_those_who_write(closed: Server) -> None:
    with httpx.Client(base_url=closed.url) as client:
        for role in ROLES:
            client.cookies = httpx.Cookies(cookies_of(closed, role))
            texts = [client.get("/media/nothing.csv").text, client.put("/_stcore/upload_file/a/b").text]
            ours = [text_ for text_ in texts if "Sidan finns inte" in text_]
            assert len(ours) == {"anonymous": 2, "leadership": 1}.get(role, 0), "who reads takes files out and hands none in"


def test_a_foreign_host_name_is_not_answered(closed: Server) -> None:
    for name, status in {"127.0.0.1": 200, "lage.kommun.se": 400, "127.0.0.1.evil.se": 400}.items():
        assert httpx.get(f"{closed.url}/halsa", headers={"host": name}).status_code == status, name


@pytest.fixture(scope="module")
def filled(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return planted_home(home, tmp_path_factory.mktemp("planted"))


def real(server: Server, role: str, stem: str, token: str) -> list[bytes]:
    return ask(server, run_page(ADDRESS[stem]), cookies_of(server, role), token)


@pytest.mark.acceptance
@pytest.mark.parametrize("stem", list(ADDRESS))
def test_every_real_page_cold_by_socket_and_by_browser(filled: Path, tmp_path: Path, watch: Watch, stem: str) -> None:
    """A server that nobody has asked anything: first the ones who may not, then the one who may."""
    with with_login(filled, tmp_path / "log") as server:
        assert leaks(b"".join(real(server, "anonymous", stem, xsrf(server)))) == set()
        if PAGES[stem] != READERS:
            for role in ("leadership", "analyst"):
                watch.context.add_cookies([{"name": USER, "value": cookies_of(server, role)[USER], "url": server.url}])
                page = watch.context.new_page()
                answer = page.goto(f"{server.url}/{ADDRESS[stem]}")
                assert answer and answer.status == 404 and "Sidan finns inte" in page.content()
                assert not watch.payload and leaks(page.content().encode()) == set()
        frames = real(server, "steward", stem, xsrf(server))
        assert "page_not_found" not in [kind(frame) for frame in frames] and len(frames) > 5


@pytest.mark.acceptance
@pytest.mark.parametrize("role", list(ROLES))
def test_every_real_page_warm_by_socket_and_by_browser(filled: Path, tmp_path: Path, watch: Watch, role: str) -> None:
    shown: dict[str, bool] = {}
    with with_login(filled, tmp_path / "log") as server:
        token = xsrf(server)
        for stem in ADDRESS:  # somebody who may see everything has warmed all caches
            real(server, "steward", stem, token)
        if value := cookies_of(server, role).get(USER):
            watch.context.add_cookies([{"name": USER, "value": value, "url": server.url}])
        page = watch.context.new_page()
        for stem, address in ADDRESS.items():
            frames = real(server, role, stem, token)
            shown[stem] = opens(role, START) and "page_not_found" not in [kind(frame) for frame in frames]
            if role == "anonymous" or opens(role, stem):
                visit(page, f"{server.url}/{address}", streamlit=True)
                assert ("Logga in" in page.content()) is (role == "anonymous"), stem
            else:
                answer = page.goto(f"{server.url}/{address}")
                assert answer and answer.status == 404
            if role == "anonymous":
                assert leaks(b"".join(frames) + page.content().encode() + b"".join(watch.payload)) == set(), stem
    assert shown == {stem: opens(role, stem) for stem in ADDRESS}
    assert not watch.foreign and not [line for line in watch.complaints if "policy" in line]
