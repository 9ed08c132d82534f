"""Why a row of a bank's answers is refused."""

from kerong.kernel.errors import Conflict, Invalid, NotFound


class ResultUnknown(Invalid):
    """Facts: `text`, `choices`."""

    code = "return.result"
    zh = "结果「{text}」无法识别，请填：{choices}。"
    en = "“{text}” is no result; write one of {choices}."


class ReasonMissing(Invalid):
    code = "return.reason"
    zh = "退回的款项须写明退回原因。"
    en = "What came back needs its reason."


class SerialUnknown(NotFound):
    """Facts: `serial`."""

    code = "return.serial_unknown"
    zh = "没有付款编号「{serial}」。"
    en = "There is no payment {serial}."


class SerialForeign(Conflict):
    """Facts: `serial`, `batch`."""

    code = "return.batch_foreign"
    zh = "付款 {serial} 属于另一批次（{batch}），不在本批中。"
    en = "Payment {serial} belongs to another batch ({batch})."


class AmountDiffers(Conflict):
    """Facts: `serial`, `said`, `sent` in yuan."""

    code = "return.amount_differs"
    zh = "付款 {serial} 的金额为 {said} 元，送盘金额为 {sent} 元。"
    en = "Payment {serial} says {said} yuan, {sent} were sent."


class AlreadySettled(Conflict):
    """Facts: `serial`, `paid_on`: the bank said something else about it before."""

    code = "return.already_settled"
    zh = "付款 {serial} 已按另一结果入账（{paid_on}）。"
    en = "Payment {serial} was settled otherwise before ({paid_on})."


class NotPaidBefore(Conflict):
    """Facts: `serial`: only what the bank said was paid can come back after it."""

    code = "return.not_paid_before"
    zh = "付款 {serial} 尚未付讫，不是退汇；请填「退回」。"
    en = "Payment {serial} was not paid before; it is returned, not returned late."


class DayOutside(Invalid):
    """Facts: `earliest`, `latest`."""

    code = "return.day"
    zh = "办理日期应在 {earliest} 与 {latest} 之间。"
    en = "The day must lie between {earliest} and {latest}."
