"""The demo's loans: one runs well, one is in arrears, one can be renewed; all follow the rows."""

from datetime import datetime, timedelta

import pytest
from django.utils.timezone import localdate

from kerong.config.demo.loans import load_loans
from kerong.contracts.loans.check_loans import check_loans
from kerong.contracts.loans.models import Loan
from kerong.contracts.loans.reads import loan_page
from kerong.kernel import roles
from kerong.notices.models import Outbox
from tests.build import cases, parties
from tests.build.cases import CHINA

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("day", [(2026, 11, 22), (2026, 3, 31), (2028, 2, 29)])
def test_three_loans_live_each_its_own_life(day):
    at = datetime(*day, 9, tzinfo=CHINA)
    for _ in range(2):
        parties.enterprise(is_sample=True)
        bank = parties.institution(is_sample=True)
        parties.person(roles.INSTITUTION_CLERK, bank)

    assert load_loans(at) == 3
    on = localdate(at)
    well, late, maturing = Loan.objects.order_by("pk")
    officer = cases.officer()
    assert (well.arrears_fen, well.category) == (0, "normal")
    assert not loan_page(officer, well.no, on=on).standing.differences
    assert late.category == "attention"
    standing = loan_page(officer, late.no, on=on).standing
    assert 31 <= standing.arrears_days <= 90
    assert standing.late_fen > 0
    assert on + timedelta(days=40) <= maturing.matures_on <= on + timedelta(days=46)
    assert Outbox.objects.filter(kind="loan.renewal_offered").count() == 1
    assert not check_loans(on).faults
