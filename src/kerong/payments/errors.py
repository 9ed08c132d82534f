"""What payments refuse with."""

from kerong.kernel.errors import Conflict, Invalid, NotFound, Refused


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


class PaymentNotReturned(Conflict):
    """Facts: `no`: only what the bank returned, and nobody gave up, is paid again."""

    code = "payment.not_returned"
    zh = "付款 {no} 不是待重新支付的退回款。"
    en = "Payment {no} is not one that came back and waits to be paid again."


class PaymentNotPaid(Conflict):
    """Facts: `no`: only what counts as paid can be sent back late."""

    code = "payment.not_paid"
    zh = "付款 {no} 不是已付讫状态，不能登记退汇。"
    en = "Payment {no} does not count as paid; nothing can have come back of it."


class LateDayOutside(Invalid):
    """Facts: `earliest`, `latest`."""

    code = "payment.late_day"
    zh = "退汇日期应在付讫日 {earliest} 与今日 {latest} 之间。"
    en = "It came back between {earliest}, when it was paid, and today, {latest}."


class LateReturnWaits(Conflict):
    """Facts: `no`: another day or reason was recorded and waits for a second person."""

    code = "payment.late_waits"
    zh = "付款 {no} 已有一笔内容不同的退汇登记待复核。"
    en = "Another report that payment {no} came back waits for a second person."


class LateReturnMoved(Conflict):
    """Facts: `no`."""

    code = "payment.late_moved"
    zh = "付款 {no} 的退汇登记已有变化，请刷新页面。"
    en = "The report that payment {no} came back changed meanwhile; please reload the page."


class SameAccount(Refused):
    """Facts: `no`: it would go where it just came back from."""

    code = "payment.same_account"
    zh = "付款 {no} 的收款账户在退回后没有更正；如确认账户无误，请选择仍付原账户。"
    en = (
        "The account of payment {no} was not corrected since it came back; "
        "say so explicitly if it is to go there again."
    )


class AccountNotFound(NotFound):
    code = "payment.account_not_found"
    zh = "没有找到这个收款账户。"
    en = "There is no such bank account."


class AccountFieldWrong(Invalid):
    """Facts: `field`, `reason`: one field of a bank account cannot be right."""

    code = "payment.account_field"
    zh = "{zh}"
    en = "{en}"


class AccountDecided(Conflict):
    code = "payment.account_decided"
    zh = "该收款账户已由他人处理。"
    en = "Somebody has dealt with this account already."


class AccountInBatch(Conflict):
    """Facts: `batch`: the account is frozen while a payment of the party goes out."""

    code = "payment.account_in_batch"
    zh = "该主体有付款正在批次 {batch} 中，账户暂不能更换；请等该批次送出，或先将付款移出。"
    en = (
        "A payment of this party lies in batch {batch}; its account is frozen until the batch "
        "is sent or the payment taken out."
    )


class SamePerson(Refused):
    code = "payment.same_person"
    zh = "须由另一人办理，不能由制单人（登记人）本人审批。"
    en = "A second person is needed; whoever prepared it cannot approve it."


class WordsWanted(Invalid):
    """Facts: `least`, `most`."""

    code = "payment.words"
    zh = "请填写说明（{least} 至 {most} 个字）。"
    en = "Please explain in {least} to {most} characters."


class BatchNotFound(NotFound):
    code = "payment.batch_not_found"
    zh = "没有找到这个付款批次。"
    en = "There is no such batch."


class NothingDue(Refused):
    code = "payment.nothing_due"
    zh = "没有符合条件的待支付款项。"
    en = "Nothing is due that fits."


class PaymentsNotDue(Conflict):
    """Facts: `nos`, at most ten of them."""

    code = "payment.not_due"
    zh = "以下付款已不是待支付状态或种类不符：{nos}。请刷新后重选。"
    en = "These payments are not due any more or of another kind: {nos}. Please choose again."


class TooManyChosen(Invalid):
    """Facts: `most`."""

    code = "payment.too_many_chosen"
    zh = "一次最多勾选 {most} 笔；更多请按种类归集全部待支付款项。"
    en = "At most {most} payments can be chosen; gather all that are due of a kind instead."


class BatchChanged(Conflict):
    """Facts: `no`: it is not the draft the person saw, or no draft any more."""

    code = "payment.batch_changed"
    zh = "批次 {no} 已变动或已不在待审批状态，请核对后重新办理。"
    en = "Batch {no} changed or is no draft any more; look at it again."


class AccountsReplaced(Conflict):
    """Facts: `nos`, at most ten of them, `count`."""

    code = "payment.accounts_replaced"
    zh = "有 {count} 笔付款的收款账户已更换：{nos}。请移出后重新归集。"
    en = "The accounts of {count} payments were replaced: {nos}. Take them out and draft again."


class NotCovered(Refused):
    """Facts: `account`, `wanted`, `available` in yuan."""

    code = "payment.not_covered"
    zh = "应付账户「{account}」余额不足：本批需要 {wanted} 元，可用 {available} 元。"
    en = "Account “{account}” does not hold enough: {wanted} yuan wanted, {available} available."


class BatchNotSent(Conflict):
    """Facts: `no`: only what was sent whole has files and answers."""

    code = "payment.batch_not_sent"
    zh = "批次 {no} 尚未全部送出，不能办理。"
    en = "Batch {no} has not gone out whole yet."


class ReturnsBeingTaken(Conflict):
    """Facts: `no`: another return file of the batch is being applied."""

    code = "payment.returns_being_taken"
    zh = "批次 {no} 正在入账另一份回盘文件，请稍后再试。"
    en = "Another return file of batch {no} is being applied; try again in a moment."


class BatchMovedMeanwhile(Conflict):
    """Another worker took the same step of a batch; whoever lost looks again."""

    code = "payment.batch_moved"
    zh = "批次 {no} 刚被另一操作推进，请稍后再试。"
    en = "Another worker moved batch {no} on at this moment; try again."
