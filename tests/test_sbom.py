"""The list of components holds every locked requirement with its hashes, fits CycloneDX's schema, and is told without a network."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from lagesbild.settings import ROOT
from tests.sbom import sbom


@pytest.fixture(scope="module")
def told() -> str:
    return sbom()


def test_every_locked_requirement_is_a_component_with_version_and_hashes(told: str) -> None:
    locked = dict(re.findall(r"^([a-z0-9._-]+)(?:\[.*\])?==([^\s;\\]+)", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.M))
    found = {part["name"]: part for part in json.loads(told)["components"]}
    assert len(locked) > 50 and {name: part["version"] for name, part in found.items()} == locked
    assert all(part["purl"] == f"pkg:pypi/{name}@{part['version']}" for name, part in found.items())
    assert all(any(ref.get("hashes") for ref in part["externalReferences"]) for part in found.values())


def test_it_fits_the_schema_and_a_wrong_one_does_not(told: str) -> None:
    validator = JsonStrictValidator(SchemaVersion.V1_6)
    assert validator.validate_str(told) is None
    assert validator.validate_str(told.replace('"components"', '"parts"')) is not None


def test_it_names_no_place_of_its_making(told: str, tmp_path: Path) -> None:
    assert str(ROOT) not in told and "file:" not in told and str(tmp_path) not in told
