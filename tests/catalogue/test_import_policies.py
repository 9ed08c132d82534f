"""Clauses copied out of documents: both real tables come in whole, and are held against packs."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from kerong.catalogue.import_policies import import_policies
from kerong.catalogue.models import RecordedClause
from kerong.catalogue.policies.clause_files import template_csv
from kerong.catalogue.policies.reads import clauses_on
from kerong.catalogue.policies.recorded import differences, recorded_alone, recorded_of
from kerong.config.paths import POLICIES
from kerong.evidence.imports.report import ImportReport
from kerong.kernel import roles
from kerong.kernel.actor import SYSTEM
from kerong.kernel.errors import Forbidden
from kerong.reference.models import Division
from kerong.trail.models import Event
from tests.build import catalogue, parties, policies
from tests.build.catalogue import DAY
from tests.build.parties import MOMENT

pytestmark = pytest.mark.django_db

HEADER = template_csv().splitlines()[0]
CLAUSES = (POLICIES / "clauses.csv").read_bytes()
BONUSES = (POLICIES / "district_bonuses.csv").read_bytes()
ROW = "X-1,重庆,,某办法,2026,rd,,rd_spend,0.1,500000,year,条件,,来源,high"


def sent(content: bytes | str, *, name: str = "clauses.csv", **more: Any) -> ImportReport:
    raw = content.encode() if isinstance(content, str) else content
    return import_policies(actor=SYSTEM, name=name, content=raw, at=MOMENT, **more)


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.rows, report.written, report.unchanged, report.errors_count


@pytest.fixture
def library() -> None:
    """Three packs of the two tables, and the divisions."""
    catalogue.reference()
    policies.publish("hightech-listing", "lucheng-voucher", "otc-listing")


def test_the_real_table_is_recorded_row_by_row_and_again_changes_nothing(library: None) -> None:
    assert counts(sent(CLAUSES, dry_run=True)) == (64, 64, 0, 0)
    assert not RecordedClause.objects.exists()
    assert counts(sent(CLAUSES)) == (64, 64, 0, 0)
    assert counts(sent(CLAUSES)) == (64, 0, 64, 0)

    row = RecordedClause.objects.get(code="PC004")
    assert (row.cap_fen, row.basis, row.no) == (500_000_000, "fixed_by_rank", 1)
    assert row.formula == "rank1:5000000;rank2:3000000;rank3:2000000;else 0"
    assert Event.objects.filter(kind="policies.imported").count() == 1


def test_rows_that_no_pack_computes_are_named_and_entitle_nobody(library: None) -> None:
    report = sent(CLAUSES)
    unserved = {w.facts["clause"] for w in report.warnings if w.code == "clause.not_computed"}

    assert "PC013" in unserved
    assert not unserved & {"PC001", "PC002", "PC091", "PC017"}
    assert [w for w in report.warnings if w.code == "clause.differs"] == []
    assert {row.code for row in recorded_alone(clauses_on(DAY).values())} >= {"PC013", "PC039"}
    assert "PC013" not in clauses_on(DAY)


def test_what_districts_add_comes_in_by_its_own_layout_and_finds_the_clause_of_its_place(
    library: None,
) -> None:
    Division.objects.get_or_create(code="500108", defaults={"name": "南岸区", "level": "county"})
    report = sent(BONUSES, name="bonus.csv")

    assert counts(report) == (18, 18, 0, 0)
    assert report.warnings == ()
    south = RecordedClause.objects.get(code="OTC-500108")
    assert (south.zone, south.cap_fen) == ("南岸区", 80_000_000)
    assert "500000.00" in south.condition
    zone = clauses_on(DAY)["OTC-HIGHTECH"]
    recorded = recorded_of(zone)
    assert recorded is not None
    assert (recorded.zone, recorded.code, recorded.cap_fen) == ("高新区", "OTC-GXQ", 8_000_000)
    assert differences(recorded, zone) == []


def test_a_changed_row_stands_beside_the_one_before_and_shows_where_the_pack_differs(
    library: None,
) -> None:
    sent(CLAUSES)
    changed = CLAUSES.decode("utf-8-sig").replace("once,直管园", "year,直管园")
    changed = changed.replace(",fixed,,500000,year,直管园", ",fixed,,600000,year,直管园")
    report = sent(changed)

    assert counts(report) == (64, 1, 63, 0)
    said = [(w.column, w.say("en")) for w in report.warnings if w.code == "clause.differs"]
    assert [column for column, _ in said] == ["cap_fen", "cap_period"]
    assert "“60000000”, computed with “50000000”" in said[0][1]
    both = RecordedClause.objects.filter(code="PC001").order_by("no")
    assert [(row.no, row.cap_fen, row.replaced_at) for row in both] == [
        (1, 50_000_000, MOMENT),
        (2, 60_000_000, None),
    ]
    assert clauses_on(DAY)["PC001"].clause.cap_fen == 50_000_000


@pytest.mark.parametrize(
    ("old", "new", "column", "code"),
    [
        ("500000", "5e5", "cap_cny", "value.number"),
        ("500000", "0", "cap_cny", "value.outside"),
        ("2026", "26", "year", "value.whole"),
        ("2026", "1820", "year", "value.outside"),
        (",year,", ",monthly,", "cap_period", "value.choice"),
        (",high", ",sure", "confidence", "value.choice"),
        ("X-1", "条款一", "id", "value.code"),
        (",rd,", ",R&D,", "topic", "value.code"),
        ("条件", "=1+1", "condition", "value.formula"),
        ("来源", "", "source", "cell.required"),
        ("某办法", "", "document", "cell.required"),
    ],
)
def test_a_fault_is_told_at_its_cell_and_nothing_of_the_file_is_kept(
    old: str, new: str, column: str, code: str
) -> None:
    report = sent(f"{HEADER}\n{ROW.replace('X-1', 'X-0')}\n{ROW.replace(old, new, 1)}\n")

    assert [(e.row, e.column, e.code) for e in report.errors] == [(3, column, code)]
    assert (report.written, RecordedClause.objects.count()) == (0, 0)


def test_two_rows_of_one_clause_contradict_or_repeat_each_other() -> None:
    twice = sent(f"{HEADER}\n{ROW}\n{ROW}\n")
    other = sent(f"{HEADER}\n{ROW}\n{ROW.replace('500000', '600000')}\n")

    assert [e.code for e in (*twice.errors, *other.errors)] == ["row.twice", "row.contradicts"]


def test_an_unknown_column_names_the_nearest_and_an_empty_file_is_refused() -> None:
    (unknown,) = sent(f"{HEADER.replace('适用区域', '适用区')}\n{ROW}\n").errors
    assert (unknown.code, unknown.facts["nearest"]) == ("header.unknown", "适用区域")
    assert [e.code for e in sent(HEADER + "\n").errors] == ["file.no_rows"]


def test_the_template_is_a_file_the_import_takes() -> None:
    assert counts(sent(template_csv())) == (1, 1, 0, 0)


def test_only_the_operator_records_clauses_and_one_text_of_a_clause_stands() -> None:
    officer = parties.actor(roles.OFFICER)
    with pytest.raises(Forbidden):
        import_policies(actor=officer, name="c.csv", content=CLAUSES, at=MOMENT)
    sent(f"{HEADER}\n{ROW}\n")
    row = RecordedClause.objects.get()
    row.pk, row.no, row.recorded_at = None, 2, MOMENT + timedelta(days=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
