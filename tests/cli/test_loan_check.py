"""`kerong loan-check` and `kerong import loan-reports`: the same acts from the command line."""

import json

import pytest

from kerong.cli.main import main
from kerong.contracts.loans.models import Loan
from kerong.kernel import roles
from tests.build import loans, parties

pytestmark = pytest.mark.django_db


def test_loans_that_agree_are_counted_and_one_that_does_not_is_printed(capsys):
    loan = loans.loan()
    assert main(["loan-check", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"loans": 1, "reports": 1, "faults": []}

    Loan.objects.filter(pk=loan.pk).update(outstanding_fen=7)
    assert main(["loan-check"]) == 1
    said = capsys.readouterr().out
    assert f"{loan.no}  outstanding_fen  7  100000000" in said


def test_a_file_of_reports_goes_in_under_a_clerks_name(tmp_path, capsys):
    loan = loans.loan()
    parties.person(roles.INSTITUTION_CLERK, loan.institution, login="clerk.loans")
    assert main(["import", "loan-reports", "--template"]) == 0
    head = capsys.readouterr().out.splitlines()[0]
    file = tmp_path / "reports.csv"
    day = loan.disbursed_on.isoformat()
    file.write_text(f"{head}\n{loan.bank_no},流水-1,还款,{day},100,,,,,,,,\n", encoding="utf-8")

    told = ["import", "loan-reports", str(file), "--by", "clerk.loans", "--json"]
    assert main(told) == 0
    assert json.loads(capsys.readouterr().out)["written"] == 1
    assert main(told) == 0
    assert json.loads(capsys.readouterr().out)["unchanged"] == 1
    assert main(["import", "loan-reports", str(file), "--by", "nobody"]) == 2
