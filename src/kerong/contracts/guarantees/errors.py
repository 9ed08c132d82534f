"""What guarantees refuse with."""

from kerong.kernel.errors import Conflict, Invalid, NotFound, Refused


class AgreementNotFound(NotFound):
    code = "guarantee.agreement_not_found"
    zh = "没有找到这份合作协议。"
    en = "There is no such agreement."


class GuaranteeNotFound(NotFound):
    code = "guarantee.not_found"
    zh = "没有找到这笔担保。"
    en = "There is no such guarantee."


class InvoiceNotFound(NotFound):
    code = "guarantee.invoice_not_found"
    zh = "没有找到这张担保费账单。"
    en = "There is no such invoice."


class ConsentNotFound(NotFound):
    code = "guarantee.consent_not_found"
    zh = "没有找到这项展期申请。"
    en = "There is no such question about an extension."


class WrongSide(Refused):
    """Facts: `wanted`, `wanted_zh`."""

    code = "guarantee.wrong_side"
    zh = "此步须由{wanted_zh}办理。"
    en = "This step belongs to the {wanted}."


class TermsUnsound(Invalid):
    """Facts: `field`, `reason`, `reason_zh`."""

    code = "guarantee.terms"
    zh = "协议条款有误：{reason_zh}"
    en = "The terms do not hold together: {reason}"


class AgreementMoved(Conflict):
    code = "guarantee.agreement_moved"
    zh = "这份协议已签署或已了结，请刷新页面。"
    en = "This agreement was signed or closed meanwhile; please reload the page."


class AgreementNotSigned(Conflict):
    """Facts: `no`."""

    code = "guarantee.agreement_not_signed"
    zh = "合作协议 {no} 尚未签署。"
    en = "Agreement {no} is not signed."


class GuaranteeMoved(Conflict):
    """Facts: `state`."""

    code = "guarantee.moved"
    zh = "这笔担保的状态已变化，不能办理此步。请刷新页面。"
    en = "This guarantee has moved on; the step is not possible. Please reload the page."


class OverCredit(Refused):
    """Facts: `credit_fen`, `amount_fen`."""

    code = "guarantee.over_credit"
    zh = "担保金额不得超过已审批的授信金额。"
    en = "No more can be guaranteed than the credit that was approved."


class ClientKeyUsed(Conflict):
    """Facts: `client_key`. The same key came with another request."""

    code = "guarantee.client_key_used"
    zh = "请求标识「{client_key}」已用于另一笔内容不同的申请。"
    en = "“{client_key}” already stands for another request."


class SamePerson(Refused):
    code = "guarantee.same_person"
    zh = "须由另一人复核。"
    en = "Another person has to decide."


class ProposalReplaced(Conflict):
    code = "guarantee.proposal_replaced"
    zh = "审查意见在您打开页面后已被替换，请刷新页面后复核。"
    en = "The opinion was replaced after you opened the page; please reload it."


class StoppedByRule(Refused):
    """Facts: `stops`, `stops_zh`: the reasons in words."""

    code = "guarantee.stopped"
    zh = "不能出具担保函：{stops_zh}"
    en = "No letter can be given: {stops}"


class DiligenceMissing(Refused):
    """Facts: `left`: how many items of the list are not answered."""

    code = "guarantee.diligence_missing"
    zh = "请先填写尽职记录（还有 {left} 项未填）。"
    en = "Fill in the diligence record first; {left} items are open."


class ChecklistItemUnknown(Invalid):
    """Facts: `item`."""

    code = "guarantee.checklist_item"
    zh = "清单中没有「{item}」这一项，或答复有误。"
    en = "“{item}” is not on the list, or its answer is not one of the choices."


class TooManyPapers(Refused):
    """Facts: `most`."""

    code = "guarantee.too_many_papers"
    zh = "一笔担保最多附 {most} 份材料。"
    en = "A guarantee holds at most {most} papers."


class WordsWanted(Invalid):
    """Facts: `least`, `most`."""

    code = "guarantee.words"
    zh = "请填写说明（{least} 至 {most} 个字）。"
    en = "Please explain in {least} to {most} characters."


class InvoiceClosed(Conflict):
    code = "guarantee.invoice_closed"
    zh = "这张账单已办结。"
    en = "This invoice is closed already."


class InvoiceNotThis(Refused):
    """Facts: `kind`."""

    code = "guarantee.invoice_kind"
    zh = "这种账单（{kind}）不能这样办理。"
    en = "An invoice of kind {kind} is not closed this way."


class ReceivedOnWrongDay(Refused):
    """Facts: `earliest`, `latest`."""

    code = "guarantee.received_day"
    zh = "到账日应在 {earliest} 与 {latest} 之间。"
    en = "The day must lie between {earliest} and {latest}."


class ConsentMoved(Conflict):
    code = "guarantee.consent_moved"
    zh = "这项展期申请已答复，或已有一项在办。"
    en = "The question was answered already, or another one is open."


class ExtensionWrongDay(Refused):
    """Facts: `matures_on`."""

    code = "guarantee.extension_day"
    zh = "新的到期日须晚于 {matures_on}。"
    en = "The new maturity must lie after {matures_on}."


class SuspensionMoved(Conflict):
    code = "guarantee.suspension_moved"
    zh = "该计划的暂停状态已变化，请刷新页面。"
    en = "The programme was suspended or resumed meanwhile; please reload the page."


class NothingToRenew(Refused):
    """Facts: `loan`."""

    code = "guarantee.nothing_to_renew"
    zh = "贷款 {loan} 没有已同意而未放款的续贷，或没有生效的担保。"
    en = "Loan {loan} has no renewal granted and not yet paid out, or no guarantee in force."
