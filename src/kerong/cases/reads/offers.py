"""报价比较: the quotes a firm can choose from, side by side, cheapest all-in cost first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kerong.cases.access import COMPARE_QUOTES, case_for
from kerong.cases.models import Acceptance, Case, Quote, TakeUp
from kerong.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Offer:
    """One quote as the firm weighs it; `standing` when it can be accepted today."""

    quote: Quote
    take_up: TakeUp
    standing: bool
    lapsed: bool
    accepted: bool
    cheapest: bool
    highest: bool


def compare_quotes(actor: Actor, case_no: str, *, on: date) -> list[Offer]:
    """The newest quote of every live take-up, by all-in cost, annual rate, amount.

    Three queries.
    """
    COMPARE_QUOTES.require(actor)
    case = case_for(actor, case_no)
    quotes = (
        Quote.objects.filter(take_up__case=case, take_up__released_at=None)
        .select_related("take_up", "take_up__institution")
        .order_by("take_up_id", "no")
    )
    for quote in quotes:
        quote.take_up.case = case
    accepted = [quote for quote in quotes if quote.take_up.stage == TakeUp.Stage.ACCEPTED]
    chosen = _accepted_id(case) if accepted else None
    return offers(newest(quotes), accepted_id=chosen, on=on)


def _accepted_id(case: Case) -> int | None:
    standing = Acceptance.objects.filter(case=case, ended_at=None)
    return standing.values_list("quote_id", flat=True).first()


def newest(quotes: Iterable[Quote]) -> list[Quote]:
    """The last quote of each take-up; `quotes` come in order of their numbers."""
    return list({quote.take_up_id: quote for quote in quotes}.values())


def offers(quotes: list[Quote], *, accepted_id: int | None, on: date) -> list[Offer]:
    """Pure: sorted and marked; only quotes that stand compete for cheapest and highest."""
    standing = [quote for quote in quotes if _stands(quote, on)]
    least = min((quote.all_in_ppm for quote in standing), default=None)
    most = max((quote.amount_fen for quote in standing), default=None)
    return [
        Offer(
            quote=quote,
            take_up=quote.take_up,
            standing=quote in standing,
            lapsed=quote.valid_until < on,
            accepted=quote.pk == accepted_id,
            cheapest=quote in standing and quote.all_in_ppm == least,
            highest=quote in standing and quote.amount_fen == most,
        )
        for quote in sorted(quotes, key=_by_cost)
    ]


def _stands(quote: Quote, on: date) -> bool:
    if quote.valid_until < on:
        return False
    if quote.take_up.case.state == Case.State.OPEN:
        return quote.take_up.stage == TakeUp.Stage.QUOTED
    return (
        quote.take_up.case.state == Case.State.ACCEPTED
        and quote.take_up.stage == TakeUp.Stage.ACCEPTED
    )


def _by_cost(quote: Quote) -> tuple[int, int, int, int]:
    return quote.all_in_ppm, quote.apr_ppm, -quote.amount_fen, quote.pk
