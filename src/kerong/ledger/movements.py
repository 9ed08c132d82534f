"""账务事项: the named movements there are, and between which kinds of account each may go.

A movement that is not listed does not exist: an act cannot pay a subsidy out of a bridge fund by
mistake. A new instrument adds its lines here; a reversal goes the listed way backwards.
"""

from dataclasses import dataclass
from types import MappingProxyType

from kerong.ledger.chart import KINDS, Words


@dataclass(frozen=True, slots=True)
class MovementKind:
    """`debit` and `credit` are the kinds of account that may stand on each side."""

    code: str
    debit: frozenset[str]
    credit: frozenset[str]
    title: Words

    @property
    def book(self) -> str:
        return KINDS[min(self.debit)].book


FUNDS = "loss_fund guarantee_fund bridge_fund"
_PAYABLE = "subsidy_payable claim_payable recoveries fee_income bridge_escrow suspense"
_PAID = "subsidy_paid claim_paid bridge_paid paid_out"

_LINES = (
    # code, debit kinds, credit kinds, Chinese, English
    ("appropriated", "treasury", f"budget {FUNDS}", "财政拨入", "appropriated"),
    ("returned_to_treasury", f"budget {FUNDS}", "treasury", "退回财政", "returned to the treasury"),
    ("fund_topped_up", "budget", FUNDS, "预算注入资金池", "fund topped up from a budget"),
    ("subsidy_awarded", "budget", "subsidy_payable", "补贴核定", "subsidy awarded"),
    ("subsidy_cancelled", "subsidy_payable", "budget", "补贴撤销", "award cancelled"),
    (
        "subsidy_delivered",
        "subsidy_payable",
        "subsidy_paid",
        "补贴实物交付",
        "subsidy delivered otherwise than in money",
    ),
    ("payment_sent", _PAYABLE, "bank_clearing", "付款送盘", "payment sent to the bank"),
    ("payment_confirmed", "bank_clearing", _PAID, "付款回盘成功", "payment confirmed"),
    ("payment_returned", "bank_clearing", _PAYABLE, "付款退回", "payment returned"),
    ("payment_returned_late", _PAID, _PAYABLE, "付款退汇", "payment sent back after it was paid"),
    (
        "claw_back_ordered",
        "claw_back_receivable",
        "claw_back_awaited",
        "决定追回补贴",
        "claw-back ordered",
    ),
    ("claw_back_received", "receipts", "claw_back_receivable", "追回款到账", "claw-back received"),
    ("surplus_received", "receipts", "suspense", "多缴款暂收", "surplus of a receipt held"),
    (
        "surplus_taken",
        "suspense",
        "claw_back_receivable receipts",
        "暂收款认领",
        "held surplus taken for a claw-back",
    ),
    (
        "claw_back_offset",
        "subsidy_payable",
        "claw_back_receivable",
        "追回款抵扣",
        "claw-back kept from a payment",
    ),
    (
        "claw_back_restored",
        "claw_back_awaited",
        "budget",
        "追回款回补预算",
        "claw-back restored to its budget",
    ),
    (
        "claw_back_waived",
        "claw_back_awaited",
        "claw_back_receivable",
        "追回核销",
        "claw-back waived",
    ),
    ("fee_received", "receipts", "fee_income", "收取费用", "fee received"),
    ("fee_to_fund", "fee_income", FUNDS, "费用转入资金池", "fee added to a fund"),
    (
        "compensation_agreed",
        "loss_fund guarantee_fund",
        "claim_payable",
        "代偿核定",
        "compensation agreed",
    ),
    (
        "compensation_cancelled",
        "claim_payable",
        "loss_fund guarantee_fund",
        "代偿撤销",
        "compensation cancelled",
    ),
    ("recovery_received", "receipts", "recoveries", "追偿款到账", "recovery received"),
    (
        "recovery_shared",
        "recoveries",
        "loss_fund guarantee_fund claim_payable",
        "追偿款按份分配",
        "recovery returned in shares",
    ),
    ("bridge_released", "bridge_fund", "bridge_escrow", "转贷资金放入监管户", "bridge released"),
    ("bridge_own_funds", "receipts", "bridge_escrow", "企业自筹到账", "own funds received"),
    ("bridge_paid_on", "bridge_escrow", "bridge_paid", "归还原贷款", "old loan repaid"),
    ("bridge_new_loan", "receipts", "bridge_escrow", "新贷款回款", "new loan drawn into escrow"),
    ("bridge_returned", "bridge_escrow", "bridge_fund", "转贷资金归还", "bridge returned"),
    ("bridge_fee", "bridge_escrow", "fee_income", "转贷使用费", "fee for the bridge"),
    ("loan_drawn", "loans_outstanding", "loans_memo", "贷款发放（备查）", "loan drawn"),
    ("loan_repaid", "loans_memo", "loans_outstanding", "贷款归还（备查）", "loan repaid"),
    (
        "guarantee_given",
        "guarantees_outstanding",
        "guarantees_memo",
        "承担担保责任（备查）",
        "guarantee given",
    ),
    (
        "guarantee_released",
        "guarantees_memo",
        "guarantees_outstanding",
        "解除担保责任（备查）",
        "guarantee released",
    ),
    ("bridge_lent", "bridge_outstanding", "bridge_memo", "转贷放出（备查）", "bridge lent"),
    ("bridge_repaid", "bridge_memo", "bridge_outstanding", "转贷收回（备查）", "bridge repaid"),
)

MOVEMENT_KINDS = MappingProxyType(
    {
        code: MovementKind(
            code, frozenset(debit.split()), frozenset(credit.split()), Words(chinese, english)
        )
        for code, debit, credit, chinese, english in _LINES
    }
)
