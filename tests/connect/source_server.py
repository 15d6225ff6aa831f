"""A source on this machine that answers in the documented layouts of Kolada, PxWebApi 2 and WFS, and misbehaves when told to.

Nothing in its answers is anybody's: municipality 0319 with two invented areas.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

JSON = "application/json; charset=utf-8"
AREAS = ("0319A0010", "0319B2010")
YEARS = ("2023", "2024")


@dataclass
class Answer:
    """One answer: what is sent, and what is wrong with it."""

    content: bytes = b"{}"
    status: int = 200
    kind: str = JSON
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False  # the line is closed half-way
    endless: bool = False


@dataclass
class Source:
    """What the server answers: the faults first, one request each, then by path."""

    routes: dict[str, Callable[[dict[str, str], Any], Any]]
    faults: list[Answer | None] = field(default_factory=list)  # None: this request is answered well
    asked: list[str] = field(default_factory=list)
    base: str = ""

    def answer(self, path: str, body: Any) -> Answer:
        self.asked.append(path)
        fault = self.faults.pop(0) if self.faults else None
        if fault is not None:
            return fault
        address = urlsplit(path)
        told = next((make for start, make in self.routes.items() if address.path.startswith(start)), None)
        if told is None:
            return Answer(b'{"detail":"Not Found"}', 404)
        found = told({key: values[0] for key, values in parse_qs(address.query).items()} | {"path": address.path}, body)
        return found if isinstance(found, Answer) else Answer(json.dumps(found, ensure_ascii=False).encode())


@contextmanager
def serving(routes: dict[str, Callable[[dict[str, str], Any], Any]]) -> Iterator[Source]:
    """A running source, until the test is done with it."""
    source = Source(routes)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(size)) if size else None
            send(self, source.answer(self.path, body))

        do_POST = do_GET

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    source.base = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield source
    finally:
        server.shutdown()
        server.server_close()


def send(to: BaseHTTPRequestHandler, answer: Answer) -> None:
    """Write an answer on the line, with its fault."""
    to.send_response(answer.status)
    to.send_header("Content-Type", answer.kind)
    for name, value in answer.headers.items():
        to.send_header(name, value)
    if not answer.endless:
        to.send_header("Content-Length", str(len(answer.content)))
    to.end_headers()
    if answer.endless:
        try:
            while True:
                to.wfile.write(b" " * 65_536)
        except OSError:
            return
    to.wfile.write(answer.content[: len(answer.content) // 2] if answer.cut else answer.content)
    if answer.cut or answer.endless:
        to.close_connection = True


def kolada(source: Callable[[], Source], per_page: int = 4, years: tuple[int, ...] = (2021, 2022, 2023)) -> dict[str, Any]:
    """Kolada's route for values: one row per key figure and year, so many a page, with the next page's address."""

    def values(asked: dict[str, str], _: object) -> dict[str, Any]:
        kpis = asked["path"].split("/kpi/")[1].split("/")[0].split(",")
        last, page = asked["path"].rsplit("/", 1)[1], int(asked["page"])
        codes = ("0000", "0001", "0319", "2580") if "/year/" in asked["path"] else (last,)  # the nation and the regions come along
        rows = [
            {
                "kpi": kpi, "municipality": code, "period": year,
                "values": [{"gender": "T", "count": 1, "status": "", "value": 40.5 + year - 2020, "isdeleted": False}],
            }
            for kpi in kpis for code in codes for year in years
        ]  # fmt: skip
        start = (page - 1) * per_page
        more = start + per_page < len(rows)
        following = f"{source().base}{asked['path']}?page={page + 1}&per_page={per_page}" if more else None
        return {"values": rows[start : start + per_page], "count": len(rows), "next_url": following, "previous_url": None}

    return {"/v3/data/kpi/": values}


def table(label: str, dimensions: dict[str, dict[str, str]], extra: dict[str, Any] | None = None) -> dict[str, Any]:
    """A JSON-stat 2 table without numbers, as PxWebApi describes it."""
    told = {
        name: {"label": name.lower(), "category": {"index": {code: n for n, code in enumerate(codes)}, "label": codes}}
        for name, codes in dimensions.items()
    }
    for name, more in (extra or {}).items():
        told[name] |= more
    roles = {"time": ["Tid"], "metric": ["ContentsCode"], "geo": ["Region"]}
    whole = {"version": "2.0", "class": "dataset", "label": label, "source": "SCB", "role": roles, "dimension": told}
    return whole | {"id": list(dimensions), "size": [len(codes) for codes in dimensions.values()]}


BY_AREA = {
    "Region": {
        AREAS[0]: AREAS[0], AREAS[1]: AREAS[1], f"{AREAS[0]}_DeSO2025": AREAS[0], "0319R001_RegSO2025": "0319R001 Påhittet (Väst)",
        "0180A0010": "0180A0010",
    },
    "Alder": {"-15": "0-15 år", "16+": "16+ år", "totalt": "totalt"},
    "Kon": {"1": "män", "2": "kvinnor", "1+2": "totalt"},
    "ContentsCode": {"000007Y7": "Antal"},
    "Tid": {"2010": "2010", **{year: year for year in YEARS}},
}  # fmt: skip
OF_ALL = {
    "Region": {"00": "Riket", "0180": "Stockholm", "0319": "Älvkarleby"},
    "Civilstand": {"OG": "ogifta", "G": "gifta"},
    "Alder": {"0": "0 år", "1": "1 år", "tot": "totalt ålder"},
    "Kon": {"1": "män", "2": "kvinnor"},
    "ContentsCode": {"BE0101N2": "Folkökning", "BE0101N1": "Folkmängd"},
    "Tid": {"2010": "2010", **{year: year for year in YEARS}},
}
LEFT_OUT = {"extension": {"elimination": True}}  # as PxWebApi says that a dimension may be left out, and is summed over then
TABLES = {
    "TAB6574": ("Folkmängden per region efter ålder och kön. År 2010 - 2024", BY_AREA),
    "TAB638": ("Folkmängden efter region. År 1968 - 2024", OF_ALL),
}


def pxweb() -> dict[str, Any]:
    """The routes of PxWebApi 2: what a table holds, and the numbers of a selection."""

    def tables(asked: dict[str, str], body: Any) -> dict[str, Any]:
        name, what = asked["path"].rsplit("/", 2)[1:]
        label, dimensions = TABLES[name]
        if what == "metadata":
            return table(label, dimensions, dict.fromkeys(("Civilstand", "Kon"), LEFT_OUT) if name == "TAB638" else None)
        chosen = {part["variableCode"]: part["valueCodes"] for part in body["selection"]}
        kept = {name: {code: dimensions[name][code] for code in codes} for name, codes in chosen.items()}
        cells = 1
        for codes in kept.values():
            cells *= len(codes)
        return table(label, kept) | {"value": [10 + n % 90 for n in range(cells)]}

    return {"/api/v2/tables/": tables}


def wfs(per_page: int = 1) -> dict[str, Any]:
    """The route of the map service: two squares in SWEREF 99 TM, so many a page."""

    def features(asked: dict[str, str], _: object) -> dict[str, Any]:
        name, start = asked["typeName"].removeprefix("stat:"), int(asked["startIndex"])
        key, year = name.lower().split("_")
        codes = AREAS if key == "deso" else ("0319R001", "0319R002")
        rows = [square(key, code, year, n) for n, code in enumerate(codes)][start : start + per_page]
        crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}}
        counts = {"totalFeatures": 2, "numberMatched": 2, "numberReturned": len(rows)}
        return {"type": "FeatureCollection", "features": rows, **counts, "timeStamp": "2026-11-22T10:00:00Z", "crs": crs if rows else None}

    return {"/geoserver/stat/wfs": features}


def square(key: str, code: str, year: str, n: int) -> dict[str, Any]:
    """One area of a kilometre's side."""
    east, north, side = 640_000 + 1000 * n, 6_718_000, 1000
    ring = [[east + side * x, north + side * y] for x, y in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))]
    named = {"regsonamn": f"Plats {n + 1}"} if key == "regso" else {}
    facts = {"objectid": n, "objekttyp": key, f"{key}kod": code, **named, "lanskod": "03", "kommunkod": "0319", "version": f"{year}_v2"}
    return {"type": "Feature", "id": f"{key}.{n}", "geometry": {"type": "Polygon", "coordinates": [ring]}, "properties": facts}
