"""What payments refuse with."""

from kerong.kernel.errors import Conflict, Invalid, NotFound


class NotAPayment(Invalid):
    """Facts: `field`, `text`. The order itself cannot be read."""

    code = "payment.unreadable"
    zh = "这笔付款的「{field}」有误：{text}。"
    en = "“{field}” of this payment cannot be used: {text}."


class PayeeUnknown(NotFound):
    """Facts: `payee`."""

    code = "payment.payee_unknown"
    zh = "没有收款方「{payee}」。"
    en = "There is no payee {payee}."


class PaymentNotFound(NotFound):
    code = "payment.not_found"
    zh = "没有找到这笔付款。"
    en = "There is no such payment."


class PaymentReferenceUsed(Conflict):
    """Facts: `reference`. The same reference came with another body."""

    code = "payment.reference_used"
    zh = "引用「{reference}」已用于另一笔内容不同的付款。"
    en = "Reference “{reference}” already stands for another payment."


class PaymentUnderWay(Conflict):
    """Facts: `no`: it lies in an approved batch, or was paid."""

    code = "payment.under_way"
    zh = "付款 {no} 已在审批通过的批次中或已付讫，不能撤销。"
    en = "Payment {no} is in an approved batch or paid; it cannot be cancelled."
