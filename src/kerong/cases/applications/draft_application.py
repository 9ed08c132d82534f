"""填报申请: a firm starts an application under a clause, prefilled, and keeps it as a draft."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from kerong.cases.applications.access import APPLY
from kerong.cases.applications.arrange import desk_of
from kerong.cases.applications.claims import Claim, claim_of, needs_firm, needs_loan
from kerong.cases.applications.clocks import draft_lapses
from kerong.cases.applications.errors import ApplicationNotFound
from kerong.cases.applications.firm_named import named_firm
from kerong.cases.applications.loan_named import named_loan
from kerong.cases.applications.notes import note
from kerong.cases.applications.standing import require_state
from kerong.cases.asking_firm import firm_asking
from kerong.cases.models import Application, ClauseDesk
from kerong.cases.numbers import application_no
from kerong.cases.words import Span, checked_count, checked_range, checked_words
from kerong.catalogue.policies.cards import ClauseCard
from kerong.catalogue.policies.reads import clause_on
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor
from kerong.kernel.references import number_to_come
from kerong.parties.models import Enterprise
from kerong.parties.names import find_text_of, initials_of
from kerong.rules.benefits.benefit import Benefit

_YI_FEN = 10_000 * 10_000 * 100
ASKED = Span("asked_fen", "申请金额", "The amount asked", 1, 100 * _YI_FEN, "wan")
MOST_STATED = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationForm:
    """What the firm fills in; `stated` holds texts for facts nobody holds, by code.

    `client_key` makes starting idempotent: the same key gives back the same draft.
    """

    clause: str
    subject: str = ""
    asked_fen: int | None = None
    words: str = ""
    stated: Mapping[str, str] = field(default_factory=dict)
    client_key: str | None = None


@retried
def draft_application(*, actor: Actor, form: ApplicationForm, at: datetime) -> Application:
    """A draft, or the one this client key made before with the form's words in it.

    Raises ClauseAbsent, ClauseNotHandled, FirmOnlyComputes, SubjectMissing, SubjectNotYours,
    SubjectIsYou, the faults of a form and of a credit code.
    """
    APPLY.require(actor)
    firm = firm_asking(actor)
    card, in_force = clause_on(form.clause, on=localdate(at))
    desk = desk_of(form.clause if in_force else "", card.clause.title)
    fields = _fields(firm, form, card, at)
    known = _known(firm, form)
    if known is not None:
        return _changed(known, fields)
    row = _row(firm, card, desk, actor, at)
    for name, value in fields.items():
        setattr(row, name, value)
    row.client_key = form.client_key
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            row.no = application_no(row.pk, at)
            Application.objects.filter(pk=row.pk).update(no=row.no)
            note(row, "started", actor=actor, at=at, facts={"clause": row.clause})
    except IntegrityError:
        known = _known(firm, form)
        if known is None:
            raise
        return known
    return row


def _known(firm: Enterprise, form: ApplicationForm) -> Application | None:
    if form.client_key is None:
        return None
    known = Application.objects.filter(enterprise=firm, client_key=form.client_key).first()
    if known is not None and known.clause != form.clause:
        raise ApplicationNotFound(no=known.no)
    return known


def _changed(known: Application, fields: dict[str, object]) -> Application:
    """What is typed anew replaces the draft's words; one already sent stays as it was sent."""
    if Application.objects.filter(pk=known.pk, state=Application.State.DRAFT).update(**fields):
        known.refresh_from_db()
    else:
        require_state(known, "save_draft")
    return known


def _fields(
    firm: Enterprise, form: ApplicationForm, card: ClauseCard, at: datetime
) -> dict[str, object]:
    benefit = card.clause.benefit
    claim: Claim = claim_of(benefit, _subject(firm, benefit, form.subject), localdate(at))
    checked_count(list(form.stated), MOST_STATED, field="stated")
    return {
        "claim_key": claim.key,
        "subject": claim.subject,
        "first_month": claim.first_month,
        "last_month": claim.last_month,
        "asked_fen": None if form.asked_fen is None else checked_range(form.asked_fen, ASKED),
        "words": checked_words(form.words, field="words", most=1000),
        "due_on": draft_lapses(localdate(at)),
        "lapse_told_at": None,
        "stated": {code: text.strip()[:80] for code, text in form.stated.items() if text.strip()},
    }


def _subject(firm: Enterprise, benefit: Benefit, text: str) -> str:
    """In one spelling where it is a thing that has a number."""
    if needs_loan(benefit):
        return named_loan(firm, text)
    return named_firm(firm, text) if needs_firm(benefit) else text


def named(card: ClauseCard) -> dict[str, str]:
    """How an application names its clause and policy, kept as they were called that day."""
    zh, en = card.clause.title
    return {
        "clause": card.code,
        "mode": card.clause.benefit.mode,
        "title_zh": zh[:200],
        "title_en": en[:300],
        "policy_zh": card.rules.title.zh[:200],
        "policy_en": card.rules.title.en[:300],
    }


def found_by(firm: Enterprise, card: ClauseCard) -> str:
    """The text a search looks through."""
    zh = card.clause.title[0]
    return f"{firm.find_text} {find_text_of(card.code, zh, initials_of(zh))}"[:900]


def _row(
    firm: Enterprise, card: ClauseCard, desk: ClauseDesk, actor: Actor, at: datetime
) -> Application:
    return Application(
        no=number_to_come(),
        shape=Application.Shape.JOINT_REVIEW,
        state=Application.State.DRAFT,
        enterprise=firm,
        lead_id=desk.lead_id,
        find_text=found_by(firm, card),
        started_by_id=actor.person_id,
        started_at=at,
        **named(card),
    )
