"""The crime catalogue says what it counts, in codes that the police use and in Swedish that can stand in a sentence."""

from __future__ import annotations

from datetime import date

from lagesbild.catalog import load_catalog


def test_single_code_groups_are_exactly_that() -> None:
    groups = load_catalog().crime_groups
    exact = {"fire_vandalism": "1210", "vehicle_fire": "1211", "blue_light_sabotage": "1311"}
    assert {slug: [span.codes for span in groups[slug].spans] for slug in exact} == {slug: [(code,)] for slug, code in exact.items()}


def test_every_group_is_measured_and_every_code_has_four_digits() -> None:
    catalog = load_catalog()
    measured = {indicator.numerator for indicator in catalog.indicators.values()}
    assert set(catalog.crime_groups) <= measured
    codes = [code for group in catalog.crime_groups.values() for span in group.spans for code in span.codes]
    assert all(len(code) == 4 and code.isdigit() for code in codes)


def test_one_group_changes_its_codes_and_says_so() -> None:
    catalog = load_catalog()
    changing = [slug for slug, group in catalog.crime_groups.items() if len({span.codes for span in group.spans}) > 1]
    assert changing == ["bicycle_theft"]
    assert [item.date for item in catalog.indicators["bicycle_theft"].breaks] == [date(2024, 1, 1)]


def test_policing_and_sensitive_groups_are_marked_and_never_good_or_bad() -> None:
    catalog = load_catalog()
    assert {slug for slug, group in catalog.crime_groups.items() if group.policing_dependent} == {"narcotics", "drunk_driving", "weapons"}
    assert {slug for slug, group in catalog.crime_groups.items() if group.sensitive} == {"sexual_offences", "close_relationship_violence"}
    for indicator in catalog.indicators.values():
        if indicator.policing_dependent or indicator.sensitive:
            assert indicator.better == "neither", indicator.slug


def test_words_can_be_shown_and_stand_in_a_sentence() -> None:
    for indicator in load_catalog().indicators.values():
        assert indicator.definition.endswith(".") and indicator.caveat.endswith("."), indicator.slug
        assert indicator.sentence_name and indicator.sentence_name[0].islower(), indicator.slug
        room = 40 if indicator.family == "kolada" else 24  # Kolada's stand in lists of their own, with their edition in the name
        assert indicator.short_title[0].isupper() and len(indicator.short_title) <= room, indicator.slug
    orders = [indicator.order for slug, indicator in load_catalog().indicators.items() if not slug.endswith("_count")]
    assert len(set(orders)) == len(orders)
