"""The published sites: found through the pointer, fresh after every publication, and shut in their own folder."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from starlette.datastructures import Headers
from starlette.responses import Response

from lagesbild.web.published import PublishedSites

NOTHING = Headers({})


def publish(home: Path, code: str, build: str, words: str, site: str | None = None) -> Path:
    """Publish a site of two files the way the build does."""
    folder = home / "build" / code / build / "site"
    (folder / "figures").mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(words, encoding="utf-8")
    (folder / "metod.html").write_text(f"metod {words}", encoding="utf-8")
    (folder / "figures" / "series.csv").write_text("år;antal\n", encoding="utf-8")
    pointer = home / "build" / code / "public.json"
    draft = pointer.with_suffix(".new")
    draft.write_text(json.dumps({"build": build, "site": site or f"{build}/site"}), encoding="utf-8")
    os.replace(draft, pointer)  # noqa: PTH105
    return folder


def body(answer: Response | None) -> str:
    """The text of an answer."""
    assert answer is not None
    return bytes(answer.body).decode()


def test_the_only_municipality_is_at_the_root(tmp_path: Path) -> None:
    publish(tmp_path, "9999", "a", "ett")
    sites = PublishedSites(tmp_path, None)
    assert body(sites.answer("/", NOTHING)) == body(sites.answer("/9999/", NOTHING)) == "ett"
    assert body(sites.answer("/metod", NOTHING)) == body(sites.answer("/9999/metod.html", NOTHING)) == "metod ett"
    csv = sites.answer("/figures/series.csv", NOTHING)
    assert csv is not None
    assert csv.headers["content-type"] == "text/csv; charset=utf-8"
    assert sites.answer("/saknas", NOTHING) is None


def test_a_new_publication_shows_without_restart_and_the_old_tag_no_longer_matches(tmp_path: Path) -> None:
    publish(tmp_path, "9999", "a", "ett")
    sites = PublishedSites(tmp_path, None)
    first = sites.answer("/", NOTHING)
    assert first is not None
    tag = Headers({"If-None-Match": first.headers["etag"]})
    assert sites.answer("/", tag).status_code == 304  # type: ignore[union-attr]
    publish(tmp_path, "9999", "b", "två")
    assert body(sites.answer("/", tag)) == "två"


def test_several_municipalities_are_listed_or_one_is_the_default(tmp_path: Path) -> None:
    publish(tmp_path, "2580", "a", "luleå")
    publish(tmp_path, "2480", "b", "umeå")
    listed = body(PublishedSites(tmp_path, None).answer("/", NOTHING))
    assert 'href="/2580/"' in listed
    assert "Umeå" in listed
    chosen = PublishedSites(tmp_path, "2580")
    assert body(chosen.answer("/", NOTHING)) == "luleå"
    assert body(chosen.answer("/2480/", NOTHING)) == "umeå"
    moved = chosen.answer("/2480", NOTHING)
    assert moved is not None
    assert moved.headers["location"] == "/2480/"


def test_nothing_published_is_said(tmp_path: Path) -> None:
    answer = PublishedSites(tmp_path, None).answer("/", NOTHING)
    assert answer is not None
    assert answer.status_code == 503
    assert "Inget är publicerat" in body(answer)


def test_a_withdrawn_site_is_gone_at_once(tmp_path: Path) -> None:
    publish(tmp_path, "9999", "a", "ett")
    sites = PublishedSites(tmp_path, None)
    assert sites.answer("/metod", NOTHING)
    (tmp_path / "build" / "9999" / "public.json").unlink()
    assert sites.answer("/metod", NOTHING) is None
    assert sites.answer("/9999/", NOTHING) is None


@pytest.mark.parametrize("site", ["../../../etc", "..", "a", "a/../../..", "/etc", "b/site"])
def test_a_pointer_cannot_point_outside(tmp_path: Path, site: str) -> None:
    publish(tmp_path, "9999", "a", "ett", site=site)
    (tmp_path / "build" / "9999" / "a" / "public.duckdb").write_text("db", encoding="utf-8")
    sites = PublishedSites(tmp_path, None)
    for path in ("/", "/public.duckdb", "/9999/public.duckdb", "/passwd"):
        assert sites.answer(path, NOTHING) is None


def test_links_out_of_the_folder_and_hidden_files_are_not_served(tmp_path: Path) -> None:
    folder = publish(tmp_path, "9999", "a", "ett")
    secret = tmp_path / "secret.txt"
    secret.write_text("hemligt", encoding="utf-8")
    (folder / "link.txt").symlink_to(secret)
    (folder / ".hidden").write_text("x", encoding="utf-8")
    sites = PublishedSites(tmp_path, None)
    for path in (
        "/link.txt",
        "/.hidden",
        "/9999/../public.json",
        "/9999//index.html",
        "/figures/../index.html",
        "/9999/figures/..%2findex.html",
    ):
        assert sites.answer(path, NOTHING) is None


def test_a_language_without_its_last_slash_leads_to_the_folder_and_to_no_other_host(tmp_path: Path) -> None:
    folder = publish(tmp_path, "9999", "a", "ett")
    (folder / "en").mkdir()
    (folder / "en" / "index.html").write_text("one", encoding="utf-8")
    sites = PublishedSites(tmp_path, None)
    for asked, told in (("/en", "/en/"), ("/9999/en", "/9999/en/"), ("//en", "/en/")):
        answer = sites.answer(asked, NOTHING)
        assert answer is not None and (answer.status_code, answer.headers["location"]) == (308, told)
    assert body(sites.answer("/en/", NOTHING)) == "one"
    assert sites.answer("/lattlast", NOTHING) is None and sites.answer("/figures", NOTHING) is None
