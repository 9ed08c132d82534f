"""设立资金池: a fund under one programme, with its accounts in the ledger and first conditions."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.bridges.access import OPEN_FUND
from kerong.contracts.bridges.accounts import open_fund_accounts
from kerong.contracts.bridges.errors import FundExists, FundUnsound
from kerong.contracts.bridges.models import BridgeFund
from kerong.contracts.bridges.notes import note_fund
from kerong.contracts.bridges.set_terms import NewTerms, write_terms
from kerong.contracts.bridges.words import checked_words
from kerong.kernel.actor import Actor
from kerong.rules.programmes.shipped import bridge_funds, named

_KEY = re.compile(r"[a-z0-9][a-z0-9-]{1,38}[a-z0-9]", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFund:
    key: str
    title: str
    programme: str
    terms: NewTerms


def open_fund(*, fund: NewFund, actor: Actor, at: datetime) -> BridgeFund:
    """The fund of that key, opened now unless it is.

    Raises FundUnsound, ProgrammeUnknown, NotInForce, and FundExists where it stands otherwise.
    """
    OPEN_FUND.require(actor)
    if not _KEY.fullmatch(fund.key):
        raise FundUnsound(field="key")
    title = checked_words(fund.title, least=2, most=120)
    named(bridge_funds(), fund.programme).on(localdate(at))
    with transaction.atomic():
        opened, is_new = BridgeFund.objects.get_or_create(
            key=fund.key,
            defaults={
                "title": title,
                "programme": fund.programme,
                "department_id": actor.department_id,
                "opened_by_id": actor.person_id,
                "opened_at": at,
            },
        )
        if not is_new and (opened.title, opened.programme) != (title, fund.programme):
            raise FundExists(key=fund.key)
        if is_new:
            open_fund_accounts(opened, actor=actor, at=at)
            facts = {"title": title, "programme": fund.programme}
            note_fund(opened, "opened", actor=actor, at=at, facts=facts)
            write_terms(opened, fund.terms, actor=actor, at=at)
    return opened
