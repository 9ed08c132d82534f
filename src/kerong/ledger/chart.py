"""会计科目: the kinds of account there are, each with its book, normal side and usual floor.

A balance is told on the normal side of its account: what a pool holds, what a firm is owed, what
lies outside. Nothing here is an amount of policy; caps and other floors stand on the account.
"""

from dataclasses import dataclass
from types import MappingProxyType

FISCAL, EXPOSURE = "fiscal", "exposure"
DEBIT, CREDIT = "debit", "credit"
ASSETS, LIABILITIES, EQUITY, INCOME = "Assets", "Liabilities", "Equity", "Income"


@dataclass(frozen=True, slots=True)
class Words:
    """What people read, in Chinese and English."""

    zh: str
    en: str

    def say(self, language: str) -> str:
        return self.en if language.lower().startswith("en") else self.zh


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountKind:
    """One row of the chart. `root` is the head under which plain-text books file it.

    `floor_fen` is what an account of the kind may not fall below unless it is opened otherwise;
    `is_transit` says that a finished matter leaves nothing on it.
    """

    code: str
    book: str
    normal: str
    root: str
    title: Words
    meaning: Words
    floor_fen: int | None = 0
    is_transit: bool = False

    @property
    def sign(self) -> int:
        """What a debit of one fen adds to the balance: 1 or -1."""
        return 1 if self.normal == DEBIT else -1


def _kind(place: str, code: str, titles: tuple[str, str], meaning: tuple[str, str]) -> AccountKind:
    book, normal, root = _PLACES[place.removesuffix("*")]
    return AccountKind(
        code=code,
        book=book,
        normal=normal,
        root=root,
        title=Words(*titles),
        meaning=Words(*meaning),
        is_transit=place.endswith("*"),
    )


_PLACES = {
    "came": (FISCAL, DEBIT, ASSETS),  # money that came in
    "went": (FISCAL, CREDIT, ASSETS),  # money that went out: what came less this is in the bank
    "owed to us": (FISCAL, DEBIT, ASSETS),
    "owed": (FISCAL, CREDIT, LIABILITIES),
    "fund": (FISCAL, CREDIT, EQUITY),
    "income": (FISCAL, CREDIT, INCOME),
    "exposed": (EXPOSURE, DEBIT, ASSETS),
    "memo": (EXPOSURE, CREDIT, EQUITY),
}

_KINDS = (
    _kind(
        "came",
        "treasury",
        ("财政拨入", "Treasury"),
        (
            "财政拨付的资金累计，是预算与各基金的来源。",
            "What the treasury paid in so far; budgets and funds come from here.",
        ),
    ),
    _kind(
        "came",
        "receipts",
        ("收款", "Receipts"),
        (
            "企业、银行、担保机构缴来的款项累计：保费、追偿款、归还款、自筹款。",
            "What firms, banks and guarantors paid in so far: fees, recoveries, repayments.",
        ),
    ),
    _kind(
        "owed to us",
        "claw_back_receivable",
        ("追回应收款", "Claw-back receivable"),
        (
            "已决定追回、尚未到账的补贴。",
            "Subsidies that have to be paid back and have not arrived yet.",
        ),
    ),
    _kind(
        "fund",
        "budget",
        ("预算指标", "Budget appropriation"),
        (
            "已下达、尚未兑付的预算；批准时占用，不得透支。",
            "Money appropriated and not awarded yet; held at approval, never overdrawn.",
        ),
    ),
    _kind(
        "owed",
        "subsidy_payable",
        ("应付补贴", "Subsidy payable"),
        ("已批准、尚未支付的补贴。", "Subsidies awarded and not paid yet."),
    ),
    _kind(
        "went",
        "subsidy_paid",
        ("已付补贴", "Subsidy paid"),
        ("银行已确认付讫的补贴累计。", "Subsidies the bank confirmed as paid, so far."),
    ),
    _kind(
        "owed*",
        "claw_back_awaited",
        ("待追回资金", "Claw-back awaited"),
        (
            "追回款到账前不得再用的对应资金。",
            "The counterpart of claw-backs; not to be spent before the money arrives.",
        ),
    ),
    _kind(
        "owed",
        "suspense",
        ("暂收款", "Suspense"),
        (
            "企业多缴、尚未认领或退还的款项，按付款方立账。",
            "What payers sent too much, until it is taken for something or given back.",
        ),
    ),
    _kind(
        "fund",
        "loss_fund",
        ("风险补偿资金池", "Loss-compensation fund"),
        (
            "市、区两级风险补偿资金，各自立账，不得透支。",
            "Money that bears part of lost principal; city and district each have their own.",
        ),
    ),
    _kind(
        "fund",
        "guarantee_fund",
        ("担保代偿资金", "Guarantee fund"),
        ("担保机构与再担保代偿所用资金。", "Money that guarantors pay claims from."),
    ),
    _kind(
        "income",
        "fee_income",
        ("保费与费用收入", "Premium and fee income"),
        ("担保费、保险费、资金使用费收入。", "Guarantee fees, premiums and fees for use of funds."),
    ),
    _kind(
        "owed",
        "claim_payable",
        ("应付代偿", "Claims payable"),
        ("已核定、尚未支付的代偿与补偿。", "Compensation agreed and not paid yet."),
    ),
    _kind(
        "went",
        "claim_paid",
        ("已付代偿", "Claim payments"),
        ("已付讫的代偿与补偿累计。", "Compensation paid so far."),
    ),
    _kind(
        "owed*",
        "recoveries",
        ("追偿款", "Recoveries"),
        (
            "已追回、尚未按约定份额退回各方的款项；分配后归零。",
            "Money recovered and not yet returned in the agreed shares; nothing stays here.",
        ),
    ),
    _kind(
        "fund",
        "bridge_fund",
        ("转贷资金", "Bridge fund"),
        (
            "可用于应急转贷的资金，不得透支。",
            "Money that can be lent for a few days; no overdraft.",
        ),
    ),
    _kind(
        "owed*",
        "bridge_escrow",
        ("转贷监管户", "Bridge escrow"),
        (
            "一笔转贷的监管账户：资金、自筹与回款在此进出，结清后归零。",
            "The escrow of one bridge: what passes through it leaves nothing behind.",
        ),
    ),
    _kind(
        "went",
        "bridge_paid",
        ("转贷还款支出", "Bridge payments"),
        (
            "由监管户付给原贷款银行的款项累计。",
            "What escrows paid to the banks of old loans so far.",
        ),
    ),
    _kind(
        "went",
        "paid_out",
        ("其他付出", "Other payments"),
        (
            "已付讫的再担保费、退回他方份额、退回财政等款项累计。",
            "Re-guarantee fees, shares of others and returns to the treasury, paid so far.",
        ),
    ),
    _kind(
        "owed*",
        "bank_clearing",
        ("银行清算", "Bank clearing"),
        (
            "已送银行、尚未回盘确认的付款；对账后归零。",
            "Payments sent to the bank and not confirmed yet; nothing is left once reconciled.",
        ),
    ),
    _kind(
        "exposed",
        "loans_outstanding",
        ("在贷余额", "Loans outstanding"),
        ("银行报送的贷款余额（备查）。", "Loan balances as banks report them (memo)."),
    ),
    _kind(
        "exposed",
        "guarantees_outstanding",
        ("在保余额", "Guarantees outstanding"),
        ("担保责任余额（备查）。", "Liability under guarantees (memo)."),
    ),
    _kind(
        "exposed",
        "bridge_outstanding",
        ("转贷在途余额", "Bridge outstanding"),
        ("已放出、未归还的转贷资金（备查）。", "Bridge money lent and not returned (memo)."),
    ),
    _kind(
        "memo",
        "loans_memo",
        ("在贷对应", "Loans, counter-account"),
        ("在贷余额的对应科目。", "The other side of loans outstanding."),
    ),
    _kind(
        "memo",
        "guarantees_memo",
        ("在保对应", "Guarantees, counter-account"),
        ("在保余额的对应科目。", "The other side of guarantees outstanding."),
    ),
    _kind(
        "memo",
        "bridge_memo",
        ("转贷对应", "Bridge, counter-account"),
        ("转贷在途余额的对应科目。", "The other side of bridge outstanding."),
    ),
)

KINDS = MappingProxyType({kind.code: kind for kind in _KINDS})
BOOKS = MappingProxyType(
    {
        FISCAL: Words("财政资金账", "Public money"),
        EXPOSURE: Words("风险敞口备查账", "Exposure (memo)"),
    }
)
