"""From a kind of briefing and a request to the finished document."""

from __future__ import annotations

from dataclasses import replace

from lagesbild.briefing.context import Context, Request, open_context
from lagesbild.briefing.document import Document, Section
from lagesbild.briefing.part_areas import locator
from lagesbild.briefing.parts import PARTS
from lagesbild.briefing.summary import summary, title
from lagesbild.exhibits.data_status import data_line
from lagesbild.model import LagesbildError, Zone
from lagesbild.model_briefing import BriefingKind, BriefingPart
from lagesbild.read import read
from lagesbild.store import Reader
from lagesbild.texts import day, long_day, text


def compose(reader: Reader, zone: Zone, kind: BriefingKind, request: Request, logo: str = "") -> Document:
    """The document of a kind for a request; logo: the municipality's, as SVG text.

    Raises LagesbildError where the kind is not for the zone or subject, or has an unknown part."""
    if kind.zone != zone:
        raise LagesbildError(text("briefing.fault.zone", kind=kind.title))
    if request.subject.kind not in kind.subjects:
        known = ", ".join(text(f"briefing.subject.{name}") for name in kind.subjects)
        raise LagesbildError(text("briefing.fault.subject_kind", kind=kind.title, known=known))
    ctx = open_context(reader, zone, request)
    chosen = parts_of(kind, request.parts)
    sections = tuple(section for part in chosen if (section := _section(ctx, part)))
    info = read(reader, "build_info").iloc[0]
    told = summary(ctx)
    recipient = text("briefing.to", recipient=request.recipient) if request.recipient else ""
    eyebrow = text("briefing.eyebrow", kind=kind.title, subject=_named(ctx), to=recipient, day=long_day(request.day))
    return Document(
        kind=kind.slug,
        kind_title=kind.title,
        title=title(ctx),
        eyebrow=eyebrow,
        summary=tuple(words for words, _ in told),
        place=text("briefing.place", name=ctx.name, police_area=ctx.place["police_area"]) if ctx.place["police_area"] else ctx.name,
        classification=zone,
        day=request.day,
        build=str(info["build"]),
        reach=data_line(reader),
        sections=sections,
        foot=_foot(ctx),
        logo=logo,
        where=locator(ctx),
        one_page=kind.one_page,
    )


def parts_of(kind: BriefingKind, wanted: tuple[str, ...] | None) -> list[BriefingPart]:
    """The chosen parts in the asked order, or the kind's own without the optional ones."""
    unknown = sorted({part.name for part in kind.parts} - set(PARTS))
    if unknown:
        raise LagesbildError(
            text("briefing.fault.part", file=f"data/briefings/{kind.slug}.toml", name=unknown[0], known=", ".join(sorted(PARTS)))
        )
    if wanted is None:
        return [part for part in kind.parts if not part.optional]
    known = {part.name: part for part in kind.parts}
    return [known[name] for name in wanted if name in known]


def _section(ctx: Context, part: BriefingPart) -> Section | None:
    section = PARTS[part.name](ctx)
    if section is None:
        return None
    heading = part.title or section.title
    lede = section.title if part.title and section.title and not section.lede else section.lede
    if part.title and section.title and section.lede and section.title != section.lede:
        lede = f"{section.title}. {section.lede}"
    return replace(section, slug=part.name, title=heading, lede=lede, new_page=part.new_page)


def _named(ctx: Context) -> str:
    return "" if ctx.subject.kind == "municipality" else f" {ctx.subject.name}"


def _foot(ctx: Context) -> str:
    """Who signed what the briefing follows up, and which frozen lägesbild it is made from."""
    told = []
    if ctx.standing is not None:
        item = ctx.standing.agreement
        told.append(
            text("briefing.foot", title=item.title, parties=text("briefing.and").join(item.parties)) if item.parties else item.title
        )
    if ctx.request.frozen:
        told.append(text("briefing.frozen", title=ctx.request.frozen, day=day(ctx.request.day)))
    return " ".join(told)
