"""What a breaker reads: outstanding loans under agreements, and how much of them goes wrong."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, NullIf

from kerong.contracts.compensation.in_force import agreements_of_guarantee
from kerong.contracts.compensation.models import Breaker, PooledLoan
from kerong.contracts.guarantees.models import Guarantee
from kerong.contracts.loans.models import Category, Loan
from kerong.kernel.references import split_reference

OVERDUE, BAD = "overdue_principal_ratio", "npl_ratio"
_WORSE = (Category.SUBSTANDARD, Category.DOUBTFUL, Category.LOSS)
_PLACES = {
    Breaker.Scope.BANK.value: ("loan__institution", "loan__institution"),
    Breaker.Scope.PRODUCT.value: ("loan__listing", "loan__listing"),
    Breaker.Scope.DISTRICT.value: ("division_code", "district"),
}
"""Where a pooled loan, and a guarantee, says what a breaker of the scope is about."""


@dataclass(frozen=True, slots=True)
class Read:
    """Fen that go wrong, of fen outstanding."""

    part_fen: int
    whole_fen: int


def read_now(breaker: Breaker, metric: str) -> Read:
    """One query over the running loans of the breaker's agreements.

    Of a loan in arrears all that is outstanding counts as overdue: bank reports say how much is
    in arrears, and a loan whose instalment is unpaid is at risk as a whole. A bad loan is one of
    class 次级 or worse. What was written off or settled counts on neither side.
    """
    wrong = Q(category__in=_WORSE) if metric == BAD else Q(arrears_fen__gt=0)
    found = loans_of(breaker).aggregate(
        whole=Sum("outstanding_fen", default=0),
        part=Sum("outstanding_fen", filter=wrong, default=0),
    )
    return Read(int(found["part"]), int(found["whole"]))


def loans_of(breaker: Breaker) -> QuerySet[Loan]:
    """Those that run: a guarantee counts while it is in force, or was used up by a claim."""
    covering = Q(state=Guarantee.State.EFFECTIVE) | Q(end_kind=Guarantee.End.CLAIMED)
    return _under(breaker, guaranteed().filter(covering)).filter(state=Loan.State.ACTIVE)


def pooled_under(breaker: Breaker) -> QuerySet[Loan]:
    """Every loan that ever came under the breaker's agreements, whatever became of it."""
    return _under(breaker, guaranteed())


def guaranteed() -> QuerySet[Guarantee]:
    """Guarantees that began, each with `breaker_key` of the agreement that shares its losses and
    the `district` it counts in; a letter that no agreement shares has no key.
    """
    newest = agreements_of_guarantee()
    area = Coalesce(
        NullIf(Subquery(newest.values("division_code")[:1]), Value("")),
        "enterprise__division_code",
    )
    return Guarantee.objects.filter(effective_on__isnull=False).annotate(
        breaker_key=Subquery(newest.values("breaker_key")[:1]), district=area
    )


def _under(breaker: Breaker, covered: QuerySet[Guarantee]) -> QuerySet[Loan]:
    """By pool or by guarantee; one that stands under both counts once."""
    _, no = split_reference(breaker.holder)
    pools, letters = _PLACES[breaker.scope]
    pooled = PooledLoan.objects.filter(**{pools: no}, agreement__breaker_key=breaker.rule_key)
    letter = covered.filter(**{letters: no}, breaker_key=breaker.rule_key)
    return Loan.objects.filter(Q(pk__in=pooled.values("loan")) | Q(pk__in=letter.values("loan")))
