"""A loss fund and its agreement (示例): one loss shared, partly recovered; one claim that waits."""

from datetime import date, datetime, time, timedelta

from django.utils.timezone import get_current_timezone, localdate

from kerong.catalogue.models import Listing
from kerong.contracts.compensation.approve_agreement import approve_agreement
from kerong.contracts.compensation.approve_decision import approve_decision
from kerong.contracts.compensation.approve_funding import approve_funding
from kerong.contracts.compensation.ask_funding import FundingDraft, ask_funding
from kerong.contracts.compensation.attach_claim_paper import Paper, attach_claim_paper
from kerong.contracts.compensation.confirm_recovery import confirm_recovery
from kerong.contracts.compensation.draft_agreement import AgreementDraft, draft_agreement
from kerong.contracts.compensation.file_claim import ClaimDraft, file_claim
from kerong.contracts.compensation.models import Claim
from kerong.contracts.compensation.open_pool import PoolDraft, open_pool
from kerong.contracts.compensation.propose_decision import NEEDED, Proposed, propose_decision
from kerong.contracts.compensation.read_breakers import read_breakers
from kerong.contracts.compensation.report_recovery import report_recovery
from kerong.contracts.loans.award import Award
from kerong.contracts.loans.figures import ReportDraft
from kerong.contracts.loans.models import Loan, ReportKind
from kerong.contracts.loans.open_loan import open_loan
from kerong.contracts.loans.recovery_draft import RecoveryDraft
from kerong.contracts.loans.report_loan import report_loan
from kerong.finance.dates import months_after
from kerong.kernel import roles
from kerong.kernel.actor import SYSTEM, Actor
from kerong.parties.actors import actor_for
from kerong.parties.models import Enterprise, Mandate

WAN = 1_000_000
KEY = "kv-sample"
CITY, DISTRICT = 500 * WAN, 750 * WAN
LOANS = (100 * WAN, 60 * WAN, 4000 * WAN)  # shared, claimed, running well
PAPER = b"%PDF-1.4\n% sample\n"


def load_compensation(at: datetime) -> int:
    """Needs the accounts and a bank's product; how many claims there are then."""
    on = localdate(at)
    product = _product()
    if product is None:
        return 0
    clerk = _acting(role=roles.INSTITUTION_CLERK, institution=product.institution_id)
    _agreement(product, months_after(on, -14))
    shared, claimed, _well = (
        _opened(no, fen, product, clerk, months_after(on, -9)) for no, fen in enumerate(LOANS)
    )
    for loan in (shared, claimed):
        _late(loan, clerk, months_after(on, -6))
    claim = _filed(shared, clerk, months_after(on, -2))
    _settled(claim, on - timedelta(days=40))
    _recovered(claim, clerk, on - timedelta(days=5))
    _filed(claimed, clerk, on - timedelta(days=3))
    read_breakers(actor=SYSTEM, at=at)
    return Claim.objects.count()


def _product() -> Listing | None:
    """A product of a sample bank that somebody clerks for."""
    clerks = Mandate.objects.usable().filter(role=roles.INSTITUTION_CLERK)
    banks = clerks.filter(institution__kind="bank", institution__is_sample=True)
    rows = Listing.objects.filter(institution__in=banks.values("institution"), kind="loan")
    return rows.order_by("pk").first()


def _acting(**named: object) -> Actor:
    held = Mandate.objects.usable().filter(**named).order_by("pk")[0]
    return actor_for(held.person, held.pk, second_factor=True)


def _officers() -> tuple[Actor, Actor]:
    first, second = Mandate.objects.usable().filter(role=roles.OFFICER).order_by("pk")[:2]
    return (
        actor_for(first.person, first.pk, second_factor=True),
        actor_for(second.person, second.pk, second_factor=True),
    )


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=get_current_timezone())


def _agreement(product: Listing, day: date) -> None:
    officer, chief = _officers()
    at = _noon(day)
    pool = PoolDraft(
        key=KEY,
        title="知识价值贷款风险补偿资金（示例）",
        tiers=("city", "district"),
        is_sample=True,
    )
    open_pool(actor=officer, draft=pool, at=at)
    for part, fen in (("city", CITY), ("district", DISTRICT)):
        draft = FundingDraft(
            part=part, kind="appropriated", amount_fen=fen, document="示例拨款文件",
            reference=f"示例拨款-{part}",
        )  # fmt: skip
        asked = ask_funding(actor=officer, pool_key=KEY, draft=draft, at=at)
        approve_funding(actor=chief, funding_id=asked.pk, at=at)
    made = draft_agreement(
        actor=officer,
        draft=AgreementDraft(
            title="知识价值信用贷款风险补偿协议（示例）",
            document="示例协议",
            bank_id=product.institution_id,
            split_key="kv",
            in_force_from=day,
            payers=(("fund", KEY),),
            listings=(product.code,),
            caps=(("fund", "firm", 300 * WAN),),
            breaker_key="strict",
            is_sample=True,
        ),
        at=at,
    )
    approve_agreement(actor=chief, agreement_no=made.no, at=at)


def _opened(no: int, fen: int, product: Listing, clerk: Actor, day: date) -> Loan:
    firms = Enterprise.objects.filter(is_sample=True, mandates__isnull=False).distinct()
    known = list(firms.order_by("pk")[: len(LOANS)])
    award = Award(
        reference=f"take_up:T-SAMPLE-POOL-{no}",
        origin=f"case:N-SAMPLE-POOL-{no}",
        bank_no=f"示例-池-{no}",
        enterprise_id=known[no % len(known)].pk,
        institution_id=product.institution_id,
        listing_id=product.pk,
        principal_fen=fen,
        rate_ppm=36_000,
        term_months=24,
        method="interest-first",
        day_count="30/360",
        security="credit",
        disbursed_on=day,
    )
    return open_loan(award=award, actor=clerk, at=_noon(day))


def _late(loan: Loan, clerk: Actor, since: date) -> None:
    """Interest unpaid for three months when the bank says so; it is sought three months later."""
    draft = ReportDraft(
        reference=f"{loan.bank_no}-欠款",
        kind=ReportKind.ARREARS,
        effective_on=since + timedelta(days=95),
        interest_fen=loan.principal_fen * 9 // 1000,
        due_on=since,
    )
    report_loan(actor=clerk, loan_no=loan.no, draft=draft, at=_noon(draft.effective_on))
    loan.refresh_from_db()


def _filed(loan: Loan, clerk: Actor, day: date) -> Claim:
    draft = ClaimDraft(loan_no=loan.no, principal_fen=loan.outstanding_fen, words="示例")
    claim = file_claim(actor=clerk, draft=draft, at=_noon(day))
    for kind in NEEDED:
        paper = Paper(str(kind), f"{kind.label}（示例）.pdf", PAPER)
        attach_claim_paper(actor=clerk, claim_no=claim.no, paper=paper, at=_noon(day))
    return claim


def _settled(claim: Claim, day: date) -> None:
    officer, chief = _officers()
    proposed = Proposed(
        kind="settle", words="材料齐全，损失属实（示例）。", principal_fen=claim.principal_fen
    )
    made = propose_decision(actor=officer, claim_no=claim.no, proposed=proposed, at=_noon(day))
    assert made.proposed_at is not None
    approve_decision(actor=chief, claim_no=claim.no, proposed_at=made.proposed_at, at=_noon(day))


def _recovered(claim: Claim, clerk: Actor, day: date) -> None:
    draft = RecoveryDraft(
        reference="示例-执行款-1",
        recovered_on=day,
        recovered_fen=12 * WAN,
        costs_fen=2 * WAN,
        words="示例",
    )
    made = report_recovery(actor=clerk, claim_no=claim.no, draft=draft, at=_noon(day))
    confirm_recovery(actor=_officers()[0], recovery_id=made.pk, at=_noon(day))
