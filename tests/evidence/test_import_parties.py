"""Files of enterprises: what comes in, what is refused by cell, what is left as it was."""

import json

import pytest

from kerong.evidence.import_parties import import_parties
from kerong.evidence.imports.report import ImportReport
from kerong.kernel import roles
from kerong.kernel.actor import SYSTEM
from kerong.kernel.policy import RoleNotAllowed
from kerong.parties import enlist_enterprises as enlisting
from kerong.parties.models import Enterprise
from kerong.reference.loading import load_reference
from kerong.trail.models import Event
from tests import build

pytestmark = pytest.mark.django_db
HEAD = "credit_code,name,legal_form,division_code,industry_code\n"
ONE, TWO = build.credit_code(7001), build.credit_code(7002)
SHOP = build.credit_code(7003, authority="92")


def brought(text: str, *, name: str = "firms.csv", **options: bool) -> ImportReport:
    return import_parties(
        actor=SYSTEM, name=name, content=text.encode(), at=build.MOMENT, **options
    )


def faults(report: ImportReport) -> list[tuple[str, str, str]]:
    return [(fault.cell, fault.column, fault.code) for fault in report.errors]


def test_firms_come_in_with_what_the_file_states() -> None:
    report = brought(f"{HEAD}{ONE},重庆甲科技有限公司,公司,500107,C39\n{SHOP},乙小吃店,,,\n")

    assert (report.rows, report.written, report.unchanged, report.ok) == (2, 2, 0, True)
    firm, shop = Enterprise.objects.get(credit_code=ONE), Enterprise.objects.get(credit_code=SHOP)
    assert (firm.legal_form, firm.division_code, firm.industry_code) == ("company", "500107", "C39")
    assert (shop.legal_form, shop.division_code) == ("individual_business", SHOP[2:8])
    assert firm.initials == "cqjkjyxgs"


def test_the_same_file_twice_changes_nothing() -> None:
    text = f"{HEAD}{ONE},甲,,,\n{TWO},乙,,,\n"
    brought(text)

    again = brought(text)

    assert (again.written, again.unchanged, again.warnings) == (0, 2, ())
    assert Event.objects.count() == 1


def test_a_known_firm_keeps_its_name_and_the_report_says_so() -> None:
    brought(f"{HEAD}{ONE},甲科技,,500107,\n")

    report = brought(f"{HEAD}{ONE},甲科技集团,公司,500108,\n{TWO},乙,,,\n")

    assert (report.written, report.unchanged) == (1, 1)
    assert [(each.cell, each.code) for each in report.warnings] == [
        ("B2", "party.kept"),
        ("D2", "party.kept"),
    ]
    assert "甲科技集团" in report.warnings[0].say() and "not taken" in report.warnings[0].say("en")
    assert Enterprise.objects.get(credit_code=ONE).name == "甲科技"


def test_a_code_typed_otherwise_is_the_same_firm() -> None:
    brought(f"{HEAD}{ONE},甲,,,\n")

    report = brought(f"{HEAD}{' '.join((ONE[:4], ONE[4:].lower()))},甲,,,\n")

    assert (report.written, report.unchanged) == (0, 1)


def test_one_wrong_cell_and_nothing_is_written() -> None:
    wrong = ONE[:-1] + ("0" if ONE[-1] != "0" else "1")
    text = (
        f"{HEAD}{TWO},乙,,,\n{wrong},甲,,,\n{ONE},,,,\n{SHOP},店,公司,,\n"
        f"{ONE},=1+1,合伙,50-01-07-00-00,I65-0000-1\n"
    )

    report = brought(text)

    assert report.written == 0 and not Enterprise.objects.exists()
    assert faults(report)[:3] == [
        ("A3", "credit_code", "credit_code.check_digit"),
        ("B4", "name", "cell.required"),
        ("C5", "legal_form", "enterprise.legal_form"),
    ]
    assert {fault[0] for fault in faults(report)[3:]} == {"D6", "E6"}
    assert all(fault.say("en") and fault.say() for fault in report.errors)


def test_unknown_forms_codes_and_formulas_are_refused_at_their_cell() -> None:
    report = brought(f"{HEAD}{ONE},=HYPERLINK(),合伙,5/1,\n")

    assert faults(report) == [
        ("B2", "name", "value.formula"),
        ("C2", "legal_form", "value.choice"),
        ("D2", "division_code", "enterprise.code"),
    ]


@pytest.mark.parametrize(("second", "code"), [("甲", "row.twice"), ("甲集团", "row.contradicts")])
def test_a_firm_named_twice_in_a_file_is_refused(second: str, code: str) -> None:
    report = brought(f"{HEAD}{ONE},甲,,,\n{ONE},{second},,,\n")

    assert [fault.code for fault in report.errors] == [code]
    assert not Enterprise.objects.exists()


def test_a_listed_firm_is_known_by_its_stock_code_and_only_computes() -> None:
    text = f"{HEAD}stock:688027,国盾量子,,340100,I65\n"

    assert (brought(text).written, brought(text).unchanged) == (1, 1)
    listed = Enterprise.objects.get(scheme="stock", scheme_value="688027")
    assert (listed.credit_code, listed.division_code) == (None, "340100")
    assert faults(brought(f"{HEAD}stock:,国盾,,,\n")) == [("A2", "credit_code", "value.code")]


def test_a_code_that_a_spreadsheet_stored_as_a_number_is_refused() -> None:
    rows = [{"credit_code": 915000000000000017, "name": "甲"}]

    report = brought(json.dumps({"rows": rows}), name="firms.json")

    assert [fault.code for fault in report.errors] == ["cell.number_code"]


def test_a_dry_run_counts_and_writes_nothing() -> None:
    report = brought(f"{HEAD}{ONE},甲,,,\n", dry_run=True)

    assert (report.written, report.dry_run, report.applied) == (1, True, False)
    assert not Enterprise.objects.exists()


@pytest.mark.parametrize(
    ("text", "code"), [(HEAD, "file.no_rows"), ("", "file.empty"), ("name\n甲\n", "header.missing")]
)
def test_a_file_that_names_no_firm_says_so(text: str, code: str) -> None:
    assert brought(text).errors[0].code == code


def test_a_file_cut_short_is_completed_by_sending_it_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enlisting, "CHUNK", 1)
    real, calls = enlisting._write, []

    def second_fails(rows, actor, at):  # type: ignore[no-untyped-def]
        calls.append(rows)
        if len(calls) == 2:
            raise ConnectionError
        return real(rows, actor, at)

    text = f"{HEAD}{ONE},甲,,,\n{TWO},乙,,,\n"
    monkeypatch.setattr(enlisting, "_write", second_fails)
    with pytest.raises(ConnectionError):
        brought(text)
    assert Enterprise.objects.count() == 1

    assert (brought(text).written, Enterprise.objects.count()) == (1, 2)


def test_an_officer_does_not_enlist_firms() -> None:
    with pytest.raises(RoleNotAllowed):
        import_parties(
            actor=build.actor(roles.OFFICER), name="f.csv", content=b"x", at=build.MOMENT
        )


def test_a_code_that_stands_in_no_table_is_refused_at_its_cell() -> None:
    load_reference(build.MOMENT)
    rows = f"{ONE},甲,,500999,C3999\nstock:688027,国盾量子,,340100,I65\n"

    report = brought(f"{HEAD}{rows}")

    assert faults(report) == [
        ("D2", "division_code", "enterprise.division_unknown"),
        ("E2", "industry_code", "enterprise.industry_unknown"),
    ]
    assert "C3999" in report.errors[1].say()
    assert not Enterprise.objects.exists()
