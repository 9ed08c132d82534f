"""导入贷款报告: every row counts or none does, each wrong cell is named, twice changes nothing."""

import json

import pytest

from kerong.contracts.loans import import_reports as importing
from kerong.contracts.loans.check_loans import check_loans
from kerong.contracts.loans.import_reports import MOST_ROWS, Upload, import_reports
from kerong.contracts.loans.models import Loan, LoanReport, ProposedReport
from kerong.contracts.loans.report_files import COLUMNS, template_csv
from kerong.kernel import roles
from kerong.kernel.policy import RoleNotAllowed
from kerong.trail.models import Event
from tests.build import loans, parties
from tests.build.cases import WAN

pytestmark = pytest.mark.django_db
HEAD = ",".join(column.zh for column in COLUMNS)


@pytest.fixture
def loan() -> Loan:
    return loans.loan()


def row(loan="借-1", reference="流水-1", kind="还款", on="2026-04-06", **cells) -> str:
    named = {"loan": loan, "reference": reference, "kind": kind, "effective_on": on} | cells
    return ",".join(str(named.get(column.name, "")) for column in COLUMNS)


def send(loan, *rows, **options):
    content = "\n".join([HEAD, *rows]).encode()
    clerk, _ = loans.people(loan)
    upload = Upload("报告.csv", content, **options)
    found = import_reports(actor=clerk, upload=upload, at=loans.NOW)
    loan.refresh_from_db()
    return found


def test_a_file_of_reports_is_taken_whole_and_twice_changes_nothing(loan):
    rows = (
        row(principal="82023.82", interest="2875"),
        row(reference="流水-3", kind="五级分类", category="关注"),
    )
    first = send(loan, *rows)
    assert (first.rows, first.written, first.unchanged, first.errors) == (2, 2, 0, ())
    assert loan.outstanding_fen == 100 * WAN - 8_202_382
    assert loan.category == "attention"
    assert LoanReport.objects.filter(source="file").count() == 2
    assert Event.objects.filter(kind="loans.imported").count() == 1

    again = send(loan, *(each.replace("-", "－", 2) for each in rows))
    assert (again.rows, again.written, again.unchanged) == (2, 0, 2)
    assert loan.reports.count() == 3


def test_weighty_rows_wait_for_a_second_person(loan):
    found = send(loan, row(kind="利率调整", rate="3.2%"), row(reference="流水-2", principal="1"))
    assert found.written == 2
    assert ProposedReport.objects.get().rate_ppm == 32_000
    assert loan.report_count == 2


@pytest.mark.parametrize(
    ("wrong", "code", "column"),
    [
        (row(principal="1e9"), "value.number", "principal"),
        (row(kind="送礼", principal="1"), "value.choice", "kind"),
        (row(on="2026-13-01", principal="1"), "date.unreadable", "effective_on"),
        (row(on="2026-06-02", principal="1"), "loan.report_day", "reference"),
        (row(loan="借-9", principal="1"), "loan.not_found", "loan"),
        (row(), "loan.figure_missing", "principal"),
        (row(kind="展期", due_on="2030-03-07"), "loan.term_too_long", "due_on"),
        (row(kind="提款", principal="1", rate="0.03"), "loan.figure_out_of_place", "rate"),
        (row(principal="1", reference="=1"), "value.formula", "reference"),
        (row(principal="1", corrects="没有"), "loan.corrected_report_unknown", "reference"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_written(loan, wrong, code, column):
    found = send(loan, row(reference="好", principal="1"), wrong)
    assert [(each.row, each.code, each.column) for each in found.errors] == [(3, code, column)]
    assert found.errors[0].say() and found.errors[0].say("en")
    assert loan.reports.count() == 1


def test_rows_that_do_not_fit_together_name_the_one_that_breaks(loan):
    found = send(
        loan,
        row(principal="1"),
        row(reference="流水-2", kind="结清", on="2026-05-06", principal="999"),
    )
    assert [(each.row, each.code) for each in found.errors] == [(3, "loan.report_does_not_fit")]
    assert loan.reports.count() == 1


def test_the_same_file_sent_twice_at_once_names_the_rows_of_the_later_one(loan, monkeypatch):
    """Both looked before either wrote; rows for a second person and plain ones, two loans.

    The database refuses the later one's rows, and it still reads the loans that follow.
    """
    other = loans.loan(bank=loan.institution, bank_no="借-2", reference="take_up:T2026-EXAMPLE2")
    rows = [
        row(kind="利率调整", rate="3.2%"),
        row(reference="流水-2", loan=other.no, kind="利率调整", rate="3.2%"),
        row(reference="流水-3", loan=other.no, principal="1"),
    ]
    assert send(loan, *rows).written == 3
    monkeypatch.setattr(importing, "told_before", lambda loan, draft: None)
    again = send(loan, *rows)
    used = "loan.report_reference_used"
    assert [(each.row, each.code) for each in again.errors] == [(2, used), (4, used)]
    assert (ProposedReport.objects.count(), LoanReport.objects.count()) == (2, 3)


def test_a_dry_run_says_what_would_happen(loan):
    found = send(loan, row(principal="1"), dry_run=True)
    assert (found.written, found.applied, found.dry_run) == (1, False, True)
    assert loan.reports.count() == 1


@pytest.fixture
def three(loan, monkeypatch) -> list[Loan]:
    """Three loans of one bank, in turns of two rows."""
    monkeypatch.setattr(importing, "ROWS_A_TURN", 2)
    others = [
        loans.loan(bank=loan.institution, bank_no=f"借-{no}", reference=f"take_up:T2026-{no}")
        for no in (2, 3)
    ]
    return [loan, *others]


def rows_of(three, **last) -> list[str]:
    """Two rows of the first loan and one of each other: two turns of two rows."""
    first = [row(reference=f"甲-{no}", principal="1") for no in (1, 2)]
    rest = [row(loan=each.bank_no, reference=f"乙-{each.no}", principal="1") for each in three[1:]]
    if last:
        rest[-1] = row(loan=three[-1].bank_no, reference="末", **last)
    return first + rest


def test_a_long_file_is_tried_whole_and_written_in_turns(three):
    found = send(three[0], *rows_of(three))

    assert (found.rows, found.written, found.ok) == (4, 4, True)
    assert LoanReport.objects.filter(source="file").count() == 4
    assert Event.objects.filter(kind="loans.imported").count() == 2
    assert not check_loans(loans.NOW.date()).faults


def test_a_row_that_does_not_fit_in_the_last_turn_leaves_the_first_unwritten(three):
    settles = {"kind": "结清", "on": "2026-05-06", "principal": "999"}
    found = send(three[0], *rows_of(three, **settles))

    assert [(each.row, each.code) for each in found.errors] == [(5, "loan.report_does_not_fit")]
    assert found.written == 0 and not LoanReport.objects.filter(source="file").exists()


def test_a_file_overtaken_on_its_way_says_how_many_rows_were_taken_and_goes_on(three, monkeypatch):
    """Somebody settles the third loan after the file was tried, while its first turn is written."""
    last, told = three[-1], importing.record

    def meanwhile(**event):
        monkeypatch.setattr(importing, "record", told)
        told(**event)
        loans.report(last, "settlement", "2026-05-06", principal_fen=last.outstanding_fen)

    monkeypatch.setattr(importing, "record", meanwhile)
    rows = rows_of(three)
    found = send(three[0], *rows)
    assert (found.written, found.applied) == (2, True)
    assert [(each.row, each.code) for each in found.errors] == [(5, "loan.report_does_not_fit")]

    rest = send(three[0], *rows[:3])
    assert (rest.written, rest.unchanged, rest.ok) == (1, 2, True)
    assert not check_loans(loans.NOW.date()).faults


def test_one_reference_twice_in_a_file_is_a_fault(loan):
    found = send(loan, row(principal="1"), row(principal="2"))
    assert [each.code for each in found.errors] == ["row.contradicts"]


def test_too_many_rows_none_at_all_and_no_file(loan):
    many = [row(reference=f"流水-{no}", principal="1") for no in range(MOST_ROWS + 1)]
    assert [each.code for each in send(loan, *many).errors] == ["file.rows"]
    assert [each.code for each in send(loan).errors] == ["file.no_rows"]
    clerk, _ = loans.people(loan)
    found = import_reports(actor=clerk, upload=Upload("a.csv", b"%PDF-1.4"), at=loans.NOW)
    assert found.errors[0].code == "file.kind_unknown"


def test_a_json_file_is_read_like_any_other(loan):
    body = [{"loan": loan.no, "reference": "甲", "kind": "repayment",
             "effective_on": "2026-04-06", "principal": "100.00"}]  # fmt: skip
    clerk, _ = loans.people(loan)
    upload = Upload("a.json", json.dumps(body).encode())
    found = import_reports(actor=clerk, upload=upload, at=loans.NOW)
    assert (found.written, found.errors) == (1, ())


def test_another_banks_loans_are_not_there(loan):
    clerk = parties.actor(roles.INSTITUTION_CLERK)
    upload = Upload("a.csv", "\n".join([HEAD, row(principal="1")]).encode())
    found = import_reports(actor=clerk, upload=upload, at=loans.NOW)
    assert found.errors[0].code == "loan.not_found"
    with pytest.raises(RoleNotAllowed):
        import_reports(actor=parties.actor(roles.OFFICER), upload=upload, at=loans.NOW)


def test_the_template_shows_each_kind_with_its_columns():
    lines = template_csv().splitlines()
    assert lines[0] == HEAD
    assert {"还款", "欠款", "罚息"} <= {line.split(",")[2] for line in lines[1:]}
