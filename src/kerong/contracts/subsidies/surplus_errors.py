"""What giving back a surplus refuses with."""

from kerong.kernel.errors import Conflict, NotFound, Refused


class ReceiptNotFound(NotFound):
    code = "subsidy.receipt_not_found"
    zh = "没有找到这笔到账凭证或退还提请。"
    en = "There is no such receipt or return."


class NoSurplus(Refused):
    """Facts: `bank_no`."""

    code = "subsidy.no_surplus"
    zh = "凭证 {bank_no} 已没有足够的余款可退。"
    en = "Receipt {bank_no} has not so much left to give back."


class SurplusWaits(Conflict):
    """Facts: `bank_no`."""

    code = "subsidy.surplus_waits"
    zh = "凭证 {bank_no} 的退还已提请，待另一人复核。"
    en = "Giving back what is left of receipt {bank_no} waits for a second person."
