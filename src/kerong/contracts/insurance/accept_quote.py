"""接受报价: the side that asked chooses one quote; a policy is bound and its premium is due."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from kerong.contracts.insurance.access import (
    HOLD_AS_BANK,
    HOLD_AS_FIRM,
    inquiry_of_asker,
    require_either,
)
from kerong.contracts.insurance.closing import close_quotes
from kerong.contracts.insurance.errors import (
    InsuredMeanwhile,
    QuoteNotFound,
    QuoteOver,
    QuoteReplaced,
)
from kerong.contracts.insurance.loans import (
    require_insurable,
    require_pledged,
    require_within_whole,
)
from kerong.contracts.insurance.models import (
    InsuranceInquiry,
    InsurancePolicy,
    InsuranceQuote,
    PremiumInstalment,
)
from kerong.contracts.insurance.moves import move_inquiry
from kerong.contracts.insurance.notes import (
    insurer_of,
    note_insurance,
    others_told,
    say_insurance,
)
from kerong.finance.premiums import Cover, PremiumPart, premium_parts
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money
from kerong.kernel.references import number_to_come

State = InsuranceQuote.State
COPIED = (
    *("insurer_id", "insured_fen", "cover_ppm", "deductible_fen", "covers_interest", "rate_ppm"),
    *("premium_fen", "from_on", "to_on", "waiting_days", "decide_days"),
    *("instalments", "grace_days"),
)


def accept_quote(
    *, actor: Actor, inquiry_no: str, quote_id: int, quoted_at: datetime, at: datetime
) -> InsurancePolicy:
    """`quoted_at` is of the quote that was compared: that one is accepted or none.

    Raises QuoteReplaced, QuoteOver, LoanUnfit, PledgeUnfit, InsuredBeyondWhole, InsuredMeanwhile,
    InquiryMoved.
    """
    require_either(actor, HOLD_AS_FIRM, HOLD_AS_BANK)
    inquiry = inquiry_of_asker(actor, inquiry_no)
    quote = _quote(inquiry, quote_id, quoted_at, at)
    policy = _policy(inquiry, quote, actor=actor, at=at)
    cover = Cover(policy.from_on, policy.to_on)
    parts = premium_parts(policy.premium_fen, cover, policy.instalments)
    with transaction.atomic():
        since = (InsuranceInquiry.State.OPEN,)
        move_inquiry(inquiry, InsuranceInquiry.State.ACCEPTED, since=since, ended_at=at)
        _take(quote)
        _insert(policy, parts, at)
        others = close_quotes(inquiry)
        facts = {name: getattr(policy, name) for name in COPIED}
        facts |= {"inquiry": inquiry.no, "loan": inquiry.loan.no if inquiry.loan else ""}
        facts |= {"pledge": inquiry.pledge.no} if inquiry.pledge else {}
        note_insurance(policy, "accepted", actor=actor, at=at, facts=facts)
        amount = Money(parts[0].amount_fen).yuan_text()
        to = [insurer_of(policy), *others_told(policy)]
        say_insurance(policy, "accepted", to=to, at=at, amount=amount, due_on=policy.premium_due_on)
        if others:
            say_insurance(inquiry, "inquiry_closed", to=others, at=at)
    return policy


def _quote(
    inquiry: InsuranceInquiry, quote_id: int, quoted_at: datetime, at: datetime
) -> InsuranceQuote:
    rows = InsuranceQuote.objects.select_related("insurer")
    found = rows.filter(inquiry=inquiry, pk=quote_id).first()
    if found is None:
        raise QuoteNotFound()
    if found.state != State.QUOTED or found.quoted_at != quoted_at:
        raise QuoteReplaced()
    on = localdate(at)
    if found.valid_until is None or found.from_on is None or found.valid_until < on:
        raise QuoteOver(until=str(found.valid_until))
    return found


def _policy(
    inquiry: InsuranceInquiry, quote: InsuranceQuote, *, actor: Actor, at: datetime
) -> InsurancePolicy:
    loan, serial = inquiry.loan, None
    assert quote.from_on is not None and quote.to_on is not None
    if loan is not None:
        require_insurable(loan)
        if inquiry.pledge is not None:
            require_pledged(inquiry.pledge, loan)
        serial = require_within_whole(loan, quote.cover_ppm, quote.from_on, quote.to_on)
    return InsurancePolicy(
        no=number_to_come(),
        quote=quote,
        kind=inquiry.kind,
        holder=inquiry.holder,
        enterprise=inquiry.enterprise,
        loan=loan,
        pledge=inquiry.pledge,
        serial=serial,
        bank=inquiry.bank,
        premium_due_on=quote.from_on,
        accepted_by_id=actor.person_id,
        accepted_at=at,
        **{name: getattr(quote, name) for name in COPIED},
    )


def _take(quote: InsuranceQuote) -> None:
    """The terms compared are the terms accepted."""
    seen = InsuranceQuote.objects.filter(pk=quote.pk, state=State.QUOTED, quoted_at=quote.quoted_at)
    if not seen.update(state=State.ACCEPTED):
        raise QuoteReplaced()


def _insert(policy: InsurancePolicy, parts: Iterable[PremiumPart], at: datetime) -> None:
    """Whoever insures the loan at the same moment takes the same number: one of them stands."""
    try:
        with transaction.atomic():
            policy.save(force_insert=True)
    except IntegrityError as fault:
        raise InsuredMeanwhile() from fault
    policy.no = f"Y{localdate(at).year}-{policy.pk:06d}"
    InsurancePolicy.objects.filter(pk=policy.pk).update(no=policy.no)
    PremiumInstalment.objects.bulk_create(
        PremiumInstalment(
            policy=policy,
            insurer_id=policy.insurer_id,
            no=part.no,
            due_on=part.due_on,
            amount_fen=part.amount_fen,
        )
        for part in parts
    )
