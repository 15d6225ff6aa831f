"""A table that no format claims: what is proposed for it, what is asked instead of guessed, and what acceptance keeps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lagesbild.intake import Answers, accept, facts, receive, suggest, write_draft
from lagesbild.intake.proposal import Proposal
from lagesbild.intake.suggestion_words import answers, lines, options
from lagesbild.model import LagesbildError
from tests.build.conftest import squares
from tests.intake import unknown_files as made
from tests.intake.conftest import TODAY

Ask = Callable[..., Proposal]
NAMES = {"event": "en händelsetabell", "figures": "färdiga uppgifter per område"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Norrhamn with the borders of Väst and Öst."""
    folder = tmp_path / "home"
    assert receive(squares(tmp_path / "o.geojson"), folder, "9999", None, TODAY).outcome == "accepted"
    return folder


@pytest.fixture
def ask(home: Path) -> Ask:
    """The proposal for a file, after answers as they are written on the command line."""

    def ask(path: Path, *said: str, columns: tuple[str, ...] = (), name: str = "", municipality: str | None = "9999") -> Proposal:
        return suggest(path, home, municipality, TODAY, answers(columns, said, name, None))

    return ask


def roles(told: Proposal) -> dict[str, str]:
    return {column.heading: column.role for column in told.columns if column.role}


def open_questions(told: Proposal) -> list[str]:
    return [question.key for question in told.questions]


def test_alarms_are_understood_by_their_contents_under_odd_headings(ask: Ask, tmp_path: Path) -> None:
    told = ask(made.rescue(tmp_path / "larm.csv"))
    assert told.kind == "event" and told.acceptable and told.rows == 30
    assert roles(told) == {"Larm inkom": "date", "Händelse enl. SOS": "type", "Kommundel/omr.": "area"}
    assert told.first_rows[0]["klockslag"] == "0" and told.first_rows[1]["område"] == "N02"
    said = "\n".join(lines(told))
    assert "Larm inkom: dag (säkert)" in said and "”2026-01-01 00:15”" in said and "Fritext: läses inte" in said
    assert "30 av 30 rader kan läsas" in said


def test_two_columns_that_could_be_the_type_are_asked_about_and_the_likeliest_is_offered(ask: Ask, tmp_path: Path) -> None:
    told = ask(made.housing(tmp_path / "skador.xlsx"))
    assert open_questions(told) == ["type"] and told.questions[0].option == '--column "type=Skada"'
    assert "Fastighet, Skada" in told.questions[0].words and not told.acceptable
    assert ask(tmp_path / "skador.xlsx", columns=("type=Skada",)).acceptable
    assert roles(ask(tmp_path / "skador.xlsx", columns=("type=Fastighet",)))["Fastighet"] == "type"


def test_coordinates_in_metres_are_known_by_their_size(ask: Ask, tmp_path: Path) -> None:
    told = ask(made.graffiti(tmp_path / "klotter.csv"))
    assert roles(told) == {"REGDAT": "date", "OBJEKTTYP": "type", "N_SWEREF": "north", "E_SWEREF": "east"}
    assert told.acceptable, told.trial


def test_a_file_that_its_own_proposal_would_refuse_is_not_offered(ask: Ask, tmp_path: Path) -> None:
    told = ask(made.graffiti(tmp_path / "klotter.csv", north=6_200_000))
    assert told.refused and not told.acceptable and "utanför Norrhamn" in told.trial
    said = "\n".join(lines(told))
    assert "--accept-mapping" not in said and "rätta det som provläsningen säger" in said


def test_observations_of_walks_are_events(ask: Ask, tmp_path: Path) -> None:
    told = ask(made.walk(tmp_path / "vandringar.xlsx"))
    assert told.kind == "event" and open_questions(told) == ["type"] and told.questions[0].option == '--column "type=Vad vi såg"'


def test_the_period_of_a_title_is_offered_and_never_taken(ask: Ask, tmp_path: Path) -> None:
    told = ask(made.school(tmp_path / "enkat.xlsx"))
    assert told.kind == "figures" and open_questions(told) == ["period", "design_effect"]
    assert told.questions[0].option == "--say period=2025/26" and "2025/26" in told.questions[0].words
    assert roles(told) == {
        "Skolområde": "area", "Trygg i skolan (%)": "figure", "Antal svar trygg": "base", "Mobbad (%)": "figure",
    }  # fmt: skip
    answered = ask(tmp_path / "enkat.xlsx", "period=2025/26", "design_effect=1,5")
    assert answered.acceptable, (answered.questions, answered.trial)
    assert answered.settings["shares"] == "percent", "no share of 81 is 0 to 1"


def test_years_as_columns_need_to_know_what_the_figures_are_and_on_which_scale(ask: Ask, tmp_path: Path) -> None:
    path = made.andts(tmp_path / "andts.csv")
    assert open_questions(ask(path)) == ["values"]
    assert open_questions(ask(path, "values=share")) == ["shares"], "nothing is above 1: it could be either"
    assert ask(path, "values=share", "shares=fraction").acceptable


def test_counts_are_offered_as_counts(ask: Ask, tmp_path: Path) -> None:
    told = ask(made.social_services(tmp_path / "soc.csv"))
    assert [q.option for q in told.questions] == ["--say values=count"] and told.line == 2
    assert ask(tmp_path / "soc.csv", "values=count").first_rows[0]["tal"] == "20"


def test_answers_of_an_unknown_survey_are_not_read_but_told_where_they_belong(ask: Ask, tmp_path: Path, home: Path) -> None:
    told = ask(made.survey(tmp_path / "svar.csv"))
    assert told.kind == "answers" and not told.acceptable and "data/surveys" in told.advice
    with pytest.raises(LagesbildError, match="kan inte läsas in genom ett förslag"):
        accept(tmp_path / "svar.csv", home, "9999", TODAY, Answers())
    with pytest.raises(LagesbildError, match="kan inte läsas in"):
        write_draft(told, home)


def test_days_that_could_be_months_are_asked_about(ask: Ask, tmp_path: Path) -> None:
    rows = [[f"{n % 12 + 1:02d}/{n * 5 % 12 + 1:02d}/2026", made.AREAS[n % 2], ("Rån", "Bråk")[n % 2]] for n in range(24)]
    path = made.text_file(tmp_path / "dagar.csv", [["Dag", "Omr", "Sort"], *rows])
    assert open_questions(ask(path)) == ["dates"]
    assert [ask(path, f"dates={order}").first_rows[1]["dag"] for order in ("dmy", "mdy")] == ["2026-06-02", "2026-02-06"]


def test_a_file_without_headings_is_told_so_and_cannot_be_accepted(ask: Ask, tmp_path: Path, home: Path) -> None:
    rows = [[f"{day:%Y-%m-%d}", made.AREAS[n % 2], ("Rån", "Bråk")[n % 2]] for n, day in enumerate(made.DAYS)]
    told = ask(made.text_file(tmp_path / "utan.csv", rows))
    assert open_questions(told) == ["headings"] and "rad med rubriker överst" in told.questions[0].words
    assert "Svara:" not in "\n".join(lines(told)).split("Frågor att svara på först")[1].split("Antaget")[0]
    with pytest.raises(LagesbildError, match="rubriker verkar saknas"):
        accept(tmp_path / "utan.csv", home, "9999", TODAY, Answers())


def test_headings_that_contradict_their_contents_are_asked_about_with_the_columns_that_fit(ask: Ask, tmp_path: Path) -> None:
    rows = [[made.AREAS[n % 2], f"{day:%Y-%m-%d}", ("Rån", "Bråk")[n % 2]] for n, day in enumerate(made.DAYS)]
    path = made.text_file(tmp_path / "bytta.csv", [["Datum", "Område", "Antal"], *rows])
    told = ask(path)
    assert [q.option for q in told.questions][:2] == ['--column "date=Område"', '--column "area=Datum"']
    assert "bara 0 % av innehållet passar" in told.questions[0].words
    assert ask(path, columns=("date=Område", "area=Datum", "type=Antal")).acceptable


def test_an_answer_that_contradicts_the_contents_is_refused_by_the_trial(ask: Ask, tmp_path: Path) -> None:
    told = ask(made.rescue(tmp_path / "larm.csv"), columns=("date=Fritext",))
    assert not told.acceptable and told.first_rows == () and "0 av 30 rader" in told.trial


@pytest.mark.parametrize(
    ("columns", "said", "words"),
    [
        (("date=Finnsinte",), (), "Finnsinte"),
        ((), ("dates=ymd",), "dmy, mdy"),
        ((), ("nonsens=1",), "nonsens"),
        (("date",), (), "likhetstecken"),
    ],
)
def test_an_answer_that_means_nothing_is_told_what_there_is(
    ask: Ask, tmp_path: Path, columns: tuple[str, ...], said: tuple[str, ...], words: str
) -> None:
    with pytest.raises(LagesbildError, match=words):
        ask(made.rescue(tmp_path / "larm.csv"), *said, columns=columns)


@pytest.mark.parametrize("name", ["../../utanför", "/etc/passwd", "..", "a\x00b", "CON: <x>", 'x"\n[read]'])
def test_a_hostile_name_stays_one_plain_file_in_the_formats_folder(ask: Ask, tmp_path: Path, home: Path, name: str) -> None:
    told = ask(made.rescue(tmp_path / "larm.csv"), name=name)
    draft = write_draft(told, home)
    assert draft.parent == home / "catalogue" / "formats" and told.slug.replace("_", "").isalnum() and told.slug.isascii()
    assert told.format().kind == "event"


def test_hostile_headings_and_texts_stay_text_in_the_format(ask: Ask, tmp_path: Path) -> None:
    head = ['Dag"]\n[event]', "Omr", 'Typ = "x"']
    rows = [[f"{day:%Y-%m-%d}", made.AREAS[n % 2], ('"]', "=HYPERLINK(1)")[n % 2]] for n, day in enumerate(made.DAYS)]
    cells = [[str(cell).replace("\n", " ") for cell in row] for row in [head, *rows]]
    told = ask(made.text_file(tmp_path / "elak.csv", [[f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row] for row in cells]))
    fmt = told.format()
    assert fmt.spec["columns"]["date"] == ['Dag"] [event]'] and set(fmt.spec["event"]) >= {"title", "covers"}


def test_personal_numbers_are_refused_before_anything_is_shown(ask: Ask, tmp_path: Path) -> None:
    rows = [[f"{day:%Y-%m-%d}", made.AREAS[n % 2], "19121212-1212"] for n, day in enumerate(made.DAYS)]
    with pytest.raises(LagesbildError, match="personnummer") as refused:
        ask(made.text_file(tmp_path / "pnr.csv", [["Dag", "Omr", "Vem"], *rows]))
    assert "1212-1212" not in str(refused.value)


def test_the_receipt_of_a_refused_file_says_what_it_looks_like(home: Path, tmp_path: Path) -> None:
    receipt = receive(made.rescue(tmp_path / "larm.csv"), home, "9999", None, TODAY)
    assert receipt.outcome == "refused" and "ser ut som en händelsetabell (30 rader)" in receipt.message and "--propose" in receipt.message
    assert receipt.proposal is not None and receipt.proposal["acceptable"] is True


def test_acceptance_keeps_the_format_and_takes_the_file_in_and_the_next_file_is_known_by_itself(home: Path, tmp_path: Path) -> None:
    done = accept(made.rescue(tmp_path / "larm 2026.csv"), home, "9999", TODAY, Answers())
    assert done.receipt.outcome == "accepted" and done.files == ("catalogue/formats/larm.toml",)
    assert (done.receipt.kind, done.receipt.rows_stored, done.receipt.format) == ("event", 30, "larm")
    assert set(facts(home, done.receipt)["area"]) == {"N01", "N02"}
    later = receive(made.rescue(tmp_path / "larm nästa.csv", start=5), home, "9999", None, TODAY)
    assert (later.outcome, later.format) == ("accepted", "larm")
    with pytest.raises(LagesbildError, match=r"larm finns redan.*--name"):
        accept(tmp_path / "larm 2026.csv", home, "9999", TODAY, Answers())


def test_accepted_figures_bring_their_indicators(home: Path, tmp_path: Path) -> None:
    said = answers((), ("period=2025/26", "design_effect=1.5"), "elevenkat", None)
    done = accept(made.school(tmp_path / "enkat.xlsx"), home, "9999", TODAY, said)
    assert done.receipt.outcome == "accepted" and done.receipt.rows_stored == 4
    assert "catalogue/indicators/elevenkat_trygg_i_skolan.toml" in done.files
    found = facts(home, done.receipt)
    assert sorted(zip(found["area"], found["value"].round(2), found["base"].fillna(-1), strict=True))[:2] == [
        ("N01", 0.07, -1),
        ("N01", 0.81, 40),
    ]


def test_nothing_is_kept_when_the_file_is_refused_all_the_same(home: Path, tmp_path: Path) -> None:
    before = sorted(home.rglob("*"))
    with pytest.raises(LagesbildError, match="kan inte godtas än"):
        accept(made.housing(tmp_path / "skador.xlsx"), home, "9999", TODAY, Answers())
    done = accept(made.graffiti(tmp_path / "klotter.csv", north=6_200_000), home, "9999", TODAY, Answers())
    assert done.receipt.outcome == "refused"
    assert [path for path in sorted(home.rglob("*")) if path.is_file()] == [path for path in before if path.is_file()]


def test_without_a_municipality_an_event_table_asks_which_or_takes_the_only_one(ask: Ask, tmp_path: Path) -> None:
    assert ask(made.rescue(tmp_path / "larm.csv"), municipality=None).acceptable, "only Norrhamn has borders here"
    empty = suggest(tmp_path / "larm.csv", tmp_path / "tomt", None, TODAY, Answers())
    assert not empty.acceptable and "area" in open_questions(empty)


def test_the_options_are_told_again_for_the_next_command() -> None:
    said = answers(("date=Larm inkom",), ("dates=dmy",), "larm", 'Larm "nya"')
    assert options("9999", said) == r'--municipality 9999 --column "date=Larm inkom" --say dates=dmy --name larm --title "Larm \"nya\""'
