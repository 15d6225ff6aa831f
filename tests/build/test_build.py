"""From accepted files to estimates: counts, rates, states, undo, and what the public file holds."""

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from lagesbild import build as builds
from lagesbild import store
from lagesbild.build import public
from lagesbild.build.contents import changed
from lagesbild.model import LagesbildError
from lagesbild.settings import settings
from lagesbild.store import Reader, current, pointer
from tests.build.conftest import DAY, people, reports, squares

CODES = ("1210", "1211")
FULL = [
    ("N01", "1210 2024-01-02", 12),
    ("N02", "1210 2024-12-30", 3),
    ("", "1210 2024-06-01", 1),
    ("N01", "1210 2025-01-02", 30),
    ("N02", "1210 2025-12-30", 2),
]


@pytest.fixture
def norrhamn(home: Path, tmp_path: Path, give: Callable[[Path], str]) -> Path:
    give(squares(tmp_path / "områden.geojson"))
    give(people(tmp_path / "folkmängd.xlsx", {2025: (1000, 2000)}))
    give(reports(tmp_path / "brott.csv", FULL))
    builds.build(home, "9999", DAY)
    return home


def estimates(home: Path, indicator: str, zone: str = "internal") -> pd.DataFrame:
    reader = current(home, "9999", zone)  # pyright: ignore[reportArgumentType]
    assert isinstance(reader, Reader)
    rows = reader.frame(
        "FROM estimate WHERE indicator = $indicator AND period_kind = 'year' ORDER BY area, period_start", {"indicator": indicator}
    )
    return rows.set_index(["area", rows["period_start"].dt.year.rename("year")])


def test_counts_by_area_and_those_without_area_add_up_to_the_municipality(norrhamn: Path) -> None:
    counts = estimates(norrhamn, "fire_vandalism_count")["value"]
    assert counts.to_dict() == {
        ("9999", 2024): 16, ("9999", 2025): 32, ("N01", 2024): 12, ("N01", 2025): 30, ("N02", 2024): 3, ("N02", 2025): 2,
        ("ej_placerad", 2024): 1, ("ej_placerad", 2025): 0,
    }  # fmt: skip


def test_a_year_without_events_is_zero_with_an_upper_limit(norrhamn: Path) -> None:
    row = estimates(norrhamn, "fire_vandalism_count").loc[("ej_placerad", 2025)]
    assert (row["state"], row["value"], row["lower"]) == ("zero", 0, 0) and row["upper"] == pytest.approx(3.688879, abs=1e-6)


def test_rates_use_the_population_of_the_same_year_only(norrhamn: Path) -> None:
    rates = estimates(norrhamn, "fire_vandalism")
    assert rates.loc[("N01", 2025), "value"] == 30 and rates.loc[("9999", 2025), "value"] == pytest.approx(1000 * 32 / 3000)
    without = rates.loc[("N01", 2024)]
    assert without["state"] == "missing" and pd.isna(without["value"]) and pd.isna(without["upper"]) and without["numerator"] == 12


def test_a_code_that_no_delivery_covers_has_no_figures(norrhamn: Path) -> None:
    assert estimates(norrhamn, "vehicle_fire_count").empty


def test_public_holds_whole_years_by_area_and_hides_small_counts(norrhamn: Path, tmp_path: Path, give: Callable[[Path], str]) -> None:
    give(reports(tmp_path / "bilbrand.csv", [("N01", "1211 2024-01-03", 2), ("N01", "1211 2025-01-02", 4), ("N02", "1211 2025-12-30", 3)]))
    builds.build(norrhamn, "9999", DAY)
    builds.publish(norrhamn, "9999", DAY)
    reader = current(norrhamn, "9999", "public")
    assert reader is not None
    assert set(reader.frame("SELECT DISTINCT area_level, subgroup, period_kind FROM estimate").itertuples(index=False, name=None)) == {
        ("municipality", "all", "year"), ("neighbourhood", "all", "year"),
    }  # fmt: skip
    rows = estimates(norrhamn, "vehicle_fire_count", "public")
    hidden, shown = rows.loc[("9999", 2024)], rows.loc[("9999", 2025)]
    assert (hidden["state"], hidden["withheld"]) == ("suppressed", "withheld") and hidden[
        ["value", "lower", "upper", "numerator", "base"]
    ].isna().all()
    assert (shown["state"], shown["value"]) == ("value", 7)
    assert pd.isna(estimates(norrhamn, "vehicle_fire", "public").loc[("9999", 2024), "numerator"])


def test_the_same_files_give_the_same_build(norrhamn: Path) -> None:
    before = pointer(norrhamn, "9999", "internal")
    builds.build(norrhamn, "9999", DAY)
    assert pointer(norrhamn, "9999", "internal") == before


def test_a_newer_delivery_replaces_the_days_it_covers(norrhamn: Path, tmp_path: Path, give: Callable[[Path], str]) -> None:
    newer = [("N01", "1210 2025-01-02", 31), ("N02", "1210 2026-01-30", 4)]
    give(reports(tmp_path / "nyare.csv", newer))
    builds.build(norrhamn, "9999", DAY)
    counts = estimates(norrhamn, "fire_vandalism_count")["value"]
    assert counts[("N01", 2025)] == 31 and counts[("N02", 2025)] == 0 and counts[("N01", 2024)] == 12


def test_undo_takes_a_delivery_out_and_leaves_the_rest(norrhamn: Path, tmp_path: Path, give: Callable[[Path], str]) -> None:
    before = estimates(norrhamn, "fire_vandalism_count")["value"]
    receipt = give(reports(tmp_path / "bilbrand.csv", [("N01", "1211 2024-01-03", 2), ("N01", "1211 2025-12-30", 4)]))
    builds.build(norrhamn, "9999", DAY)
    assert not estimates(norrhamn, "vehicle_fire_count").empty
    builds.undo(norrhamn, receipt, DAY)
    assert estimates(norrhamn, "vehicle_fire_count").empty
    pd.testing.assert_series_equal(estimates(norrhamn, "fire_vandalism_count")["value"], before)


def test_a_damaged_build_is_noticed(norrhamn: Path) -> None:
    found = pointer(norrhamn, "9999", "internal")
    assert found is not None
    file = norrhamn / "build" / "9999" / found["file"]
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(bytes(content))
    with pytest.raises(LagesbildError, match="skadad"):
        current(norrhamn, "9999", "internal")


def test_nothing_received_is_a_sentence_with_the_cure(home: Path) -> None:
    with pytest.raises(LagesbildError, match="receive FIL --municipality 9999"):
        builds.build(home, "9999", DAY)


def test_a_build_that_failed_can_be_made_again_by_the_same_process(norrhamn: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[Reader] = []

    def full(reader: Reader, *_: object, **__: object) -> None:
        kept.append(reader)  # as caches of what was read do
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch, pytest.raises(LagesbildError, match="Disken är full"):
        patch.setattr(public, "write_site", full)
        builds.build(norrhamn, "9999", DAY)
    assert kept and builds.build(norrhamn, "9999", DAY).rows


def test_a_disk_that_is_full_when_the_build_has_its_name_leaves_nothing_of_it(norrhamn: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place, sync = norrhamn / "build" / "9999", store.sync
    before = pointer(norrhamn, "9999", "internal")
    assert before is not None
    shutil.rmtree(place / before["build"])
    (place / "internal.json").unlink()

    def full(path: Path) -> None:
        if path == place:
            raise OSError(errno.ENOSPC, "No space left on device")
        sync(path)

    with monkeypatch.context() as patch, pytest.raises(LagesbildError, match="Disken är full"):
        patch.setattr(store, "sync", full)
        builds.build(norrhamn, "9999", DAY)
    assert not (place / before["build"]).exists()
    assert builds.build(norrhamn, "9999", DAY).build == before["build"]


def test_an_undo_that_is_done_is_not_called_a_fault_for_a_trace_that_stays(norrhamn: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    receipt = max((norrhamn / "register").glob("*.json"), key=lambda path: path.stat().st_mtime_ns).stem
    unlink = Path.unlink

    def broken(path: Path, missing_ok: bool = False) -> None:
        if path.suffix == ".before" and path.exists():
            raise OSError(errno.EIO, "Input/output error")
        unlink(path, missing_ok=missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", broken)
        assert builds.undo(norrhamn, receipt, DAY) == "9999"
    assert '"struck_on"' in (norrhamn / "register" / f"{receipt}.json").read_text(encoding="utf-8")
    assert estimates(norrhamn, "fire_vandalism_count").empty


def test_a_build_that_is_done_is_not_called_a_fault_for_want_of_memory_while_it_tidies(
    norrhamn: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remove = shutil.rmtree

    def no_memory(path: Path, ignore_errors: bool = False) -> None:
        if path.name.endswith(f".{os.getpid()}.new") and (norrhamn / "build" / "9999" / path.name.split(".")[1]).exists():
            raise MemoryError
        remove(path, ignore_errors=ignore_errors)

    before = pointer(norrhamn, "9999", "internal")
    receipt = max((norrhamn / "register").glob("*.json"), key=lambda path: path.stat().st_mtime_ns).stem
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", no_memory)
        assert builds.undo(norrhamn, receipt, DAY) == "9999"
    assert pointer(norrhamn, "9999", "internal") != before


def test_a_published_build_that_was_damaged_comes_back_before_the_internal_pointer_moves(
    norrhamn: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told, moved, write = builds.publish(norrhamn, "9999", DAY), [], store.write_atomically
    folder = norrhamn / "build" / "9999" / told
    for name in ("internal.duckdb", "site/index.html"):
        (folder / name).write_bytes(b"damaged")

    def noted(path: Path, content: str | bytes, mode: int | None = None) -> None:
        moved.append(path.name)
        write(path, content, mode)

    monkeypatch.setattr(store, "write_atomically", noted)
    assert builds.build(norrhamn, "9999", DAY).build == told and not changed(folder)
    assert [name for name in moved if name in ("public.json", "internal.json")] == ["public.json", "internal.json"]


@pytest.mark.parametrize("harm", [lambda path: path.write_bytes(b"damaged"), Path.unlink], ids=["damaged", "gone"])
def test_nothing_is_built_beside_a_publication_that_cannot_be_read(norrhamn: Path, harm: Callable[[Path], object]) -> None:
    told = builds.publish(norrhamn, "9999", DAY)
    harm(norrhamn / "build" / "9999" / told / "public.duckdb")
    with pytest.raises(LagesbildError, match="restore"):
        builds.build(norrhamn, "9999", DAY)


def test_a_build_and_a_publication_take_the_time_they_need(norrhamn: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "settings", lambda: settings().model_copy(update={"query_seconds": 0.0005}))
    shutil.rmtree(norrhamn / "build" / "9999")
    built = builds.build(norrhamn, "9999", DAY)
    assert builds.publish(norrhamn, "9999", DAY) == built.build
