"""Small briefings made by hand: every kind of block, absent values, long words, long tables, empty sections."""

from __future__ import annotations

from datetime import date

from lagesbild.briefing.document import (
    Bar,
    BarData,
    Beside,
    Block,
    Column,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    Mark,
    Picture,
    Point,
    Points,
    Said,
    Section,
    SeriesData,
    Table,
    TrendData,
)

LONG = "Samverkansöverenskommelseuppföljningsansvarig trygghetssamordnarorganisation"
NO_CHANGE, WORSE, BETTER = (
    Mark("no_clear_change", "Ingen säker förändring"),
    Mark("bad_up", "Säker ökning"),
    Mark("good_down", "Säker minskning"),
)
UNSURE = Mark("undetermined", "Kan inte avgöras")
BAND = (date(2024, 1, 1), date(2027, 12, 31), "Överenskommelsen 2024–2027")
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 24"><rect width="60" height="24" rx="5" fill="#0B5C7A"/></svg>'


def rows_behind(data: TrendData | BarData | SeriesData) -> tuple[Point | Bar, ...]:
    """Every point or bar of a picture's numbers."""
    if isinstance(data, SeriesData):
        return tuple(point for row in data.rows for point in row.data.points)
    return data.points if isinstance(data, TrendData) else data.bars


def draw(width: float) -> str:
    """A drawing of a fixed height: two lines of text and a box, as wide as asked for."""
    w = width * 72
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{w:g}pt" height="150pt" viewBox="0 0 {w:g} 150">'
        f'<rect x="0" y="0" width="{w:g}" height="150" fill="#E4EEF2"/><rect x="20" y="40" width="{w / 2:g}" height="70" fill="#0B5C7A"/>'
        '<text x="20" y="24" font-family="Source Sans Pro" font-size="10" fill="#16262E">Norrhamn</text></svg>'
    )


def square(width: float) -> str:
    """A drawing as tall as it is wide, like a map."""
    w = width * 72
    disc = f'<circle cx="{w / 2:g}" cy="{w / 2:g}" r="{w / 3:g}" fill="#B4541A"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w:g} {w:g}">{disc}</svg>'


def trend() -> TrendData:
    """Nine years: an absent one, a cut, and a last one that is not firm."""
    values = (29.2, 31.0, None, 32.5, 31.6, 30.2, 28.1, 26.9, 25.0)
    points = tuple(
        Point(date(2018 + i, 7, 1), str(2018 + i), v, None if v is None else v - 2.5, None if v is None else v + 2.5, i < 8)
        for i, v in enumerate(values)
    )
    return TrendData(points, "%", 0, cuts=(date(2022, 1, 1),), bands=(BAND,), name="Andel otrygga", base=date(2023, 7, 1))


def bars(count: int = 5) -> BarData:
    """Areas in the order of the alphabet, one without a value, one without an interval, one whose value is zero."""
    marks = (NO_CHANGE, BETTER, WORSE, UNSURE)
    rows = [
        Bar(f"Område {i + 1:02d}", 20.0 + i, 15.0 + i, 26.5 + i, marks[i % 4], reference=22.0 + i if i % 2 else None)
        for i in range(count - 3)
    ]
    rows += [
        Bar("Råbäck", None, None, None, absent="visas inte"),
        Bar("Strandängen", 12.0, None, None),
        Bar("Öarna", 0.0, 0.0, 3.7, NO_CHANGE),
    ]
    return BarData(tuple(rows), "%", 0, reference=27.0, reference_words="Hela kommunen 27 %")


def picture(**how) -> Picture:
    """A picture with all its words."""
    told = {
        "title": "Otryggheten har minskat sedan 2023", "sub": "Andel otrygga ute sent på kvällen. Procent, 16–84 år.",
        "source": "Källa: kommunens trygghetsmätning 2026. Intervall 95 %.", "alt": "Linje från 29 procent 2018 till 27 procent 2025.",
        "draw": draw, "mark": BETTER,
    }  # fmt: skip
    return Picture(**(told | how))


def table(rows: int = 4) -> Table:
    """Goals with a verdict in the last column; the second row holds a long word and an en dash for an absent number."""
    columns = (Column("Mål i överenskommelsen 2024–2027", share=3), Column("2023", True), Column("Senast", True), Column("Läge", share=2))
    marks = (BETTER, NO_CHANGE, WORSE, UNSURE)
    names = ["Fler ska känna sig trygga ute på kvällen", LONG, *[f"Mål nummer {i + 3}" for i in range(rows)]]
    made = tuple((names[i], "32 %", "–" if i == 1 else "27 %", marks[i % 4]) for i in range(rows))
    return Table(columns, made, "Målen i överenskommelsen med läget 2023 och senast")


def figures() -> KeyFigures:
    """Three figures, one without a verdict."""
    return KeyFigures(
        (
            KeyFigure("27 %", "otrygga ute sent på kvällen (25–29), från 32 år 2023", BETTER),
            KeyFigure("508", "anmälda fall av skadegörelse 2025, från 412 år 2023", WORSE),
            KeyFigure("2 av 5", "löften för 2026 är hållna, ett delvis, ett inte, ett pågår"),
        )
    )


def document(*sections: Section, **how) -> Document:
    """A briefing of the given sections, else one with every kind of block."""
    told = {
        "kind": "lagesbild", "kind_title": "Lägesbild", "title": "Tryggare som helhet, men inte överallt",
        "eyebrow": "Lägesbild till kommunstyrelsen, 1 december 2026",
        "summary": ("Otryggheten ute på kvällen har minskat sedan 2023, från 32 till 27 procent.", "I Lingonmyran har otryggheten ökat.",
                    "Om skadegörelsen har ändrats kan inte avgöras."),
        "place": "Norrhamns kommun · lokalpolisområde Norrhamn", "classification": "internal", "day": date(2026, 11, 22),
        "build": "2026-11-22-a41f", "reach": "Bygge 2026-11-22-a41f · enkät april 2026 · brott hela år 2025",
        "sections": sections or every_block(), "foot": "Parter: Norrhamns kommun och Polisen. Mottagare: kommunstyrelsen.", "logo": LOGO,
    }  # fmt: skip
    return Document(**(told | how))


def every_block() -> tuple[Section, ...]:
    """Sections that hold every kind of block."""
    beside: Block = Beside((picture(title="Misshandel ute", mark=NO_CHANGE),), (picture(title="Skadegörelse", mark=WORSE),))
    mixed: Block = Beside((picture(title="Var det är otryggt", draw=square),), (table(3),), share=0.6)
    answer = (figures(), Said("Andelen är viktad efter område."), picture(data=trend()), table())
    areas = (picture(title="", data=bars()), mixed, Said("Ett dolt tal är inte noll.", "note"))
    crime = (Said("Anmälda brott är inte alla brott.", "lede"), beside, Heading("Siffrorna bakom"), table(40))
    proposal = (
        Points(("Lägesbilden noteras.", f"{LONG} tar fram en orsaksanalys."), numbered=True),
        Heading("Att ta ställning till"),
        Points(("Lingonmyran: en orsaksanalys saknas.",)),
        Points(("Löftet förs vidare.", "Ny ansvarig utses."), numbered=True),
    )
    return (
        Section("answer", "Så är läget", answer, "Tre tal i korthet."),
        Section("areas", "Säker förändring i tre områden", areas, new_page=True),
        Section("crime", "Skadegörelsen ökar", crime),
        Section("proposal", "Förslag till beslut", proposal),
        Section("numbers", "Tom tabell", (Table((Column("Område"), Column("Antal", True)), (), "Områden"),)),
        Section("work", "Ännu inget underlag", (), "Ingen enkät är gjord."),
    )
