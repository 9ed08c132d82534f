"""What loans bring into an interest subsidy, read for a block of them in a few questions.

A single loan is a block of one: there is no other way to read what a subsidy is computed from.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kerong.contracts.loans.models import Instalment, Loan, LoanReport
from kerong.contracts.subsidies.interest_claims import (
    Claimed,
    claimed_by,
    misused_of,
    standing_for,
)
from kerong.contracts.subsidies.loan_matter import loans_of_matters, matter_key, matter_of
from kerong.contracts.subsidies.models import Subsidy
from kerong.contracts.subsidies.period import Period
from kerong.finance.lpr import Publication
from kerong.parties.lineage import party_of
from kerong.reference.lpr import publications


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """One loan with all that its subsidy under the programme for the period is computed from.

    `loans` are of its matter, the first drawn first; `standing` pays for it in months of the
    period already, `claimed` counts against the caps of its party. Reports, and days and principal
    of the first plan, are by key of the loan.
    """

    loan: Loan
    programme: str
    period: Period
    loans: Sequence[Loan]
    party: str
    standing: Sequence[Subsidy]
    claimed: Sequence[Claimed]
    is_misused: bool
    published: tuple[Publication, ...]
    reports: Mapping[int, Sequence[LoanReport]]
    dues: Mapping[int, Sequence[tuple[date, int]]]

    @property
    def matter(self) -> str:
        return matter_of(self.loans)


def read_block(loans: Sequence[Loan], programme: str, period: Period) -> list[Brought]:
    """One for each of the loans, in their order; eight questions, however many loans."""
    matters = loans_of_matters(loans)
    own = [matters[matter_key(loan)] for loan in loans]
    parties = [party_of(loan.enterprise) for loan in loans]
    keys = {each.pk for every in matters.values() for each in every}
    standing = standing_for(
        {(party, matter_of(every)) for party, every in zip(parties, own, strict=True)}, period
    )
    claimed = claimed_by(set(parties), programme)
    misused, published = misused_of(keys), publications()
    reports, dues = _reports_of(keys), _dues_of(keys)
    return [
        Brought(
            loan=loan, programme=programme, period=period, loans=every, party=party,
            standing=standing[party, matter_of(every)], claimed=claimed[party],
            is_misused=any(each.pk in misused for each in every),
            published=published, reports=reports, dues=dues,
        )
        for loan, every, party in zip(loans, own, parties, strict=True)
    ]  # fmt: skip


def _reports_of(keys: set[int]) -> Mapping[int, Sequence[LoanReport]]:
    found: dict[int, list[LoanReport]] = {key: [] for key in keys}
    rows = LoanReport.objects.filter(loan__in=keys).select_related("corrects")
    for row in rows.order_by("loan", "no"):
        found[row.loan_id].append(row)
    return found


def _dues_of(keys: set[int]) -> Mapping[int, Sequence[tuple[date, int]]]:
    found: dict[int, list[tuple[date, int]]] = {key: [] for key in keys}
    rows = Instalment.objects.filter(loan__in=keys).order_by("loan", "no")
    for key, due_on, principal_fen in rows.values_list("loan", "due_on", "principal_fen"):
        found[key].append((due_on, principal_fen))
    return found
