"""`kerong whatif` and publishing with its sheet, as one types them."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from kerong.catalogue.models import Revision
from kerong.catalogue.pack_files import read_pack
from kerong.catalogue.publish_pack import publish_pack
from kerong.cli import database
from kerong.cli.main import main
from kerong.config.paths import PACKS
from kerong.kernel import roles
from kerong.kernel.actor import SYSTEM
from kerong.population import file_workers
from kerong.population.models import WhatIfSheet
from tests.build import catalogue, parties, scores, whatif
from tests.build import population as build
from tests.build.cards import PatentCard, card_folder
from tests.build.parties import MOMENT
from tests.rules.populations.answering import leaving

pytestmark = pytest.mark.django_db
FACTS = """\
credit_code,tax_paid,founded_on,is_overdue_now,industry_code,division_code
F1,49999.99,2015-05-20,false,C3985,500107
F2,50000.00,2015-05-20,false,C3985,500107
F3,80000.00,2015-05-20,false,I6513,330106
F4,,2015-05-20,false,I6513,330106
"""
DOUBLED = ("$multiple * tax_paid", "$multiple * tax_paid * 2")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """The small loan in force, and a draft that doubles what a tax is worth."""
    catalogue.published(tmp_path / "small-loan")
    catalogue.on_shelf()
    (tmp_path / "facts.csv").write_text(FACTS, encoding="utf-8")
    folder = whatif.draft_folder(tmp_path, DOUBLED)
    examples = catalogue.EXAMPLES_TEXT.replace('"500000.00"', '"1000000.00"')
    examples = examples.replace('"240000.00"', '"490000.00"').replace('"250000.00"', '"500000.00"')
    (folder / "examples.yaml").write_text(examples, encoding="utf-8")
    return tmp_path


def command(files: Path, *more: str) -> list[str]:
    given = ["--rules", str(files / "draft"), "--facts", str(files / "facts.csv")]
    return ["whatif", *given, "--out", str(files / "out"), "--on", "2026-03-06", *more]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_sheet_the_firms_and_the_groups_are_written(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    share = ["--cost-share", "0.02", "--budget", "10000.00"]

    assert main(command(files, "--json", *share)) == 0

    printed: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert printed == json.loads((files / "out" / "sheet.json").read_text(encoding="utf-8"))
    assert printed["counts"]["effects"] == {"gains": 2, "loses": 0, "shifts": 0, "none": 2}
    assert printed["cost"] == {
        "before_fen": 1_300_000,
        "after_fen": 2_600_000,
        "budget_fen": 1_000_000,
        "left_fen": -1_600_000,
    }
    firms = {row["credit_code"]: row for row in rows(files / "out" / "firms.csv")}
    assert set(firms) == {"F1", "F2", "F3"}
    assert (firms["F1"]["effect"], firms["F1"]["near"]) == ("none", "tax_paid")
    assert (firms["F3"]["before_limit_yuan"], firms["F3"]["after_limit_yuan"]) == (
        "400000.00",
        "800000.00",
    )
    groups = rows(files / "out" / "groups.csv")
    places = {row["group"]: row for row in groups if row["by"] == "district"}
    assert places["500107"]["gains"] == places["330106"]["gains"] == "1"


def test_a_person_reads_the_same_in_words(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(command(files)) == 0

    said = capsys.readouterr().out
    assert "4 firms" in said and "limits 650000.00 -> 1300000.00" in said
    assert "cost" not in said


def test_a_scorecard_tells_which_products_behind_it_flip(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ten points a patent in force, nine in the draft, fifty asked: only five patents lose."""
    code = scores.shelf(tmp_path, card=False)
    publish_pack(actor=SYSTEM, folder=card_folder(tmp_path / "card"), at=MOMENT)
    card_folder(tmp_path / "draft", PatentCard("9", revision=2))
    facts = "credit_code,invention_patents\nF4,4\nF5,5\nF6,6\n"
    (tmp_path / "facts.csv").write_text(facts, encoding="utf-8")

    assert main(command(tmp_path)) == 0

    assert f"{code}  meets>fails      1" in capsys.readouterr().out
    sheet = json.loads((tmp_path / "out" / "sheet.json").read_text(encoding="utf-8"))
    assert sheet["counts"]["flips"] == {code: {"meets>fails": 1}}
    firms = {row["credit_code"]: row for row in rows(tmp_path / "out" / "firms.csv")}
    assert {code: row["flips"] for code, row in firms.items()} == {"F4": "0", "F5": "1", "F6": "0"}


def test_two_runs_give_one_digest(files: Path) -> None:
    digests = set()
    for _ in range(2):
        assert main(command(files)) == 0
        sheet = json.loads((files / "out" / "sheet.json").read_text(encoding="utf-8"))
        digests.add(sheet["digest"])

    assert len(digests) == 1


def test_a_cell_that_is_no_value_is_named_and_nothing_half_is_left(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = FACTS.replace("80000.00", "eighty")
    (files / "facts.csv").write_text(bad, encoding="utf-8")

    assert main(command(files)) == 2

    assert "tax_paid" in capsys.readouterr().err
    assert not (files / "out" / "firms.csv").exists()


def test_a_draft_that_is_in_force_or_a_file_that_is_not_there_is_refused(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    in_force = command(files)
    in_force[2] = str(files / "small-loan")
    assert main(in_force) == 2
    assert "population.draft_published" in capsys.readouterr().err

    (files / "facts.csv").unlink()
    assert main(command(files)) == 2
    assert "no such file" in capsys.readouterr().err


def test_a_later_revision_is_published_with_the_sheet_and_by_a_second_person(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    author, second = parties.person(roles.OPERATOR), parties.person(roles.OPERATOR)
    sheet = whatif.tried(files / "draft", parties.actor(roles.OPERATOR, person=author))
    publish = ["pack", "publish", str(files / "draft")]

    assert main(publish) == 2
    assert "pack.sheet_missing" in capsys.readouterr().err
    assert main([*publish, "--sheet", sheet.digest, "--by", author.login]) == 2
    assert "pack.second_person" in capsys.readouterr().err
    assert main([*publish, "--sheet", "0" * 64, "--by", second.login]) == 2
    assert main([*publish, "--sheet", sheet.digest, "--by", "nobody"]) == 2
    assert Revision.objects.count() == 1
    assert main([*publish, "--sheet", sheet.digest, "--by", second.login]) == 0

    assert Revision.objects.count() == 2
    assert WhatIfSheet.objects.get().draft.digest == Revision.objects.order_by("-no")[0].digest


def test_the_file_and_the_platform_find_the_same_for_the_same_firms(files: Path) -> None:
    build.firms(6)
    held = whatif.body(whatif.tried(files / "draft"))["counts"]
    lines = ["credit_code,tax_paid,founded_on,is_overdue_now,industry_code,division_code"]
    lines += [f"F{wan},{wan}0000.00,2015-05-20,false,C3985,500107" for wan in range(1, 7)]
    (files / "facts.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")

    assert main(command(files)) == 0

    sheet = json.loads((files / "out" / "sheet.json").read_text(encoding="utf-8"))
    assert sheet["counts"] == held


def test_several_processes_write_the_same_files_as_one(
    files: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [FACTS.splitlines()[0]]
    lines += [f"F{at},{40_000 + at}.00,2015-05-20,false,C3985,500107" for at in range(0, 20_000, 9)]
    (files / "facts.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    monkeypatch.setattr(file_workers, "ROWS_AT_ONCE", 500)
    written = []
    for workers in ("1", "2"):
        assert main(command(files, "--workers", workers)) == 0
        written.append([path.read_bytes() for path in sorted((files / "out").iterdir())])

    assert written[0] == written[1]
    firms = rows(files / "out" / "firms.csv")
    assert [row["credit_code"] for row in firms] == sorted(
        (row["credit_code"] for row in firms), key=lambda code: int(code[1:])
    )

    assert main(command(files, "--workers", "0")) == 2
    assert "cli.workers" in capsys.readouterr().err


def test_a_process_that_is_killed_ends_the_trial_with_words(
    files: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(file_workers, "ROWS_AT_ONCE", 1)  # more blocks than one
    monkeypatch.setattr(file_workers, "_begin", leaving)

    assert main(command(files, "--workers", "2")) == 2
    assert "population.trial_cut_off" in capsys.readouterr().err


# --- without a database ---


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine on which nothing was installed: asking the database for anything is an error."""
    monkeypatch.setattr(database, "has_catalogue", lambda: False)
    firms = ["credit_code,employees,operating_revenue,total_assets,industry_code"]
    firms += [f"F{heads},{heads},3000000.00,2000000.00,C3985" for heads in (5, 19, 20, 400)]
    (tmp_path / "facts.csv").write_text("\n".join(firms) + "\n", encoding="utf-8")
    return tmp_path


def draft_of(pack: str, folder: Path, *change: str) -> None:
    (folder / "draft").mkdir()
    for path in (PACKS / pack).iterdir():
        text = path.read_text("utf-8").replace("revision: 1", "revision: 2")
        (folder / "draft" / path.name).write_text(
            text.replace(*change) if change else text, "utf-8"
        )


def test_a_class_test_is_held_against_the_pack_shipped_without_a_database(
    bare: Path, django_assert_num_queries: Any
) -> None:
    draft_of("national/size", bare)

    with django_assert_num_queries(0):
        assert main(command(bare)) == 0

    sheet = json.loads((bare / "out" / "sheet.json").read_text(encoding="utf-8"))
    assert sheet["against"] == read_pack(PACKS / "national/size").digest
    assert sheet["counts"]["effects"]["none"] == 4
    assert sum(sheet["counts"]["by"]["size"][size]["firms"] for size in ("micro", "small")) == 4


def test_the_pack_that_is_shipped_is_no_draft_without_a_database(
    bare: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = command(bare)
    given[2] = str(PACKS / "national/size")

    assert main(given) == 2
    assert "population.draft_published" in capsys.readouterr().err


def test_products_of_institutions_need_a_database_and_it_says_so(
    bare: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whatif.draft_folder(bare)

    assert main(command(bare)) == 2

    assert "kerong install" in capsys.readouterr().err
    assert not (bare / "out" / "firms.csv").exists()
