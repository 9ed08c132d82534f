"""Examples for the addresses of guarantees: agreements, letters, fees, extensions, suspensions."""

from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from kerong.contracts.guarantees.ask_extension import ask_extension
from kerong.contracts.guarantees.ask_letter import ask_letter
from kerong.contracts.guarantees.attach_paper import attach_paper
from kerong.contracts.guarantees.draft_agreement import draft_agreement
from kerong.contracts.guarantees.models import (
    Agreement,
    ExtensionConsent,
    FeeInvoice,
    Guarantee,
    GuaranteePaper,
    ProgrammeSuspension,
)
from kerong.contracts.guarantees.values import ApprovedCredit, LetterWish
from kerong.contracts.loans.models import LoanRequest
from kerong.kernel import roles
from tests.build import cases, guarantees, parties, renewals
from tests.build.cases import WAN
from tests.build.policy_examples import POSTS, Arguments, example
from tests.build.sides import Side

NONE = "G2026-999999"
_DRAFTED: dict[int, str] = {}


def _agreement(side: Side, *, form: str = "single") -> Agreement:
    """Signed between the side's bank and a guarantor, made once a form."""
    held = Agreement.objects.filter(bank=side.institution, state="signed", form=form).first()
    return held or guarantees.agreement(side.institution, form=form)


def _guarantee(side: Side, role: str) -> Arguments:
    """One that waits for the guarantor's review, asked on a credit of the side's bank."""
    agreement = _agreement(side)
    held = Guarantee.objects.filter(agreement=agreement).first()
    if held is None:
        held = ask_letter(
            actor=side.actor(roles.INSTITUTION_CLERK),
            credit=ApprovedCredit(
                reference=f"take_up:{side.told.take_up.no}-X",
                origin=f"case:{side.told.case.no}",
                bank_id=side.institution.pk,
                enterprise_id=side.enterprise.pk,
                listing_id=None,
                amount_fen=100 * WAN,
                rate_ppm=34_500,
                term_months=12,
            ),
            wish=LetterWish(agreement_no=agreement.no),
            at=guarantees.MORNING,
        )
    return {"no": held.no}


def _own(side: Side) -> Guarantee:
    return Guarantee.objects.get(no=_guarantee(side, "")["no"])


def _drafted(side: Side, role: str) -> Arguments:
    """A draft of another programme that waits for the side's bank."""
    held = Agreement.objects.filter(bank=side.institution, programme="total2total").first()
    if held is None:
        guarantor = parties.institution(kind="guarantor")
        draft = replace(
            guarantees.DRAFT,
            bank_id=side.institution.pk,
            programme="total2total",
            split_key="20-80",
            claim_line_ppm=30_000,
        )
        clerk = parties.actor(roles.INSTITUTION_CLERK, institution=guarantor)
        held = draft_agreement(actor=clerk, draft=draft, at=guarantees.MORNING)
    return {"no": held.no}


def _letter(side: Side, role: str) -> Arguments:
    """A letter of a batch agreement, given at once."""
    agreement = _agreement(side, form="batch")
    held = Guarantee.objects.filter(agreement=agreement).first()
    if held is None:
        sides = guarantees.Sides(side.institution, agreement.guarantor, side.enterprise, agreement)
        held = guarantees.ask(sides, amount_fen=100 * WAN)
    return {"no": held.no}


def _paper(side: Side, role: str) -> Arguments:
    guarantee = _own(side)
    held = GuaranteePaper.objects.filter(guarantee=guarantee).first() or attach_paper(
        actor=side.actor(roles.INSTITUTION_CLERK),
        guarantee_no=guarantee.no,
        title="审计报告",
        name="审计报告.txt",
        content="示例".encode(),
        at=guarantees.MORNING,
    )
    return {"no": guarantee.no, "paper_id": held.pk}


def _as_guarantor(side: Side) -> Guarantee:
    """A guarantee for which the side's institution is the one that answers."""
    held = Guarantee.objects.filter(guarantor=side.institution).first()
    if held is None:
        type(side.institution).objects.filter(pk=side.institution.pk).update(kind="guarantor")
        side.institution.refresh_from_db()
        sides = guarantees.sides(guarantor=side.institution)
        held = guarantees.ask(sides, amount_fen=100 * WAN)
        guarantees.draw(sides, held)
        type(side.institution).objects.filter(pk=side.institution.pk).update(kind="bank")
    return held


def _invoice(side: Side, role: str) -> Arguments:
    guarantee = _as_guarantor(side)
    held = guarantee.invoices.first() or FeeInvoice.objects.create(
        guarantee=guarantee,
        no=1,
        kind="guarantee",
        from_on=guarantee.effective_on,
        to_on=guarantee.effective_on + timedelta(days=1),
        principal_days=1,
        rate_ppm=10_000,
        amount_fen=1,
        due_on=guarantee.effective_on,
        made_at=guarantees.MORNING,
    )
    return {"invoice_id": held.pk}


def _asked_extension(side: Side, role: str) -> Arguments:
    """A question about an extension that waits for the side's institution."""
    guarantee = _as_guarantor(side)
    if not ExtensionConsent.objects.filter(guarantee=guarantee).exists():
        ask_extension(
            actor=parties.actor(roles.INSTITUTION_CLERK, institution=guarantee.bank),
            guarantee_no=guarantee.no,
            matures_on=guarantee.matures_on + timedelta(days=90),
            words="订单延期",
            at=guarantees.MORNING,
        )
    return {"no": guarantee.no}


def _suspension(side: Side, role: str) -> Arguments:
    held = ProgrammeSuspension.objects.first() or ProgrammeSuspension.objects.create(
        programme="sci-plan",
        scope="sci-plan/0",
        words="例行检查",
        suspended_by=side.person(roles.OFFICER),
        suspended_at=timezone.now(),
    )
    return {"key": "sci-plan", "suspension_id": held.pk}


def _renewing(side: Side, role: str) -> Arguments:
    """A renewal that the side's bank granted on a guaranteed loan."""
    agreement = _agreement(side, form="batch")
    sides = guarantees.Sides(side.institution, agreement.guarantor, side.enterprise, agreement)
    held = LoanRequest.objects.filter(loan__guarantees__agreement=agreement).first()
    if held is None:
        letter = guarantees.ask(sides, amount_fen=100 * WAN)
        held = renewals.granted(guarantees.draw(sides, letter))[0]
    return {"no": held.no}


def _credited(side: Side, role: str) -> Arguments:
    """A credit of the side's bank, approved and not paid out."""
    no = _DRAFTED.get(side.institution.pk)
    if no is None or not side.institution.take_ups.filter(no=no).exists():
        told = replace(side.told, case=cases.need(side.told.firm))
        for name in cases.STAGES[1 : cases.STAGES.index("credited") + 1]:
            cases.bring(told, name)
        no = _DRAFTED[side.institution.pk] = told.take_up.no
    return {"no": no}


example(
    "workbench:guarantee",
    "workbench:guarantee-papers",
    "workbench:guarantee-diligence",
    "workbench:guarantee-withdrawal",
    "workbench:guarantee-extension",
    "workbench:guarantee-approval",
    "workbench:guarantee-opinion",
    "workbench:guarantee-return",
    "workbench:guarantee-refusal",
    "portal:guarantee",
    "console:guarantee",
    of=_guarantee,
    none={"no": NONE},
)
example("workbench:guarantee-extension-answer", of=_asked_extension, none={"no": NONE})
example(
    "api:read_guarantee",
    of=_guarantee,
    none={"no": NONE},
    shared=frozenset({roles.OFFICER, roles.AUDITOR}),
)
example(
    "workbench:guarantee-letter",
    "portal:guarantee-letter",
    "console:guarantee-letter",
    of=_letter,
    none={"no": NONE},
)
example("workbench:guarantee-paper", of=_paper, none={"no": NONE, "paper_id": 987_654_321})
example(
    "workbench:guarantee-agreement",
    "workbench:guarantee-agreement-sign",
    "workbench:guarantee-agreement-decline",
    "console:guarantee-agreement",
    of=_drafted,
    none={"no": "GA2026-999999"},
)
example(
    "workbench:guarantee-fee-receipt",
    "workbench:guarantee-fee-waiver",
    of=_invoice,
    none={"invoice_id": 987_654_321},
)
example("workbench:guarantee-renewal", of=_renewing, none={"no": "R2026-999999"})
example("workbench:guarantee-ask", of=_credited, none={"no": "T2026-999999"})
example(
    "api:ask_for_letter",
    of=_credited,
    none={"no": "T2026-999999"},
    post=lambda side, role: {"agreement": _agreement(side, form="batch").no},
)
example(
    "console:guarantee-programme",
    "console:guarantee-suspend",
    of=lambda side, role: {"key": "sci-plan"},
    none={"key": "no-such-plan"},
)
example(
    "console:guarantee-resume", of=_suspension, none={"key": "no", "suspension_id": 987_654_321}
)
POSTS["workbench:guarantee-agreement-new"] = lambda side, role: {"programme": "sci-plan"}
