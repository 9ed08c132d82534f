"""A bridge fund with money in it and one bridge on its way (示例): a suit waits to be lifted."""

from datetime import date, datetime

from django.utils.timezone import localdate

from kerong.contracts.bridges.apply_bridge import Application, apply_bridge
from kerong.contracts.bridges.appropriate_fund import appropriate_fund
from kerong.contracts.bridges.models import Bridge
from kerong.contracts.bridges.open_fund import NewFund, open_fund
from kerong.contracts.bridges.propose_opinion import Opinion, propose_opinion
from kerong.contracts.bridges.set_terms import NewTerms
from kerong.contracts.bridges.sign_opinion import sign_opinion
from kerong.contracts.loans.models import Loan
from kerong.finance.dates import months_after
from kerong.kernel.actor import Actor
from kerong.parties.actors import actor_for
from kerong.parties.models import Mandate

WAN = 1_000_000
KEY = "demo"
MATURING = "示例存量借据-0003"


def load_bridges(at: datetime) -> int:
    """Needs the accounts and the loans. Returns how many bridges there are."""
    on = localdate(at)
    officer = _acting("officer")
    open_fund(fund=_fund(on), actor=officer, at=at)
    appropriate_fund(
        key=KEY, amount_fen=2000 * WAN, document_no="示例财金〔1〕号", actor=officer, at=at
    )
    _promised(_asked(at), on, at)
    return Bridge.objects.count()


def _acting(login: str) -> Actor:
    held = Mandate.objects.usable().get(person__login=login)
    return actor_for(held.person, held.pk, second_factor=True)


def _fund(on: date) -> NewFund:
    terms = NewTerms(
        since=on,
        basis="示例区转贷应急资金操作细则",
        excluded=("lawsuit", "frozen_account", "wage_arrears", "abnormal", "overdue"),
        barred=("bad_credit", "project_loan", "off_balance"),
        own_share_ppm=200_000,
        late_rate_ppm=500,
    )
    return NewFund(key=KEY, title="示例区转贷应急资金", programme="chongqing", terms=terms)


def _asked(at: datetime) -> Bridge:
    """By the firm whose loan matures soon; another bank than its own will renew."""
    loan = Loan.objects.get(bank_no=MATURING)
    renews = Mandate.objects.usable().get(person__login="bank2-clerk").institution_id
    application = Application(
        fund=KEY,
        user_kind="enterprise",
        repay_fen=loan.outstanding_fen,
        amount_fen=200 * WAN,
        said=("lawsuit",),
        words="示例：收入同比下降，到期还款资金周转困难，有一起未结诉讼",
        institution_id=renews,
    )
    return apply_bridge(
        actor=_acting("firm-owner"), loan_no=loan.no, application=application, at=at
    )


def _promised(bridge: Bridge, on: date, at: datetime) -> None:
    opinion = Opinion(
        promised_fen=280 * WAN,
        letter_no="示例续贷承诺 1 号",
        promised_until=months_after(on, 3),
        promised_ppm=32_000,
        opinion="示例：企业经营正常，同意续贷，款项直接转入监管户",
    )
    clerk, approver = _acting("bank2-clerk"), _acting("bank2-approver")
    made = propose_opinion(actor=clerk, bridge_no=bridge.no, opinion=opinion, at=at)
    assert made.opined_at is not None
    sign_opinion(actor=approver, bridge_no=bridge.no, opined_at=made.opined_at, at=at)
