"""Lives as people and the worker live them, resumable by living them again."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from functools import partial

from kerong.cases import take_up_need as taking
from kerong.cases.accept_quote import accept_quote
from kerong.cases.ask_guarantee import ask_guarantee
from kerong.cases.errors import AlreadyTaken
from kerong.cases.record_disbursement import record_disbursement
from kerong.contracts.compensation.approve_decision import approve_decision
from kerong.contracts.compensation.confirm_recovery import confirm_recovery
from kerong.contracts.compensation.models import Claim, Recovery
from kerong.contracts.compensation.report_recovery import report_recovery
from kerong.contracts.guarantees.models import Guarantee
from kerong.contracts.guarantees.values import LetterWish
from kerong.contracts.loans.recovery_draft import RecoveryDraft
from kerong.contracts.subsidies import draft_run as drafting
from kerong.contracts.subsidies.approve_run import approve_run
from kerong.contracts.subsidies.award_lines import award_lines
from kerong.contracts.subsidies.draft_run import RunDraft, draft_run
from kerong.contracts.subsidies.models import ClawBack, InterestRun, Payout, Subsidy
from kerong.contracts.subsidies.order_claw_back import BackOrder, order_claw_back
from kerong.contracts.subsidies.order_held import order_held
from kerong.contracts.subsidies.order_subsidy import order_subsidy
from kerong.contracts.subsidies.period import Period
from kerong.contracts.subsidies.receive_claw_back import receive_claw_back
from kerong.contracts.subsidies.submit_run import submit_run
from kerong.kernel.actor import Actor
from kerong.payments import advance, send, settle
from kerong.payments.approve_batch import approve_batch
from kerong.payments.draft_batch import BatchDraft, draft_batch
from kerong.payments.import_returns import Upload, import_returns
from kerong.payments.models import Payment, PaymentBatch
from tests.build import cases, compensation, guarantees, loans, parties, payments, subsidies
from tests.build.cases import WAN
from tests.build.copies import copy_loan

STEP = 2  # items a step, so that few items already take several
Life = Callable[[], object]


def take_up() -> Life:
    """A bank takes a need; told again it hears that it has it."""
    cases.hold_calendar(2026)
    told = cases.story()
    taking.take_up_no = lambda at: f"T{at.year}-ANYTHING"  # else drawn at random

    def live() -> None:
        with suppress(AlreadyTaken):
            taking.take_up_need(actor=told.clerk, case_no=told.case.no, at=told.at)

    return live


def acceptance() -> Life:
    """The firm accepts one of two quotes: the other bank is released with its consent."""
    cases.hold_calendar(2026)
    told = cases.story("quoted")
    cases.second_bank(told)

    def live() -> None:
        accept_quote(actor=told.firm, case_no=told.case.no, quote_id=told.quote.pk, at=told.at)

    return live


def disbursement() -> Life:
    """A need is paid out under a letter of guarantee: the loan opens, the guarantor is liable."""
    cases.hold_calendar(2026)
    told = cases.story("credited")
    bank = told.clerk.institution_id
    held = guarantees.sides(bank=parties.Institution.objects.get(pk=bank))
    wish = LetterWish(agreement_no=held.agreement.no)
    letter = ask_guarantee(actor=told.clerk, take_up_no=told.take_up.no, wish=wish, at=told.at)
    assert letter.state == Guarantee.State.ISSUED
    payout = replace(cases.PAYOUT, disbursed_on=cases.FRIDAY.date(), reference="借-1")

    def live() -> None:
        no = told.take_up.no
        record_disbursement(actor=told.clerk, take_up_no=no, payout=payout, at=told.at)
        letter.refresh_from_db()
        assert letter.state == Guarantee.State.EFFECTIVE

    return live


def compensation_life() -> Life:
    """A claim is decided and paid, money comes back twice and is shared."""
    send.SEND_STEP = settle.SETTLE_STEP = STEP
    bank = parties.institution()
    payments.account_of(bank.reference, holder=bank.name)
    product = compensation.listing(bank)
    under = compensation.agreement(
        bank,
        pools={"fund": compensation.filled(100_000 * WAN)},
        listings=(product.code,),
        caps=(("fund", "firm", 300 * WAN),),
    )
    loan = compensation.lost(compensation.pooled_loan(under))
    claim = compensation.proposed(compensation.with_papers(compensation.filed(loan)))
    clerk, officer, chief = compensation.staff(bank)[0], payments.officer(), payments.officer()

    def live() -> None:
        claim.refresh_from_db()
        if claim.state == Claim.State.PROPOSED:
            assert claim.proposed_at is not None
            told = {"claim_no": claim.no, "proposed_at": claim.proposed_at}
            approve_decision(actor=chief, at=compensation.DECIDED, **told)
        pay("claim", by=officer, and_by=chief, at=compensation.DECIDED)
        for reference, fen in (("追偿-1", 30 * WAN), ("追偿-2", 12 * WAN)):
            _recover(claim, reference, fen, by=clerk, and_by=officer)

    return live


def _recover(claim: Claim, reference: str, fen: int, *, by: Actor, and_by: Actor) -> None:
    """The clerk looks whether it stands already: told again it would be the same one, but on
    PostgreSQL cost a number, and twins are compared by numbers too."""
    at = compensation.LATER
    draft = RecoveryDraft(
        reference=reference, recovered_on=date(2026, 8, 20), recovered_fen=fen, costs_fen=1_000_00
    )
    made = Recovery.objects.filter(claim=claim, reference=reference).first()
    made = made or report_recovery(actor=by, claim_no=claim.no, draft=draft, at=at)
    if made.state == Recovery.State.REPORTED:
        confirm_recovery(actor=and_by, recovery_id=made.pk, at=at)


def claw_back() -> Life:
    """A subsidy that was paid is ordered back; a part arrives, the rest is kept from the next."""
    send.SEND_STEP = settle.SETTLE_STEP = STEP
    firm = subsidies.payee()
    subsidies.budget()
    paid = subsidies.paid(subsidies.awarded(firm=firm, matter="project:P-1"))
    later = subsidies.awarded(firm=firm, matter="project:P-2")
    clerk, chief = subsidies.officer(), subsidies.officer()
    at = subsidies.AT
    order = BackOrder(
        event=ClawBack.Event.MISUSE, event_on=date(2026, 4, 1), amount_fen=20 * WAN,
        words="资金未用于项目。", client_key="once",
    )  # fmt: skip

    def live() -> None:
        row = order_claw_back(no=paid.no, order=order, actor=clerk, at=at)
        back = {"amount_fen": 5 * WAN, "received_on": date(2026, 4, 7), "bank_no": "R-1"}
        receive_claw_back(no=row.no, actor=chief, at=at, **back)
        if not Payout.objects.filter(subsidy=later).exists():
            order_subsidy(no=later.no, actor=clerk, at=at)
        pay("subsidy", by=clerk, and_by=chief, at=at)
        row.refresh_from_db()
        assert (row.state, row.offset_fen) == (ClawBack.State.CLOSED, 15 * WAN)

    return live


def subsidy_batch(items: int = 3) -> Life:
    """Interest on every loan: computed, reviewed, awarded, ordered, paid by the bank."""
    send.SEND_STEP = settle.SETTLE_STEP = drafting.LINES_A_STEP = STEP if items < 100 else 20
    subsidies.held_reference()
    held = subsidies.budget("interest", items * 10_000_00, title="贷款贴息")
    interest_loans(items)
    clerk, chief = subsidies.officer(), subsidies.officer()
    at = subsidies.AT
    draft = RunDraft(
        programme="beibei", clause="beibei-interest", budget=held.code,
        period=Period(date(2026, 1, 1), date(2026, 4, 1)),
    )  # fmt: skip

    def live() -> None:
        run = InterestRun.objects.first()
        if run is None or run.state == InterestRun.State.COMPUTING:
            run = draft_run(draft=draft, actor=clerk, at=at)
        if run.state == InterestRun.State.DRAFT:
            run = submit_run(no=run.no, actor=clerk, at=at)
        if run.state == InterestRun.State.SUBMITTED:
            run = approve_run(no=run.no, digest=run.digest, actor=chief, at=at)
        while award_lines(run, actor=chief, at=at):
            pass
        while order_held(budget=held.code, actor=clerk, at=at):
            pass
        pay("subsidy", by=clerk, and_by=chief, at=at)
        assert Subsidy.objects.filter(state="paid").count() == items - 1

    return live


def interest_loans(items: int) -> None:
    """One loan of 100 万 by acts, its interest paid for a quarter; each further firm has a copy."""
    firms = [subsidies.payee() for _ in range(items)]
    pattern = loans.loan(
        firm=firms[0], principal_fen=100 * WAN, method="interest-first", day_count="act/365",
        disbursed_on=date(2026, 1, 10), reference="take_up:T2026-000000",
    )  # fmt: skip
    for day, fen in (("2026-02-10", 2_930_00), ("2026-03-10", 2_646_00), ("2026-04-06", 2_900_00)):
        loans.report(pattern, "repayment", day, at=subsidies.AT, interest_fen=fen)
    pattern.refresh_from_db()
    copy_loan(pattern, firms[1:])


def pay(kind: str, *, by: Actor, and_by: Actor, at: datetime) -> PaymentBatch:
    """Everything that is due, from the draft by one person to the bank's answer.

    The form bears one key, so sending it again gives back the batch it made; of several the first
    came back, the others were paid; a file sent again changes nothing.
    """
    draft = BatchDraft(kind=kind, client_key=f"once-{kind}")
    batch = draft_batch(actor=by, draft=draft, at=at)
    advance.run_to_end(batch.no, at=at)
    batch.refresh_from_db()
    if batch.state == PaymentBatch.State.DRAFT:
        approve_batch(actor=and_by, batch_no=batch.no, version=batch.version, at=at)
    advance.run_to_end(batch.no, at=at)
    text = _answer(list(batch.items.order_by("pk")), at.date())
    upload = Upload("回盘.csv", text.encode())
    report = import_returns(actor=and_by, batch_no=batch.no, upload=upload, at=at)
    assert report.ok
    advance.run_to_end(batch.no, at=at)
    batch.refresh_from_db()
    assert batch.state == PaymentBatch.State.CLOSED
    return batch


def _answer(items: Sequence[Payment], day: date) -> str:
    back = items[:1] if len(items) > 1 else []
    rows = [(each, "失败", "户名不符") if each in back else (each, "成功", "") for each in items]
    return payments.answers(*rows, day=day)


LIVES: dict[str, Callable[[], Life]] = {
    "take_up": take_up,
    "acceptance": acceptance,
    "disbursement": disbursement,
    "compensation": compensation_life,
    "claw_back": claw_back,
    "subsidies": subsidy_batch,
    "subsidies_1000": partial(subsidy_batch, 1_000),
}
