"""What people author and what every part of the product agrees on: the closed vocabularies and the catalogue's records.

Nothing here reads a file or a database: `catalog` fills these records, everybody else reads them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Zone = Literal["public", "internal"]
ValueState = Literal["value", "zero", "missing", "suppressed", "not_asked", "not_published"]
Measure = Literal["share", "mean", "rate", "count"]
Better = Literal["lower", "higher", "neither"]
ChangeVerdict = Literal["increase", "decrease", "no_clear_change", "too_uncertain", "not_comparable", "not_measured"]
Polarity = Literal["good", "bad", "neutral"]
AreaVerdict = Literal["clearly_higher", "clearly_lower", "no_clear_difference", "too_uncertain"]
Instrument = Literal["own", "police"]
ShareScale = Literal["percent", "fraction"]
InstrumentVerdict = Literal["confirms", "differs", "not_comparable"]
AreaLevel = Literal["municipality", "deso", "regso", "district", "council", "focus", "neighbourhood", "unplaced"]
AreaSetKind = Literal["district", "council", "focus"]
Withheld = Literal["too_few", "would_reveal_another", "too_small_base", "sensitive", "withheld"]
Unit = Literal["count", "per_1000", "per_100000", "share", "persons", "index", "number"]
PeriodKind = Literal["year", "quarter", "month", "pool3", "pool5", "wave", "rolling12"]
FactKind = Literal["incident", "event", "aggregate", "definition", "population", "area", "answer"]
SignalRule = Literal["outside", "trend", "two_of_three", "shift"]
SignalSide = Literal["above", "below"]
# What people think a signal is; `acted`: that something is being done about it.
SignalJudgement = Literal["known_event", "real_change", "police_work", "registration", "chance", "open", "acted"]
LimitModel = Literal["xmr", "poisson", "negative_binomial"]
RevisionReason = Literal["final_replaces_preliminary", "corrected", "late_registration", "withdrawn", "added"]
Grain = Literal["day", "month", "year"]
Cadence = Literal["week", "month", "quarter", "tertial", "half_year", "year"]
ActivityStatus = Literal["planned", "ongoing", "done", "cancelled"]
Prevention = Literal["situational", "social"]
Confidence = Literal["low", "medium", "high"]
PromiseStatus = Literal["ongoing", "kept", "partly_kept", "not_kept"]
ProblemKind = Literal["crime", "disorder", "insecurity", "risk"]
ProblemState = Literal["open", "closed"]
DirectionState = Literal["draft", "decided"]
DialogueKind = Literal["residents", "staff", "survey"]
TimeOfDay = Literal["morning", "day", "evening", "night"]
PartyKind = Literal[
    "municipality",
    "school",
    "leisure",
    "social_services",
    "police",
    "rescue_service",
    "housing",
    "guards",
    "business",
    "association",
    "other",
]
LawDuty = Literal["situation", "action_plan", "follow_up", "council", "coordinator", "agreement"]
AccordVerdict = Literal["both_higher", "both_lower", "more_felt", "more_reported", "no_clear_difference", "too_uncertain"]

UNPLACED = "ej_placerad"
NATIONAL = "national"  # stands for the comparison of all that is published, where a build has one municipality's code
REFERENCE = "reference"  # stands for all municipalities where one municipality's code is asked for
MADE_WITH = "made_with.json"  # beside a build: which program, tables and libraries made it
NATION = "0000"  # the whole country, as Kolada codes it
ALL = "all"


class LagesbildError(Exception):
    """A fault whose text is a Swedish sentence for a person: it names file, row or column, and the cure."""


class OtherShape(LagesbildError):
    """A build that another version of the program made lacks a table or a column that is asked for."""


@dataclass(frozen=True)
class Thresholds:
    """The municipality's own limits for what the public may see. Counts, not shares."""

    smallest_count: int = 5
    smallest_count_sensitive: int = 10
    smallest_survey_base: int = 30


@dataclass(frozen=True)
class Licence:
    """Under which terms anybody may use a municipality's open data."""

    name: str = "CC BY 4.0"
    address: str = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True)
class Municipality:
    """One municipality: official code, names and how its map is measured."""

    code: str
    name: str
    genitive: str
    police_area: str
    county: str
    metric_crs: int
    bounds: tuple[float, float, float, float]  # west, south, east, north in degrees
    thresholds: Thresholds = field(default_factory=Thresholds)
    aliases: tuple[str, ...] = ()
    place_points_in: tuple[AreaLevel, ...] = ()  # the first level with borders counts; empty: as the format says
    example: bool = False
    licence: Licence = field(default_factory=Licence)


@dataclass(frozen=True)
class AreaMembers:
    """The areas of one version that make up a set of areas, by code."""

    areas: tuple[str, ...]
    version: str = ""


@dataclass(frozen=True)
class AreaSet:
    """A named set of areas, such as a local council's: an area of its own, whose counts are the sums of its members'.

    Members in several versions are the same set before and after the borders were drawn anew.
    """

    slug: str
    title: str
    kind: AreaSetKind
    municipality: str
    members: tuple[AreaMembers, ...]


@dataclass(frozen=True)
class SeriesBreak:
    """A date across which an indicator is never compared, and why, in a Swedish sentence."""

    date: date
    reason: str
    municipality: str = ALL


@dataclass(frozen=True)
class CodeSpan:
    """Crime codes that belong to a group during a period; an open end is None."""

    codes: tuple[str, ...]
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class CrimeGroup:
    """A named set of crime codes, and the paths under which Brå publishes the same offences."""

    slug: str
    title: str
    spans: tuple[CodeSpan, ...]
    bra_paths: tuple[tuple[str, ...], ...] = ()
    policing_dependent: bool = False  # ingripandebrott: found by police work, never good or bad
    sensitive: bool = False


@dataclass(frozen=True)
class Indicator:
    """One thing that is measured, with its Swedish words and the direction that counts as better."""

    slug: str
    title: str
    short_title: str
    definition: str
    source: str
    measure: Measure
    unit: Unit
    better: Better
    numerator: str = ""  # crime group slug for reported crime
    family: str = "crime"
    concept: str = ""  # the same word on indicators of two instruments: they ask for the same thing
    reported_as: tuple[str, ...] = ()  # of a survey question: the indicators of reported crime that it is about
    sentence_name: str = ""  # how it reads inside a sentence: "skadegörelsen", "cykelstölderna"
    plural: bool = False  # whether that noun takes a plural verb complement
    unit_words: str = ""  # how the unit reads after a number where the unit's own words do not say it all
    caveat: str = ""
    breaks: tuple[SeriesBreak, ...] = ()
    policing_dependent: bool = False
    sensitive: bool = False
    order: int = 500


@dataclass(frozen=True)
class SurveyStratum:
    """People that a stratum of a wave stands for, and how many of them were invited; None where it is not told."""

    population: int | None = None
    sample: int | None = None


@dataclass(frozen=True)
class SurveyWave:
    """One time that a survey was made: when it was in the field and how it was drawn."""

    wave: str
    field_from: date
    field_to: date
    mode: str = ""
    sample: int | None = None
    strata: dict[str, SurveyStratum] = field(default_factory=dict)  # area code -> stratum


@dataclass(frozen=True)
class SurveyQuestion:
    """One question: its variable in the file, its words and which answers an indicator counts."""

    code: str
    indicator: str
    text: str
    scale: dict[str, str]  # answer as it is stored -> label
    counts: tuple[str, ...] = ()  # answers that are the numerator of a share
    score: bool = False  # the mean of the scale's values, for an index
    not_answered: tuple[str, ...] = ()
    also: tuple[str, ...] = ()  # other names of the variable
    since: str = ""  # first wave that asked; empty: all
    until: str = ""


@dataclass(frozen=True)
class Survey:
    """One publisher's survey: its variables, questions and waves; breaks hold for an indicator, or for all."""

    slug: str
    title: str
    source: str
    instrument: Instrument
    population: str
    municipality: str = ALL
    mode: str = ""
    cadence: Cadence = "year"
    design_effect: float | None = None  # declared for figures that come as share and base only
    shares: ShareScale = "percent"  # how ready tables write a share
    tables: bool = False  # whether a file with an area and questions in columns is a ready table, even without a number of answers
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    areas: dict[str, str] = field(default_factory=dict)  # area as the files have it -> its code
    sex: dict[str, str] = field(default_factory=dict)  # sex as the files have it -> K or M
    questions: tuple[SurveyQuestion, ...] = ()
    waves: tuple[SurveyWave, ...] = ()
    breaks: tuple[tuple[str, SeriesBreak], ...] = ()  # (indicator or "all", break)


@dataclass(frozen=True)
class Format:
    """One import format as declared in data/formats: how to recognise, read and convert a file."""

    slug: str
    title: str
    kind: FactKind
    source: str
    container: str  # csv, workbook, geo, cube, records or spss; several with blanks between
    cadence: Cadence
    reader: str = ""  # the converter in intake/converters.py; empty: the one named like the kind
    spec: dict = field(default_factory=dict)
    sha256: str = ""
