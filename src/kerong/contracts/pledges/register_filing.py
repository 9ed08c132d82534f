"""登记: the window registers a pledge, a change or a release under the register's number."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from kerong.contracts.pledges.access import REGISTER, filing_for
from kerong.contracts.pledges.checks import hits_of_pledge, require_registrable
from kerong.contracts.pledges.errors import CertificateUsed, FigureWrong
from kerong.contracts.pledges.models import Filing, Pledge, PledgeItem
from kerong.contracts.pledges.moves import move
from kerong.contracts.pledges.needed_papers import file_papers, require_papers
from kerong.contracts.pledges.notes import bank_of, firm_of, note_pledge, say
from kerong.contracts.pledges.words import checked_words
from kerong.kernel.actor import Actor

_LEADS_TO = {"create": "registered", "change": "changed", "release": "released"}


def register_filing(
    *, actor: Actor, filing_no: str, certificate_no: str, registered_on: date, at: datetime
) -> Filing:
    """Raises FilingMoved, CertificateUsed, FigureWrong, PapersMissing; CheckFails where a ground
    stands."""
    REGISTER.require(actor)
    filing = filing_for(actor, filing_no)
    number = checked_words(certificate_no, most=80)
    earliest = localdate(filing.submitted_at or at)
    if not earliest <= registered_on <= localdate(at):
        raise FigureWrong(field="registered_on")
    require_papers(filing)
    if filing.kind != Filing.Kind.RELEASE:
        require_registrable(hits_of_pledge(_as_changed(filing), localdate(at)))
    with transaction.atomic():
        _decide(filing, number, registered_on, actor=actor, at=at)
        _follow(filing, registered_on, actor=actor)
        file_papers(filing)
        facts = {"filing": filing.no, "certificate_no": number, "on": registered_on}
        pledge = filing.pledge
        note_pledge(pledge, _LEADS_TO[filing.kind], actor=actor, at=at, facts=facts)
        for to in (firm_of(pledge), bank_of(pledge)):
            say(pledge, f"pledge.{_LEADS_TO[filing.kind]}", to=to, at=at, certificate=number)
    return filing


def _as_changed(filing: Filing) -> Pledge:
    """The pledge with the term it would have."""
    pledge = filing.pledge
    pledge.until_on = filing.new_until_on or pledge.until_on
    return pledge


def _decide(filing: Filing, number: str, on: date, *, actor: Actor, at: datetime) -> None:
    try:
        with transaction.atomic():
            move(
                filing,
                Filing.State.REGISTERED,
                since=(Filing.State.SUBMITTED,),
                certificate_no=number,
                decided_on=on,
                decided_by_id=actor.person_id,
                decided_at=at,
            )
    except IntegrityError as fault:
        raise CertificateUsed(no=number) from fault


def _follow(filing: Filing, on: date, *, actor: Actor) -> None:
    """The pledge as the register has it now."""
    pledge, to = filing.pledge, Pledge.State
    if filing.kind == Filing.Kind.CREATE:
        told: dict[str, Any] = {"certificate_no": filing.certificate_no, "registered_on": on}
        move(pledge, to.REGISTERED, since=(to.SIGNED,), **told)
    elif filing.kind == Filing.Kind.CHANGE:
        changed: dict[str, Any] = {"freed_at": None} if filing.new_loan_id else {}
        for name in ("loan_id", "secured_fen", "until_on"):
            value = getattr(filing, f"new_{name}")
            changed |= {name: value} if value is not None else {}
        move(pledge, to.REGISTERED, since=(to.REGISTERED,), **changed)
    else:
        ended: dict[str, Any] = {"ended_on": on, "ended_by_id": filing.drafted_by_id}
        move(pledge, to.RELEASED, since=(to.REGISTERED,), end_words=filing.words, **ended)
        PledgeItem.objects.filter(pledge=pledge).update(live=False)
