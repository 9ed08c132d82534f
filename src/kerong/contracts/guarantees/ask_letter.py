"""申请担保函: the bank asks on its own approval; a batch agreement answers at once."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.timezone import localdate

from kerong.contracts.guarantees.access import ASK_LETTER, banks_agreement
from kerong.contracts.guarantees.errors import (
    AgreementNotSigned,
    ClientKeyUsed,
    OverCredit,
    WrongSide,
)
from kerong.contracts.guarantees.hard_stops import (
    Seen,
    duplicate_stop,
    firm_cap_stop,
    look,
    stops_of,
)
from kerong.contracts.guarantees.letters import issue_letter
from kerong.contracts.guarantees.models import Agreement, Guarantee
from kerong.contracts.guarantees.moves import move
from kerong.contracts.guarantees.notes import firm_of, guarantor_of, note_guarantee, say
from kerong.contracts.guarantees.rooms import RoomTaken, caps_of, take_room, used_fen
from kerong.contracts.guarantees.stops import Asked, Stop
from kerong.contracts.guarantees.values import ApprovedCredit, LetterWish
from kerong.contracts.guarantees.words import checked_words
from kerong.kernel.actor import Actor
from kerong.kernel.references import number_to_come
from kerong.parties.models import Enterprise

State = Guarantee.State


def ask_letter(
    *, actor: Actor, credit: ApprovedCredit, wish: LetterWish, at: datetime
) -> Guarantee:
    """见贷即担 under a batch agreement: rule check and letter in one act; else a request to review.

    A rule that stops leaves a row in state "stopped" that names every reason. Raises OverCredit,
    AgreementNotSigned, ClientKeyUsed, WrongSide.
    """
    ASK_LETTER.require(actor)
    if credit.bank_id != actor.institution_id:
        raise WrongSide(wanted="bank", wanted_zh="银行")
    agreement = banks_agreement(actor, wish.agreement_no)
    if agreement.state != Agreement.State.SIGNED:
        raise AgreementNotSigned(no=agreement.no)
    amount = credit.amount_fen if wish.amount_fen is None else wish.amount_fen
    if not 0 < amount <= credit.amount_fen:
        raise OverCredit(credit_fen=credit.amount_fen, amount_fen=amount)
    told = _told_before(credit, wish, amount)
    if told is not None:
        return told
    renews = Guarantee.objects.select_related("agreement").filter(pk=credit.renews_id).first()
    seen = look(asked_of(agreement, credit, amount, at), agreement, renews)
    draft = _draft(seen, credit, wish, actor=actor, at=at)
    stops = stops_of(seen)
    if stops:
        return _stopped(draft, stops, actor=actor, at=at)
    try:
        with transaction.atomic():
            return _given(draft, agreement, actor=actor, at=at)
    except RoomTaken as taken:
        cap = caps_of(agreement, seen.asked.on, renews)[taken.scope] or 0
        left = cap - used_fen(credit.enterprise_id, taken.scope)
        stop = firm_cap_stop(agreement, taken.scope, seen.asked.on, left)
    except IntegrityError:
        told = _told_before(credit, wish, amount)
        if told is not None:
            return told
        held = Guarantee.objects.filter(award=credit.reference, state__in=Guarantee.LIVE)
        stop = duplicate_stop(agreement, held.values_list("no", flat=True).first() or "—")
    return _stopped(_draft(seen, credit, wish, actor=actor, at=at), (stop,), actor=actor, at=at)


def asked_of(agreement: Agreement, credit: ApprovedCredit, amount_fen: int, at: datetime) -> Asked:
    """The asking as the stops see it."""
    firm = Enterprise.objects.get(pk=credit.enterprise_id)
    return Asked(
        agreement_no=agreement.no,
        programme=agreement.programme,
        bank_id=agreement.bank_id,
        guarantor_id=agreement.guarantor_id,
        enterprise_id=firm.pk,
        division_code=firm.division_code,
        listing_id=credit.listing_id,
        award=credit.reference,
        amount_fen=amount_fen,
        on=localdate(at),
    )


def _told_before(credit: ApprovedCredit, wish: LetterWish, amount_fen: int) -> Guarantee | None:
    if not wish.client_key:
        return None
    found = (
        Guarantee.objects.select_related("agreement", "bank", "guarantor", "enterprise")
        .filter(bank_id=credit.bank_id, client_key=wish.client_key)
        .first()
    )
    if found is None:
        return None
    told = (found.award, found.amount_fen, found.agreement.no)
    if told != (credit.reference, amount_fen, wish.agreement_no):
        raise ClientKeyUsed(client_key=wish.client_key)
    return found


def _draft(
    seen: Seen, credit: ApprovedCredit, wish: LetterWish, *, actor: Actor, at: datetime
) -> Guarantee:
    agreement = seen.agreement
    return Guarantee(
        no=number_to_come(),
        agreement=agreement,
        bank=agreement.bank,
        guarantor=agreement.guarantor,
        enterprise_id=credit.enterprise_id,
        award=credit.reference,
        origin=credit.origin,
        listing_id=credit.listing_id,
        renews=seen.renews,
        client_key=wish.client_key[:80],
        amount_fen=seen.asked.amount_fen,
        rate_ppm=credit.rate_ppm,
        term_months=credit.term_months,
        fee_ppm=agreement.fee_ppm,
        covered_ppm=agreement.covered_ppm,
        classes=" ".join(seen.classes),
        words=checked_words(wish.words, least=0, most=1000),
        asked_by_id=actor.person_id,
        asked_at=at,
    )


def keep(guarantee: Guarantee, at: datetime) -> None:
    """Insert the row and give it its number."""
    guarantee.save(force_insert=True)
    guarantee.no = f"G{localdate(at).year}-{guarantee.pk:06d}"
    Guarantee.objects.filter(pk=guarantee.pk).update(no=guarantee.no)


def _given(guarantee: Guarantee, agreement: Agreement, *, actor: Actor, at: datetime) -> Guarantee:
    batch = agreement.form == Agreement.Form.BATCH
    guarantee.state = State.ASKED
    keep(guarantee, at)
    note_guarantee(guarantee, "asked", actor=actor, at=at, facts=asked_facts(guarantee))
    if batch:
        give_letter(guarantee, since=(State.ASKED,), actor=actor, at=at)
    else:
        say(guarantee, "guarantee.asked", to=guarantor_of(guarantee), at=at)
    return guarantee


def give_letter(
    guarantee: Guarantee,
    *,
    since: tuple[str, ...],
    actor: Actor,
    at: datetime,
    where: Q | None = None,
    **decided: Any,
) -> None:
    """Take the room, freeze the letter, say so; inside the act's transaction.

    `where` is what else must hold of the row, `decided` what else is written. Raises RoomTaken,
    GuaranteeMoved.
    """
    agreement, on = guarantee.agreement, localdate(at)
    take_room(guarantee, caps_of(agreement, on, guarantee.renews))
    guarantee.valid_until = on + timedelta(days=agreement.letter_days)
    letter = issue_letter(guarantee, actor=actor, at=at)
    fields = {"valid_until": guarantee.valid_until, "room_fen": guarantee.room_fen, **decided}
    move(guarantee, State.ISSUED, since=since, where=where, letter_no=letter.no, **fields)
    told = {"letter": letter.no, "until": guarantee.valid_until}
    note_guarantee(guarantee, "letter_issued", actor=actor, at=at, facts=told)
    for to in (firm_of(guarantee), guarantor_of(guarantee)):
        say(guarantee, "guarantee.letter_issued", to=to, at=at, facts=told)


def _stopped(
    guarantee: Guarantee, stops: tuple[Stop, ...], *, actor: Actor, at: datetime
) -> Guarantee:
    guarantee.state = State.STOPPED
    guarantee.stops = stops_text(stops)
    guarantee.room_fen = 0
    with transaction.atomic():
        keep(guarantee, at)
        facts = asked_facts(guarantee) | {"stops": [stop.code for stop in stops]}
        note_guarantee(guarantee, "stopped", actor=actor, at=at, facts=facts)
    return guarantee


def stops_text(stops: tuple[Stop, ...]) -> str:
    rows = [
        {
            "code": stop.code,
            "zh": stop.zh,
            "en": stop.en,
            "clause": stop.clause,
            "source": stop.source,
            "verified": stop.verified,
        }
        for stop in stops
    ]
    return json.dumps(rows, ensure_ascii=False)


def stops_held(guarantee: Guarantee) -> tuple[Stop, ...]:
    """The reasons kept with a stopped request."""
    return tuple(Stop(**row) for row in json.loads(guarantee.stops or "[]"))


def asked_facts(guarantee: Guarantee) -> dict[str, object]:
    return {
        "agreement": guarantee.agreement.no,
        "award": guarantee.award,
        "amount_fen": guarantee.amount_fen,
        "covered_ppm": guarantee.covered_ppm,
        "fee_ppm": guarantee.fee_ppm,
        "term_months": guarantee.term_months,
        "classes": guarantee.classes,
        "renews": guarantee.renews.no if guarantee.renews is not None else None,
    }
