"""What is published fits the standards: their libraries' checks, and their schemas and codelists where these are at hand.

The libraries load the schemas from the net, which tests do not; a folder ``shared/oc4ids`` beside the checkout has them.
"""

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings

from generator.engine.steps.whole_portal import check_portal
from generator.intake import read_county
from generator.model.disclosure import CountyDisclosure
from generator.render.open_contracting import county_lines, project_package, release_package
from tests.support.portal import PORTAL
from tests.support.project import ROOT
from tests.support.random_county import CODE, counties

_UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
"""A county is large: to make a failing one smaller takes minutes."""
Packages = list[tuple[dict[str, Any], dict[str, Any]]]


@pytest.fixture(scope="module")
def packages() -> Packages:
    """(projects, releases) of each county of the demonstration, with the published changes left out."""
    checked = check_portal(ROOT / "content_data", None, date(2022, 6, 30))
    found = []
    for county in checked.counties:
        assert county.disclosure is not None
        portal = checked.ground.portal
        lines = county_lines(county.disclosure, portal, county.history)
        projects = project_package(f"counties/{county.code}.oc4ids.json", lines.projects, portal)
        releases = release_package("data/ocds.json", lines.releases, portal)
        found.append((json.loads(projects), json.loads(releases)))
    return found


def test_the_library_of_oc4ids_finds_nothing_amiss(packages: Packages) -> None:
    checks = pytest.importorskip("libcoveoc4ids.additional_checks")
    flatten = pytest.importorskip("libcoveocds.lib.additional_checks").flatten_dict
    for package, _ in packages:
        flat = dict(flatten(package))
        told = [
            found
            for check in (*checks.ADDITIONAL_CHECKS, *checks.CONFORMANCE_CHECKS)
            for found in check(package, flat)
        ]
        assert told == []


def test_the_library_of_ocds_finds_nothing_amiss(packages: Packages) -> None:
    checks = pytest.importorskip("libcoveocds.lib.additional_checks")
    for _, package in packages:
        assert not checks.run_additional_checks(package, checks.CHECKS["all"])


@pytest.fixture(scope="module")
def standard() -> Path:
    found = next((path for parent in ROOT.parents if (path := parent / "shared/oc4ids").is_dir()), None)
    if found is None:
        pytest.skip("the schema of OC4IDS is not at hand")
    return found


def test_every_package_fits_the_schema_and_its_closed_codelists(standard: Path, packages: Packages) -> None:
    validator = pytest.importorskip("jsonschema").Draft4Validator
    project = json.loads((standard / "project-schema.json").read_text("utf-8"))
    package = json.loads((standard / "project-package-schema.json").read_text("utf-8"))
    package["properties"]["projects"]["items"] = {"type": "object"}
    whole, each = validator(package), validator(project)
    for found, _ in packages:
        assert [error.message for error in whole.iter_errors(found)] == []
        for record in found["projects"]:
            assert [error.message for error in each.iter_errors(record)] == []
            assert list(_strange(standard, project, project, record, record["id"])) == []


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), phases=_UNSHRUNK)
@given(files=counties())
def test_a_random_county_fits_the_schema_and_its_closed_codelists(
    standard: Path, files: dict[str, bytes]
) -> None:
    validator = pytest.importorskip("jsonschema").Draft4Validator
    project = json.loads((standard / "project-schema.json").read_text("utf-8"))
    each = validator(project)
    for line in county_lines(_read(files), PORTAL, None).projects:
        record = json.loads(line)
        assert [error.message for error in each.iter_errors(record)] == []
        assert list(_strange(standard, project, project, record, record["id"])) == []


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), phases=_UNSHRUNK)
@given(files=counties())
def test_the_library_of_ocds_finds_nothing_amiss_in_a_random_county(files: dict[str, bytes]) -> None:
    checks = pytest.importorskip("libcoveocds.lib.additional_checks")
    releases = county_lines(_read(files), PORTAL, None).releases
    package = json.loads(release_package("data/ocds.json", releases, PORTAL))
    assert not checks.run_additional_checks(package, checks.CHECKS["all"])


def _read(files: dict[str, bytes]) -> CountyDisclosure:
    with TemporaryDirectory() as folder:
        for name, data in files.items():
            path = Path(folder, "counties", CODE, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        county = read_county(Path(folder), CODE, None).disclosure
    assume(county is not None)
    assert county is not None
    return county


def _strange(standard: Path, root: Any, schema: Any, value: Any, path: str) -> Iterator[str]:
    """Yields fields that the schema does not have, and values that a closed codelist does not have."""
    if "$ref" in schema:
        schema = root["definitions"][schema["$ref"].split("/")[-1]]
    if "codelist" in schema and not schema.get("openCodelist"):
        with (standard / "codelists" / schema["codelist"]).open(encoding="utf-8") as file:
            codes = {row["Code"] for row in csv.DictReader(file)}
        for code in value if isinstance(value, list) else [value]:
            if code not in codes:
                yield f"{path}: {code}"
    if isinstance(value, dict):
        fields = schema.get("properties", {})
        for key, inside in value.items():
            if key in fields:
                yield from _strange(standard, root, fields[key], inside, f"{path}/{key}")
            elif fields:
                yield f"{path}/{key}"
    elif isinstance(value, list):
        for each in value:
            yield from _strange(standard, root, schema.get("items", {}), each, path)
