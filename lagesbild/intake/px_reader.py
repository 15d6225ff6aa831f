"""Reads PX files, the exchange format of statistical agencies: what the declared charset says is not believed, the bytes are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from lagesbild.intake.cube import Cube, CubeDimension, check_extent
from lagesbild.intake.encoding import decode
from lagesbild.intake.px_grammar import Keyword, cells, keywords, line_of
from lagesbild.intake.refusal import Refusal, listed
from lagesbild.texts import number

WANTED = ("MATRIX", "SUBJECT-CODE", "SUBJECT-AREA", "TITLE", "CONTENTS", "UNITS", "DECIMALS")  # without these a file is broken or cut
ABOUT_VARIABLES = ("VALUES", "CODES", "TIMEVAL")
OURS = "sv"  # of a file in several languages the Swedish texts are shown

Key = tuple[str, str, tuple[str, ...]]


def px_cube(raw: bytes) -> Cube:
    """The table of a PX file; whatever is missing or contradicts itself is refused by its keyword."""
    content = decode(raw)
    found, start = keywords(content)
    told = {(k.name, k.language, k.subjects): k for k in found}
    _check(found, told, content, start)
    sizes = [len(told["VALUES", "", (name,)].values) for name in _variables(told, "")]
    wanted = check_extent(sizes)
    numbers = cells(content, start, wanted)
    dimensions = _dimensions(told)
    return Cube(
        title=_said(told, "TITLE"),
        source=_said(told, "SOURCE"),
        dimensions=dimensions,
        cells=numbers,
        contents=_contents(dimensions, told),
        texts=[text for keyword in found for text in (*keyword.subjects, *keyword.values)],
    )


def _check(found: list[Keyword], told: dict[Key, Keyword], content: str, start: int) -> None:
    """Refuse what is missing, said twice, or about a variable or value that the file does not have."""
    names = {keyword.name for keyword in found if not keyword.language and not keyword.subjects}
    missing = [name for name in WANTED if name not in names]
    if not names & {"STUB", "HEADING"}:
        missing.append("STUB")
    if start < 0:
        missing.append("DATA")
    if missing:
        raise Refusal("px.missing", keyword=listed(missing, 10))
    if "KEYS" in {keyword.name for keyword in found}:
        raise Refusal("px.keys")
    _refuse_twice(found, content)
    variables = _variables(told, "")
    alike = [name for name in variables if variables.count(name) > 1]
    if alike:
        raise Refusal("px.variable_twice", names=listed(sorted(set(alike))))
    for keyword in (k for k in found if k.name in ABOUT_VARIABLES and not k.language):
        if keyword.subjects not in {(name,) for name in variables}:
            raise _stranger(keyword, content, variables)
    _check_values(told, variables)
    _check_contents(found, told, content, variables)


def _refuse_twice(found: list[Keyword], content: str) -> None:
    seen: set[Key] = set()
    for keyword in found:
        key = (keyword.name, keyword.language, keyword.subjects)
        if key in seen and keyword.name in (*ABOUT_VARIABLES, *WANTED, "STUB", "HEADING"):
            raise Refusal("px.twice", keyword=keyword.shown, line=number(line_of(content, keyword.at)))
        seen.add(key)


def _stranger(keyword: Keyword, content: str, known: Iterable[str]) -> Refusal:
    return Refusal("px.stranger", keyword=keyword.shown, line=number(line_of(content, keyword.at)), known=listed(list(known), 10))


def _check_values(told: dict[Key, Keyword], variables: list[str]) -> None:
    for name in variables:
        values, codes = told.get(("VALUES", "", (name,))), told.get(("CODES", "", (name,)))
        if values is None:
            raise Refusal("px.missing", keyword=f'VALUES("{name}")')
        own = codes or values
        if len(own.values) != len(values.values):
            sizes = {"found": number(len(own.values)), "wanted": number(len(values.values))}
            raise Refusal("px.lengths", keyword=own.shown, other=values.shown, **sizes)
        if len(set(own.values)) < len(own.values):
            again = [value for value, times in Counter(own.values).items() if times > 1]
            raise Refusal("px.value_twice", keyword=own.shown, values=listed(again))


def _check_contents(found: list[Keyword], told: dict[Key, Keyword], content: str, variables: list[str]) -> None:
    """CONTVARIABLE names a variable, and each of its values has its unit."""
    contents = told.get(("CONTVARIABLE", "", ()))
    if contents is None:
        return
    if contents.values[0] not in variables:
        raise _stranger(contents, content, variables)
    values = told["VALUES", "", (contents.values[0],)].values
    units = [k for k in found if k.name == "UNITS" and not k.language and k.subjects]
    for keyword in units:
        if keyword.subjects[0] not in values:
            raise _stranger(keyword, content, values)
    lacking = [value for value in values if ("UNITS", "", (value,)) not in told]
    if units and lacking:
        raise Refusal("px.missing", keyword=f'UNITS("{lacking[0]}")')


def _variables(told: dict[Key, Keyword], language: str) -> list[str]:
    return [name for keyword in ("STUB", "HEADING") if (key := (keyword, language, ())) in told for name in told[key].values]


def _said(told: dict[Key, Keyword], name: str) -> str:
    found = told.get((name, OURS, ())) or told.get((name, "", ()))
    return found.values[0] if found else ""


def _contents(dimensions: list[CubeDimension], told: dict[Key, Keyword]) -> str:
    """What the numbers are: empty where a dimension says that they are several things."""
    metric = next((dimension for dimension in dimensions if dimension.role == "metric"), None)
    if metric is None:
        return _said(told, "CONTENTS")
    return metric.labels[0] if len(metric.labels) == 1 else ""


def _dimensions(told: dict[Key, Keyword]) -> list[CubeDimension]:
    """Every variable by its own name, with the texts in our language where the file has them for all of it."""
    plain, ours = _variables(told, ""), _variables(told, OURS)
    contents = told.get(("CONTVARIABLE", "", ()))
    dimensions = []
    for index, name in enumerate(plain):
        values = told["VALUES", "", (name,)].values
        codes = told.get(("CODES", "", (name,)), told["VALUES", "", (name,)]).values
        title = ours[index] if len(ours) == len(plain) else name
        swedish = told.get(("VALUES", OURS, (title,)))
        labels = swedish.values if swedish and len(swedish.values) == len(values) else values
        role = "time" if ("TIMEVAL", "", (name,)) in told else "metric" if contents and contents.values[0] == name else ""
        dimensions.append(CubeDimension(name, title, codes, labels, role))
    return dimensions
