"""A web node's own copy: what is published and nothing else, whole at every moment, and handed out by nginx without any process."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lagesbild import store
from lagesbild.build.mirror import mirror
from lagesbild.model import LagesbildError
from lagesbild.sealed import sealed
from lagesbild.web.headers import HEADERS
from tests.browser.proxying import PUBLIC, proxying
from tests.soak.small import CODE, copied


@pytest.fixture
def source(small_home: Path, tmp_path: Path) -> Path:
    return copied(small_home, tmp_path / "home")


def test_the_copy_holds_what_is_published_and_nothing_else(source: Path, tmp_path: Path) -> None:
    node = tmp_path / "node"
    assert (mirror(source, node).copied, mirror(source, node).there) == (1, 1)
    held = {path.name for path in node.rglob("*") if path.suffix in (".duckdb", ".sqlite", ".parquet", ".xlsx")}
    assert held == {"public.duckdb"} and not list(node.rglob("internal.json")) and not list(node.rglob("release.json"))
    assert {path.name for path in node.iterdir()} <= {"build", "site", "catalogue"}
    reader = store.current(node, CODE, "public")
    assert reader is not None and reader.frame("FROM build_info SELECT zone")["zone"][0] == "public"
    assert (node / "site" / CODE / "index.html").is_file() and (node / "site" / CODE / "index.html").stat().st_mode & 0o004


def test_a_new_publication_takes_the_address_in_one_step_and_the_one_before_stays_for_its_readers(source: Path, tmp_path: Path) -> None:
    node = tmp_path / "node"
    mirror(source, node)
    first = (node / "site" / CODE).resolve()
    told, place = store.pointer(source, CODE, "public"), source / "build" / CODE
    assert told
    shutil.copytree(place / told["build"], place / "newer")
    newer = {key: str(value).replace(told["build"], "newer") if key in ("build", "file", "site") else value for key, value in told.items()}
    store.write_atomically(place / "public.json", sealed(newer))
    assert mirror(source, node).copied == 1
    assert (node / "site" / CODE).resolve() != first and first.is_dir()
    (source / "build" / CODE / "public.json").unlink()
    mirror(source, node)
    assert not (node / "site" / CODE).exists() and not (node / "build" / CODE).exists()


def test_a_damaged_publication_is_not_spread(source: Path, tmp_path: Path) -> None:
    told = store.pointer(source, CODE, "public")
    assert told
    page = source / "build" / CODE / told["site"] / "index.html"
    page.write_text(page.read_text(encoding="utf-8") + "<p>", encoding="utf-8")
    with pytest.raises(LagesbildError, match=r"index\.html"):
        mirror(source, tmp_path / "node")
    assert not (tmp_path / "node" / "site").exists()


@pytest.mark.skipif(not shutil.which("nginx", path="/usr/sbin"), reason="needs Debian's nginx: apt-get install nginx-light")
def test_nginx_hands_the_site_out_alone_with_the_headers_of_the_program(source: Path, tmp_path: Path) -> None:
    node, folder = tmp_path / "node", tmp_path / "nginx"
    mirror(source, node)
    folder.mkdir()
    site = node / "site" / CODE
    changed = {"/srv/lagesbild": str(node), "default /riket/": f"default /{CODE}/", ":8502": ":9"}
    with proxying(folder, ("nginx-node.conf",), changed) as proxy:
        page = proxy.get(PUBLIC, f"/{CODE}/metod")
        assert page.status_code == 200 and page.content == (site / "metod.html").read_bytes()
        assert page.headers["content-type"] == "text/html; charset=utf-8" and page.headers["content-encoding"] == "gzip"
        assert {name: page.headers.get(name) for name in HEADERS} == HEADERS and page.headers["cache-control"] == "no-cache"
        assert proxy.get(PUBLIC, f"/{CODE}/en/index.html").headers["content-language"] == "en"
        assert proxy.get(PUBLIC, "/").headers["location"] == f"/{CODE}/"
        assert proxy.get(PUBLIC, f"/{CODE}/").content == (site / "index.html").read_bytes()
        with proxy.client(PUBLIC) as client:
            asked = {"If-None-Match": page.headers["etag"]}
            assert client.get(f"/{CODE}/metod", headers=asked, extensions={"sni_hostname": PUBLIC}).status_code == 304
        assert proxy.get(PUBLIC, f"/{CODE}/metod", "POST").status_code == 403
        assert proxy.get(PUBLIC, f"/{CODE}/../../build/{CODE}/public.json").status_code in (400, 404, 502)
        assert proxy.get(PUBLIC, "/utforska").status_code == 502, "the program is not there, the sites are"
