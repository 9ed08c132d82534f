"""贴息按块计算: loans of a run are read block by block, each as alone, in questions that stay."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kerong.contracts.loans.models import Loan
from kerong.contracts.subsidies.compute_interest import computed_interest, computed_of
from kerong.contracts.subsidies.interest_block import read_block
from kerong.contracts.subsidies.interest_claims import Choice
from kerong.contracts.subsidies.models import InterestRun
from kerong.contracts.subsidies.run_lines import Asked, lines_of, loans_asked
from kerong.kernel.canonical import canonical_json
from kerong.parties.models import Enterprise
from tests.build import interest_runs, loans, parties, subsidies
from tests.build.copies import copy_loan
from tests.build.interest_runs import AT, QUARTER, awarded, drafted, quarter_paid
from tests.contracts.subsidies.test_runs import FUYANG_CAP_FEN, SUMMER, large

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
ON = date(2026, 4, 7)
ASKED = Asked("beibei", "beibei-interest", QUARTER, Choice(), ON)


@pytest.fixture(autouse=True)
def _world() -> None:
    interest_runs.world()


def firms(count: int) -> list[Enterprise]:
    return Enterprise.objects.bulk_create(
        Enterprise(name=f"示例科技{no}有限公司", credit_code=parties.credit_code())
        for no in range(count)
    )


def test_a_block_of_sixty_asks_as_much_as_a_block_of_three():
    pattern = quarter_paid()
    copy_loan(pattern, firms(59))
    keys = loans_asked(ASKED)
    assert len(keys) == 60

    def asked(most: int) -> int:
        with CaptureQueriesContext(connection) as seen:
            (block,) = lines_of(InterestRun(), ASKED, keys[:most], most)
        assert {line.amount_fen for line in block} == {3_328_77}
        return len(seen)

    assert asked(3) == asked(60) <= 10


def of_all_kinds() -> list[Loan]:
    """Awarded before, plain, overdue, split in two halves, paid by another programme."""
    awarded_before = quarter_paid()
    awarded(drafted())
    plain, late, other = (quarter_paid() for _ in range(3))
    loans.report(late, "arrears", "2026-04-07", at=AT, interest_fen=1_00, due_on="2026-03-10",
                 principal_fen=0)  # fmt: skip
    halves = [quarter_paid(firm=plain.enterprise, bank_no=no, origin="case:N-2") for no in "ab"]
    subsidies.awarded(
        subsidies.award(
            other.enterprise, programme="startup", clause="startup", family="loan-interest",
            matter=f"loan:{other.no}", first_month="2026-01", last_month="2026-03",
            budget="interest-2026", level="national",
        )
    )  # fmt: skip
    return [awarded_before, plain, late, *halves, other]


def test_a_loan_of_a_block_has_the_document_it_has_alone():
    held = of_all_kinds()

    block = [computed_of(each, ON) for each in read_block(held, "beibei", QUARTER)]

    alone = [computed_interest(loan, "beibei", QUARTER, ON) for loan in held]
    assert [canonical_json(each.document) for each in block] == [
        canonical_json(each.document) for each in alone
    ]
    assert [[row.pk for row in each.before] for each in block] == [
        [row.pk for row in each.before] for each in alone
    ]
    assert [len(each.before) for each in block] == [1, 0, 0, 0, 0, 0]
    assert [len(each.document["loans"]) for each in block] == [1, 1, 1, 2, 2, 1]
    assert ["overdue" in each.notes for each in block] == [False, False, True, False, False, False]
    assert "other_subsidy" in block[5].notes


def test_what_a_loan_takes_of_a_cap_is_gone_for_the_next_whatever_the_blocks():
    """富阳: 50 万 a firm and year; three loans that would bring 43 万 each."""
    firm = subsidies.payee()
    for _ in range(3):
        large(firm)
    asked = Asked("fuyang", "fuyang-interest", SUMMER, Choice(), ON)
    keys = loans_asked(asked)

    def lines(a_block: int) -> list[tuple[int, str]]:
        blocks = lines_of(InterestRun(), asked, keys, a_block)
        return [(line.amount_fen, line.digest) for block in blocks for line in block]

    assert lines(1) == lines(2) == lines(3)
    first, second, third = (fen for fen, _digest in lines(3))
    assert (first + second, third) == (FUYANG_CAP_FEN, 0) and first > second > 0
