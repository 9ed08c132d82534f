"""Exported findings: replayed without a database, alike in every process, faults told apart."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kerong.catalogue.export_findings import export_findings
from kerong.catalogue.models import Revision, StoredFinding
from kerong.catalogue.replay_findings import replay_all
from kerong.cli.main import main
from kerong.config.paths import ROOT
from kerong.kernel import roles
from kerong.kernel.actor import SYSTEM
from kerong.kernel.errors import Forbidden
from kerong.rules.archives import FINDINGS, RULES, TABLES, replay_archive
from tests.build import parties
from tests.build.decisions import ALONE, decisions
from tests.build.parties import MOMENT

pytestmark = pytest.mark.django_db
REVISIONS = 3


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    decisions(tmp_path, revisions=REVISIONS, firms=4)
    export_findings(actor=SYSTEM, folder=tmp_path / "archive")
    return tmp_path / "archive"


def lines(path: Path) -> list[dict]:  # type: ignore[type-arg]
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def rewritten(path: Path, rows: list[dict]) -> None:  # type: ignore[type-arg]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def test_everything_comes_out_again_byte_for_byte(archive: Path) -> None:
    report = replay_archive(archive)

    assert report.findings == StoredFinding.objects.count() > 60
    assert (report.identical, report.different) == (report.findings, [])
    assert report.revisions == (len(ALONE) + 1) * REVISIONS == Revision.objects.count()
    assert replay_all(actor=SYSTEM).identical == report.identical


def test_loans_class_tests_and_scores_are_among_them(archive: Path) -> None:
    kinds = {"score" if '"score":' in row["body"] else "rule" for row in lines(archive / FINDINGS)}
    listed = {row["listing"] is not None for row in lines(archive / FINDINGS)}

    assert kinds == {"score", "rule"} and listed == {True, False}


def test_revisions_answer_differently_so_a_mix_up_would_show(archive: Path) -> None:
    rows = lines(archive / FINDINGS)
    texts = {row["digest"]: row["file"] for row in lines(archive / RULES)}
    other = {file: digest for digest, file in texts.items()}
    mixed = next(row for row in rows if texts[row["rules"]] == "listing-star/1")
    mixed["rules"] = other["listing-star/2"]
    rewritten(archive / FINDINGS, rows)

    assert replay_archive(archive).different == [mixed["digest"]]


def test_one_changed_byte_is_told(archive: Path) -> None:
    rows = lines(archive / FINDINGS)
    rows[3]["body"] = rows[3]["body"].replace('"verified":', '"verified" :')
    rewritten(archive / FINDINGS, rows)

    assert replay_archive(archive).different == [rows[3]["digest"]]


def test_a_changed_rule_text_is_told(archive: Path) -> None:
    texts = lines(archive / RULES)
    at = next(at for at, row in enumerate(texts) if row["file"] == "listing-star/1")
    texts[at]["body"] = texts[at]["body"].replace("10亿", "11亿")
    rewritten(archive / RULES, texts)

    report = replay_archive(archive)

    cited = [row for row in lines(archive / FINDINGS) if row["rules"] == texts[at]["digest"]]
    assert report.different == [row["digest"] for row in cited]


def test_changed_tables_are_told(archive: Path) -> None:
    tables = lines(archive / TABLES)
    tables[0]["body"]["stages"][0][1] += 1
    rewritten(archive / TABLES, tables)

    assert replay_archive(archive).different


def test_no_firm_is_named(archive: Path) -> None:
    firm = parties.enterprise("认得出来的公司")
    StoredFinding.objects.update(enterprise=firm)
    export_findings(actor=SYSTEM, folder=archive)

    for path in archive.iterdir():
        text = path.read_text(encoding="utf-8")
        assert firm.name not in text and str(firm.credit_code) not in text


def test_erased_findings_stay_behind(archive: Path) -> None:
    first = StoredFinding.objects.order_by("pk")[0]
    StoredFinding.objects.filter(pk=first.pk).update(erased_at=MOMENT, body="")

    made = export_findings(actor=SYSTEM, folder=archive)

    assert (made.erased, made.findings) == (1, StoredFinding.objects.count() - 1)
    assert replay_archive(archive).findings == made.findings


def test_only_those_who_may_replay_may_export(tmp_path: Path) -> None:
    with pytest.raises(Forbidden):
        export_findings(actor=parties.actor(roles.OFFICER), folder=tmp_path)


def test_the_command_line_exports_and_replays(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["replay", "--export", str(archive)]) == 0
    assert main(["replay-archive", str(archive), "--json"]) == 0

    written = capsys.readouterr().out
    assert json.loads(written[written.index("{") :])["different"] == []
    assert main(["replay-archive", str(archive / "nothing")]) == 2


def test_a_process_without_django_and_with_other_settings_gives_the_same_bytes(
    archive: Path,
) -> None:
    program = (
        "import sys, json; from pathlib import Path; sys.modules['django'] = None; "
        "sys.modules['numpy'] = None; from kerong.rules.archives import replay_archive; "
        "print(json.dumps(replay_archive(Path(sys.argv[1])).document()))"
    )
    settings = {"PYTHONHASHSEED": "77", "TZ": "America/New_York", "LC_ALL": "C"}

    ran = subprocess.run(
        [sys.executable, "-c", program, str(archive)],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src"), **settings},
        capture_output=True,
        text=True,
        check=True,
    )

    assert json.loads(ran.stdout) == replay_archive(archive).document()
