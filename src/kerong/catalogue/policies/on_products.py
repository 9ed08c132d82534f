"""政策计入: which clauses count on which product of a run, and what limit, rate and cost become."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kerong.catalogue.cards import Card
from kerong.catalogue.costs import Asked
from kerong.catalogue.documents import asked_cost, rate_or_none, yuan_or_none
from kerong.catalogue.plans import HeldPlan
from kerong.catalogue.policies.cards import ClauseCard
from kerong.catalogue.policies.eased import Eased, Easing, alone, eased
from kerong.catalogue.policies.loan_formulas import LoanFormula, formula_of
from kerong.catalogue.policies.raised import with_share
from kerong.catalogue.policies.standing import NEAR_MISS, says_for_whom, standing_of
from kerong.catalogue.wording import is_english
from kerong.kernel.ratios import ratio_text
from kerong.rules.benefits.benefit import FEE_CAP, INTEREST, LIMIT, LIMIT_SHARE, STAGES
from kerong.rules.engine_1 import Line, Result, Results

# Why a clause that may touch a product is not counted on it.
FACTS, CONDITIONS, LOAN, LATER, LOWER, NOTHING = (
    "facts",
    "conditions",
    "loan",
    "later",
    "lower",
    "nothing",
)
_PPM = 10**6


@dataclass(frozen=True, slots=True)
class Stand:
    """How the firm stands to a clause on loans: `why` is empty where all its conditions are met.

    `verified`: the clause, the lines it was decided by, and its amounts.
    """

    card: ClauseCard
    result: Result
    why: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A clause on one product; without an `easing` only the loan itself tells what it gives."""

    stand: Stand
    easing: Easing | None
    formula: LoanFormula | None
    why: str

    @property
    def code(self) -> str:
        return self.stand.card.code

    @property
    def may_count(self) -> bool:
        """All its conditions are met, the product fits, and what it gives is known."""
        return self.easing is not None and not self.why


def easings_of(candidates: Sequence[Candidate]) -> list[Easing]:
    """Of those that may count."""
    return [each.easing for each in candidates if each.may_count and each.easing]


class WithPolicies:
    """The `with_policies` of the products of one run; every clause is looked at once.

    `wide` also takes clauses for places the firm may lie in, and says of those that do not count
    what they would give: for a page that shows one product.
    """

    def __init__(
        self, held: HeldPlan, results: Results, found: Results, language: str, *, wide: bool = False
    ) -> None:
        self._held = held
        self._results = results
        self.found = found
        self.language = language
        self._wide = wide

    @cached_property
    def stands(self) -> list[Stand]:
        found = []
        for place, card in enumerate(self._held.policies.cards):
            if card.clause.benefit.on_loan is None:
                continue
            result = self.found[place]
            lines = result.lines
            why = self._why(result.outcome, lines)
            if why is not None:
                verified = card.verified and result.reads_verified(lines)
                found.append(Stand(card, result, why, verified))
        return found

    @cached_property
    def _raised(self) -> Results:
        return self._held.raised.plan.run(self._results.facts, self._results.on)

    def of(self, place: int) -> dict[str, Any] | None:
        """None where no clause touches the product, or the product is refused."""
        touched = self.touched(place)
        if touched is None:
            return None
        asked, best, candidates = touched
        return {
            **_figures(asked, best),
            "counted": [
                self._counted(each, asked, best) for each in candidates if best.has(each.code)
            ],
            "open": [
                self._open(each, asked, best) for each in candidates if not best.has(each.code)
            ],
        }

    def touched(self, place: int) -> tuple[Asked, Eased, list[Candidate]] | None:
        """What is asked of the product, what counts on it, and every clause that touches it."""
        result, card = self._results[place], self._held.cards[place]
        if result.outcome == "fails":
            return None
        asked = asked_cost(result, card)
        candidates = [
            self._candidate(stand, place, card, asked)
            for stand in self.stands
            if _fit(stand.card, card)
        ]
        if not candidates:
            return None
        return asked, eased(asked, easings_of(candidates), self._results.on), candidates

    def _why(self, outcome: str, lines: Sequence[Line]) -> str | None:
        """None where the clause is for others, or nobody knows whether the place is the firm's."""
        if outcome == "meets":
            return ""
        if outcome == "unknown":
            strange = any(line.outcome != "meets" and says_for_whom(line) for line in lines)
            return FACTS if self._wide or not strange else None
        return CONDITIONS if standing_of(outcome, lines) == NEAR_MISS else None

    def _candidate(self, stand: Stand, place: int, product: Card, asked: Asked) -> Candidate:
        clause, benefit = stand.card.clause, stand.card.clause.benefit
        fee_cap = clause.values.get(FEE_CAP)
        limit = self._limit(stand, place, asked) if clause.eases == LIMIT else None
        formula = None
        if clause.eases != LIMIT and fee_cap is None:
            tables = self._held.plan.reference
            formula = formula_of(stand.card, stand.result.rate_ppm, asked, self._results.on, tables)
        known = limit is not None or fee_cap is not None or formula is not None
        easing = Easing(
            code=clause.code,
            matter=benefit.matter,
            eases=clause.eases,
            excludes=frozenset(benefit.exclusive_with),
            stage=benefit.stacking == STAGES,
            joint_cap_fen=benefit.joint_cap_fen,
            terms=formula.terms if formula else None,
            fee_cap_ppm=fee_cap[0] * _PPM // fee_cap[1] if fee_cap else None,
            limit_fen=limit,
        )
        why = stand.why or (LOAN if not _said_to_fit(stand.card, product) else "")
        return Candidate(stand, easing if known else None, formula, why)

    def _limit(self, stand: Stand, place: int, asked: Asked) -> int | None:
        """The limit the clause allows: the pack's formula under its cap, or so much more."""
        share = stand.card.clause.values.get(LIMIT_SHARE)
        if share is not None and asked.limit_fen is not None:
            return with_share(asked.limit_fen, share)
        at = self._held.raised.places.get((place, stand.card.code))
        return None if at is None else self._raised[at].limit_fen

    def _counted(self, candidate: Candidate, asked: Asked, best: Eased) -> dict[str, Any]:
        card, formula = candidate.stand.card, candidate.formula
        years = best.years.get(candidate.code)
        by_itself = best
        if years is not None and len(best.years) > 1 and candidate.easing is not None:
            by_itself = alone(asked, candidate.easing, self._results.on)
        return {
            "clause": card.code,
            "offering": card.rules.key,
            "name": card.clause.title[is_english(self.language)],
            **_worth(card, years, by_itself if years is not None else None),
            "limit_yuan": yuan_or_none(best.limit_fen) if years is None else None,
            "at_least": formula is not None and formula.at_least,
            "verified": self._verified(candidate),
            "revision_digest": card.revision_digest,
        }

    def _open(self, candidate: Candidate, asked: Asked, best: Eased) -> dict[str, Any]:
        why = candidate.why or _not_counted(candidate, best)
        found: dict[str, Any] = {"clause": candidate.code, "why": why}
        if not self._wide:
            return found
        would = alone(asked, candidate.easing, self._results.on) if candidate.easing else None
        years = would.years.get(candidate.code) if would else None
        raises = would is not None and bool(would.limit_of)
        return {
            **found,
            **_worth(candidate.stand.card, years, would),
            "limit_yuan": yuan_or_none(would.limit_fen) if would and raises else None,
            "at_least": candidate.formula is not None and candidate.formula.at_least,
        }

    def _verified(self, candidate: Candidate) -> bool:
        """How the firm stands to it, the programme's row, and the LPR it rests on."""
        formula = candidate.formula
        if formula is None:
            return candidate.stand.verified
        fresh = self._held.stale_lpr is None or not formula.reads_lpr
        return candidate.stand.verified and formula.verified and fresh


def _fit(clause: ClauseCard, product: Card) -> bool:
    """Whether the clause may touch the product: place, kind of security, whose programme it is."""
    loan = clause.clause.benefit.on_loan
    assert loan is not None
    if product.kind != "loan" or not _same_place(clause.places, product.served):
        return False
    if loan.securities and product.guarantee and product.guarantee not in loan.securities:
        return False
    named = clause.rules.key in product.programmes
    return loan.any_product or clause.clause.eases == INTEREST or named


def _same_place(places: tuple[str, ...] | None, served: tuple[str, ...]) -> bool:
    """Whether a firm of the area served may lie in one of the clause's places."""
    if places is None or not served:
        return True
    return any(one.startswith(two) or two.startswith(one) for one in places for two in served)


def _said_to_fit(clause: ClauseCard, product: Card) -> bool:
    """Whether the product says all that the clause asks of it."""
    loan = clause.clause.benefit.on_loan
    assert loan is not None
    secured = not loan.securities or bool(product.guarantee)
    return secured and (loan.any_product or clause.rules.key in product.programmes)


def _not_counted(candidate: Candidate, best: Eased) -> str:
    """A clause that is met and not counted: told later, worth nothing here, or a lower one."""
    easing = candidate.easing
    if easing is None or (best.before is None and easing.eases != LIMIT):
        return LATER
    beside = best.limit_of if easing.eases == LIMIT else best.years
    return LOWER if beside else NOTHING


def _figures(asked: Asked, best: Eased) -> dict[str, Any]:
    before, after = best.before, best.cost
    return {
        "limit_yuan": yuan_or_none(best.limit_fen),
        "annual_rate": rate_or_none(asked.rate_ppm if best.rate_ppm is None else best.rate_ppm),
        "apr": ratio_text(after.apr) if after else None,
        "effective_rate": ratio_text(after.effective_rate) if after else None,
        "apr_change": (
            ratio_text(after.apr - before.apr) if best.counts and before and after else None
        ),
        "interest_yuan": yuan_or_none(best.interest_fen),
        "saved_yuan": yuan_or_none(best.saved_fen if before else None),
    }


def _worth(
    card: ClauseCard, years: tuple[int, ...] | None, by_itself: Eased | None
) -> Mapping[str, Any]:
    change = None
    if years is not None and by_itself and by_itself.before and by_itself.cost:
        change = ratio_text(by_itself.cost.apr - by_itself.before.apr)
    return {
        "eases": card.clause.eases,
        "years_yuan": [yuan_or_none(fen) for fen in years] if years is not None else None,
        "saved_yuan": yuan_or_none(sum(years)) if years is not None else None,
        "apr_change": change,
    }
