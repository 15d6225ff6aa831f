"""Writes a proposed reading as a format file that people can edit, with a comment on every choice, and files for new indicators."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from lagesbild.intake.figure_cells import VALUES
from lagesbild.intake.propose_columns import Evidence
from lagesbild.intake.propose_kinds import Layout, base_of
from lagesbild.intake.propose_questions import unit_of
from lagesbild.intake.values import slug
from lagesbild.model import Format
from lagesbild.texts import text


def format_file(
    own: str, title: str, found: Layout, columns: Sequence[Evidence], settings: Mapping[str, str], template: Format, labels: Sequence[str]
) -> str:
    """The format as TOML: a header, the headings by which the next file is known, the columns, and the template's own rules."""
    event = found.kind == "event"
    head = {
        "title": title,
        "kind": "event" if event else "aggregate",
        "reader": "events" if event else "figures",
        "source": settings["source"],
        "container": template.container,
        "cadence": settings["cadence"],
    }
    roles = {role: [one.heading] for role, one in found.roles.items()}
    if found.shape != "periods" and not event and "value" in roles and settings["values"] not in ("", "value"):
        roles[settings["values"]] = roles.pop("value")
    known = [c.heading for c in columns if c.heading and not (found.shape == "periods" and c in found.figures)]
    marks = {"required_columns": [role for role in roles if role in ("date", "area", "period", "indicator")], "headings": known}
    parts = [
        _comment("file") + _pairs(head, {"source": "source", "cadence": "cadence"}),
        _section("recognise", marks, "recognise"),
        _comment("columns") + "[columns]\n" + "".join(_column(role, headings, found) for role, headings in roles.items()),
        *(_event_parts(title, settings, template, labels) if event else _figure_parts(own, found, columns, settings, template, labels)),
        *(_section(name, template.spec[name], "kept") for name in ("symbols", "areas", "coordinates") if name in template.spec),
    ]
    return "\n".join(parts)


def indicator_files(
    own: str, found: Layout, columns: Sequence[Evidence], settings: Mapping[str, str], labels: Sequence[str]
) -> dict[str, str]:
    """{identity: TOML} of the indicators that a table of figures brings; their words are for people to complete."""
    if found.kind != "figures":
        return {}
    return {identity(own, label): _indicator(label, _value(label, found, settings), settings) for label in labels}


def identity(own: str, label: str) -> str:
    """What an indicator of a format's own is called."""
    return f"{own}_{slug(label).replace('-', '_')}"


def _event_parts(title: str, settings: Mapping[str, str], template: Format, labels: Sequence[str]) -> list[str]:
    event = {"title": title, "definition": text("proposal.draft.event", title=title), "better": settings["better"]}
    event |= {"covers": settings["covers"], "complete": True}
    read = template.spec["read"] | {"day_order": settings["dates"]}
    said = [label for label in labels if slug(label) and label not in read["missing"]]
    types = "".join(f"{_key(label)} = {{ slug = {_value_text(slug(label))}, title = {_value_text(label)} }}\n" for label in said)
    return [
        _section("event", event, "event"),
        _comment("types") + "[types]\n" + types,
        _section("read", read, "kept"),
    ]


def _figure_parts(
    own: str, found: Layout, columns: Sequence[Evidence], settings: Mapping[str, str], template: Format, labels: Sequence[str]
) -> list[str]:
    figures: dict[str, Any] = {"layout": found.shape, "values": settings["values"] or "value"}
    if settings.get("shares"):
        figures["shares"] = settings["shares"]
    if settings.get("design_effect"):
        figures["design_effect"] = float(settings["design_effect"].replace(",", "."))
    if settings.get("period"):
        figures["period"] = settings["period"]
    bases = {c.heading: base.heading for c in found.figures if found.shape == "wide" and (base := base_of(c, columns))}
    return [
        _section("figures", figures, "figures"),
        _section("indicators", {label: identity(own, label) for label in labels}, "indicators"),
        *([_section("bases", bases, "bases")] if bases else []),
        _section("subgroups", template.spec["subgroups"], "kept"),
        _section("read", template.spec["read"], "kept"),
    ]


def _value(label: str, found: Layout, settings: Mapping[str, str]) -> str:
    """What an indicator measures: as its own heading says in a wide table, else as the whole table."""
    own = unit_of(label) if found.shape == "wide" else ""
    return own or settings["values"] or "value"


def _indicator(label: str, role: str, settings: Mapping[str, str]) -> str:
    measure, unit = VALUES[role]
    words = {
        "title": label,
        "short_title": label,
        "definition": text("proposal.draft.indicator", title=label),
        "source": settings["source"],
    }
    rest = {"measure": measure, "unit": unit, "better": settings["better"], "family": "figures", "order": 800}
    return _comment("indicator") + _pairs(words | rest, {})


def _column(role: str, headings: list[str], found: Layout) -> str:
    one = next((one for one in found.roles.values() if one.heading == headings[0]), None)
    why = " ".join(one.why) if one else ""
    return f"{role} = {_value_text(headings)}   # {why}\n"


def _section(name: str, table: Mapping[str, Any], comment: str) -> str:
    """A table of TOML and the tables inside it, under a comment."""
    plain = {key: value for key, value in table.items() if not isinstance(value, Mapping)}
    inner = {key: value for key, value in table.items() if isinstance(value, Mapping)}
    told = _comment(comment) + f"[{name}]\n" + _pairs(plain, {})
    return told + "".join(f"\n[{name}.{_key(key)}]\n{_pairs(value, {})}" for key, value in inner.items())


def _pairs(table: Mapping[str, Any], comments: Mapping[str, str]) -> str:
    lines = (
        f"{_key(key)} = {_value_text(value)}" + (f"   # {text(f'proposal.comment.{comments[key]}')}" if key in comments else "")
        for key, value in table.items()
    )
    return "".join(f"{line}\n" for line in lines)


def _comment(key: str) -> str:
    return "".join(f"# {line}\n" for line in text(f"proposal.comment.{key}").splitlines())


def _key(key: str) -> str:
    return (
        key
        if key.replace("_", "").replace("-", "").isascii() and key.replace("_", "").replace("-", "").isalnum()
        else json.dumps(key, ensure_ascii=False)
    )


def _value_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_value_text(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)
