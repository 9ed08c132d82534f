"""`kerong import`: a template for every kind that the same command takes, and who may be meant."""

import json
from pathlib import Path
from typing import Any

import pytest

from kerong.catalogue.models import ListingRevision
from kerong.cli.main import main
from kerong.evidence.models import Observation, Record
from kerong.kernel import roles
from kerong.parties.models import Enterprise
from tests.build import catalogue, parties

pytestmark = pytest.mark.django_db


def printed(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def filled(kind: str, folder: Path, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    """The template of a kind, kept as a file."""
    assert main(["import", kind, "--template", *more]) == 0
    path = folder / f"{kind}.csv"
    path.write_text(capsys.readouterr().out, encoding="utf-8")
    return str(path)


def test_every_template_is_a_file_that_its_own_command_takes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The firm of the first template is the one the figures of the others speak of."""
    for kind in ("parties", "facts", "records", "policies", "calendar", "lpr"):
        file = filled(kind, tmp_path, capsys)
        assert main(["import", kind, file, "--json"]) == 0, kind
        report = printed(capsys)
        assert (report["rows"] if "batch" in report else 1, report["written"]) == (1, 1), kind
    assert Enterprise.objects.get().industry_code == "I65"
    assert (Observation.objects.count(), Record.objects.count()) == (1, 1)


def test_a_template_sent_twice_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = filled("parties", tmp_path, capsys)
    main(["import", "parties", file])
    assert capsys.readouterr().out == "rows 1  written 1  unchanged 0\n"
    main(["import", "parties", file])
    assert capsys.readouterr().out == "rows 1  written 0  unchanged 1\n"


def test_a_wrong_check_digit_is_named_by_cell_and_exits_with_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "firms.csv"
    path.write_text("credit_code,name\n91500000MA00000018,甲\n", encoding="utf-8")

    assert main(["import", "parties", str(path), "--json"]) == 1
    assert printed(capsys)["errors"][0]["cell"] == "A2"
    assert main(["import", "parties", str(path)]) == 1
    assert "2:credit_code" in capsys.readouterr().out


def test_what_is_not_taken_over_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = filled("parties", tmp_path, capsys)
    main(["import", "parties", file])
    text = Path(file).read_text(encoding="utf-8").replace("某某", "另一")
    Path(file).write_text(text, encoding="utf-8")
    capsys.readouterr()

    assert main(["import", "parties", file]) == 0
    assert "note 2:name" in capsys.readouterr().out


def test_products_come_in_as_drafts_of_the_person_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    catalogue.published(tmp_path / "pack")
    clerk = parties.person(roles.INSTITUTION_CLERK, parties.institution(), login="clerk.one")
    file = filled("listings", tmp_path, capsys, "--offering", "small-loan")

    assert main(["import", "listings", file, "--by", "clerk.one", "--dry-run"]) == 0
    assert not ListingRevision.objects.exists()
    assert main(["import", "listings", file, "--by", "clerk.one", "--submit"]) == 0

    revision = ListingRevision.objects.get()
    assert (revision.drafted_by_id, revision.state) == (clerk.pk, "submitted")


@pytest.mark.parametrize("role", [None, roles.FIRM_OWNER, roles.OFFICER])
def test_only_somebody_who_drafts_for_an_institution_can_be_named(
    role: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "p.csv"
    file.write_text("offering,name,category,source\nx,y,z,w\n", encoding="utf-8")
    if role is not None:
        at = parties.enterprise() if role == roles.FIRM_OWNER else parties.department()
        parties.person(role, at, login="somebody")

    assert main(["import", "listings", str(file), "--by", "somebody"]) == 2
    assert json.loads(capsys.readouterr().err)["error"]["code"] == "cli.drafter"


def test_the_template_of_products_needs_a_pack_in_force(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["import", "listings", "--template", "--offering", "nothing"]) == 2
    assert json.loads(capsys.readouterr().err)["error"]["code"] == "offering.absent"


def test_kinds_that_are_not_built_are_not_offered(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "returns", "x.csv"]) == 2
    assert "invalid choice" in json.loads(capsys.readouterr().err)["error"]["message"]
