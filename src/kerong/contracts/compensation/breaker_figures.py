"""What a breaker reads: outstanding loans under pools, and how much of them goes wrong."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum

from kerong.contracts.compensation.models import Breaker, PooledLoan
from kerong.contracts.loans.models import Category, Loan
from kerong.kernel.references import split_reference

OVERDUE, BAD = "overdue_principal_ratio", "npl_ratio"
_WORSE = (Category.SUBSTANDARD, Category.DOUBTFUL, Category.LOSS)
_FIELDS = {
    Breaker.Scope.BANK.value: "loan__institution",
    Breaker.Scope.PRODUCT.value: "loan__listing",
    Breaker.Scope.DISTRICT.value: "division_code",
}


@dataclass(frozen=True, slots=True)
class Read:
    """Fen that go wrong, of fen outstanding."""

    part_fen: int
    whole_fen: int


def read_now(breaker: Breaker, metric: str) -> Read:
    """One query over the running loans of the breaker's pools.

    Of a loan in arrears all that is outstanding counts as overdue: bank reports say how much is
    in arrears, and a loan whose instalment is unpaid is at risk as a whole. A bad loan is one of
    class 次级 or worse. What was written off or settled counts on neither side.
    """
    wrong = Q(loan__category__in=_WORSE) if metric == BAD else Q(loan__arrears_fen__gt=0)
    found = loans_of(breaker).aggregate(
        whole=Sum("loan__outstanding_fen", default=0),
        part=Sum("loan__outstanding_fen", filter=wrong, default=0),
    )
    return Read(int(found["part"]), int(found["whole"]))


def loans_of(breaker: Breaker) -> QuerySet[PooledLoan]:
    return pooled_under(breaker).filter(loan__state=Loan.State.ACTIVE)


def pooled_under(breaker: Breaker) -> QuerySet[PooledLoan]:
    """Every loan that ever came under the breaker's pools, whatever became of it."""
    _, no = split_reference(breaker.holder)
    return PooledLoan.objects.filter(
        **{_FIELDS[breaker.scope]: no}, agreement__breaker_key=breaker.rule_key
    )
