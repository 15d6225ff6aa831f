"""Reads JSON-stat, the format of PxWeb's and Eurostat's interfaces: version 2 datasets and the older form with the table inside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lagesbild.intake.cube import Cube, CubeDimension, check_extent
from lagesbild.intake.refusal import Refusal, listed, shown
from lagesbild.texts import number

NO_VALUE = (".", "..", "...", "-", "–", ":", "x")  # statuses that say there is no number; any other is a remark beside it


def is_jsonstat(whole: dict[str, Any]) -> bool:
    """Whether parsed JSON says that it is a table, a list of tables or one dimension of JSON-stat."""
    return whole.get("class") in ("dataset", "collection", "dimension") or isinstance(whole.get("dataset"), dict)


def jsonstat_cube(whole: dict[str, Any]) -> Cube:
    """The table of a dataset; whatever is missing or contradicts itself is refused by the member that is wrong."""
    if whole.get("class", "dataset") != "dataset":
        raise Refusal("jsonstat.no_dataset", found=shown(whole["class"]))
    told = whole["dataset"] if isinstance(whole.get("dataset"), dict) else whole
    inner = _member(told, "dimension", dict)
    names = _member(told if "id" in told else inner, "id", list)
    sizes = _member(told if "size" in told else inner, "size", list)
    if not names or len(names) != len(sizes) or not all(isinstance(name, str) for name in names) or len(set(names)) < len(names):
        raise Refusal("jsonstat.member", member="id")
    if not all(isinstance(size, int) and not isinstance(size, bool) and size > 0 for size in sizes):
        raise Refusal("jsonstat.member", member="size")
    wanted = check_extent(sizes)
    role = next((part["role"] for part in (told, inner) if isinstance(part.get("role"), dict)), {})
    dimensions = [_dimension(inner, name, size, role) for name, size in zip(names, sizes, strict=True)]
    metric = next((d.labels for d in dimensions if d.role == "metric"), [])
    return Cube(
        title=str(told.get("label") or ""),
        source=str(told.get("source") or ""),
        dimensions=dimensions,
        cells=_cells(told, wanted),
        contents=metric[0] if len(metric) == 1 else "",
        texts=list(_texts(whole)),
    )


def _member(told: dict[str, Any], name: str, kind: type) -> Any:
    if not isinstance(told.get(name), kind):
        raise Refusal("jsonstat.member", member=name)
    return told[name]


def _dimension(inner: dict[str, Any], name: str, size: int, role: dict[str, Any]) -> CubeDimension:
    """One dimension; its codes stand in `index`, as a list or with their positions, or are the only one that `label` has."""
    where = f"dimension.{name}"
    if not isinstance(inner.get(name), dict) or not isinstance(inner[name].get("category"), dict):
        raise Refusal("jsonstat.member", member=shown(where))
    category = inner[name]["category"]
    index, labels = category.get("index"), category.get("label")
    labels = labels if isinstance(labels, dict) else {}
    if isinstance(index, dict) and all(isinstance(place, int) for place in index.values()):
        if sorted(index.values()) != list(range(len(index))):
            raise Refusal("jsonstat.member", member=shown(f"{where}.category.index"))
        codes = sorted(index, key=lambda code: index[code])
    elif isinstance(index, list) and all(isinstance(code, str) for code in index):
        codes = index
    elif index is None and labels:
        codes = list(labels)
    else:
        raise Refusal("jsonstat.member", member=shown(f"{where}.category.index"))
    if len(codes) != size or len(set(codes)) < len(codes):
        raise Refusal("jsonstat.sizes", name=shown(name), found=number(len(set(codes))), wanted=number(size))
    kinds = [kind for kind in ("time", "metric") if isinstance(role.get(kind), list) and name in role[kind]]
    title = str(inner[name].get("label") or name)
    return CubeDimension(name, title, codes, [str(labels.get(code, code)) for code in codes], kinds[0] if kinds else "")


def _cells(told: dict[str, Any], wanted: int) -> list[str]:
    values, status = told.get("value"), told.get("status")
    if not isinstance(values, list | dict):
        raise Refusal("jsonstat.member", member="value")
    if isinstance(values, list) and len(values) != wanted:
        raise Refusal("jsonstat.half", member="value", found=number(len(values)), wanted=number(wanted))
    numbers = _spread(values, wanted, "value")
    remarks = [status] * wanted if isinstance(status, str) else _spread(status or [], wanted, "status")
    return [_cell(value, remark) for value, remark in zip(numbers, remarks, strict=True)]


def _spread(told: Any, wanted: int, member: str) -> list[Any]:
    """A list, or an object with positions as its names, as one entry for every cell; None where there is none."""
    if isinstance(told, list):
        return [*told[:wanted], *[None] * (wanted - len(told))]
    if not isinstance(told, dict):
        raise Refusal("jsonstat.member", member=member)
    places = {key: int(key) if key.isascii() and key.isdigit() and len(key) < 12 else wanted for key in told}
    beyond = [key for key, place in places.items() if place >= wanted]
    if beyond:
        raise Refusal("jsonstat.beyond", member=member, places=listed(beyond), wanted=number(wanted))
    found: list[Any] = [None] * wanted
    for key, place in places.items():
        found[place] = told[key]
    return found


def _cell(value: Any, remark: Any) -> str:
    """A number as text; the status where there is none. A number that the status denies keeps both, and is no number then."""
    if value is None:
        return remark if isinstance(remark, str) else ""
    plain = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    return f"{plain} {remark}" if isinstance(remark, str) and remark in NO_VALUE[:4] else plain


def _texts(whole: Any) -> Iterator[str]:
    """Every text of the document, names of members included."""
    left = [whole]
    while left:
        told = left.pop()
        if isinstance(told, str):
            yield told
        elif isinstance(told, dict):
            yield from told
            left.extend(told.values())
        elif isinstance(told, list):
            left.extend(told)
