"""What loans refuse with."""

from kerong.kernel.errors import Conflict, Invalid, NotFound, Refused


class LoanNotFound(NotFound):
    code = "loan.not_found"
    zh = "没有找到这笔贷款。"
    en = "There is no such loan."


class LoanReferenceUsed(Conflict):
    """Facts: `reference`. The same reference came with other terms."""

    code = "loan.reference_used"
    zh = "该引用已开立过一笔内容不同的贷款。"
    en = "A loan with other terms was opened under this reference."


class ContractOnWrongDay(Invalid):
    """Facts: `earliest`, `latest`."""

    code = "loan.contract_on_wrong_day"
    zh = "合同签订日须在 {earliest} 与放款日 {latest} 之间。"
    en = "The contract must have been signed between {earliest} and the day of payout, {latest}."


class ReportKindUnknown(Invalid):
    """Facts: `kind`, `choices`."""

    code = "loan.report_kind"
    zh = "没有「{kind}」这种报告，可选：{choices}。"
    en = "There is no report of kind “{kind}”; choose one of {choices}."


class FigureMissing(Invalid):
    """Facts: `field`, `kind`."""

    code = "loan.figure_missing"
    zh = "此类报告（{kind}）须填写 {field}。"
    en = "A report of kind {kind} needs {field}."


class FigureOutOfPlace(Invalid):
    """Facts: `field`, `kind`."""

    code = "loan.figure_out_of_place"
    zh = "此类报告（{kind}）不填写 {field}。"
    en = "A report of kind {kind} does not carry {field}."


class FigureOutOfRange(Invalid):
    """Facts: `field`, `kind`."""

    code = "loan.figure_out_of_range"
    zh = "{field} 超出允许范围。"
    en = "{field} is out of range."


class ReportedOnWrongDay(Refused):
    """Facts: `earliest`, `latest`."""

    code = "loan.report_day"
    zh = "发生日应在 {earliest} 与 {latest} 之间。"
    en = "The day must lie between {earliest} and {latest}."


class ReportDoesNotFit(Refused):
    """Facts: `on`, `problem`, `problem_zh`. The loan's other reports say otherwise."""

    code = "loan.report_does_not_fit"
    zh = "{on} 的报告与该笔贷款已有的报告不符：{problem_zh}。"
    en = "The report of {on} does not fit what was reported before: {problem}."


class ReportReferenceUsed(Conflict):
    """Facts: `reference`. The bank's reference came again with other figures."""

    code = "loan.report_reference_used"
    zh = "引用号「{reference}」已报过内容不同的一条；如需更正，请以新引用号提交更正。"
    en = "“{reference}” was reported with other figures; to correct it, send a correction."


class CorrectedReportUnknown(Conflict):
    """Facts: `reference`."""

    code = "loan.corrected_report_unknown"
    zh = "没有可更正的报告「{reference}」：不存在、已被更正，或由平台办理而成。"
    en = "“{reference}” cannot be corrected: not there, corrected already, or made by a decision."


class LoanMovedMeanwhile(Conflict):
    code = "loan.moved_meanwhile"
    zh = "这笔贷款刚刚有了新的变化，请刷新后重试。"
    en = "Something just happened to this loan; please reload and try again."


class ProposalNotFound(NotFound):
    code = "loan.proposal_not_found"
    zh = "没有找到这条待复核的报告。"
    en = "There is no such report waiting."


class ProposalDecided(Conflict):
    code = "loan.proposal_decided"
    zh = "这条报告已复核或退回。"
    en = "This report was approved or returned already."


class SamePerson(Refused):
    code = "loan.same_person"
    zh = "须由另一人复核。"
    en = "Another person has to approve."


class RequestNotFound(NotFound):
    code = "loan.request_not_found"
    zh = "没有找到这项申请。"
    en = "There is no such application."


class RequestOpen(Conflict):
    code = "loan.request_open"
    zh = "这笔贷款已有一项在办的申请。"
    en = "An application on this loan is open already."


class RequestMoved(Conflict):
    """Facts: `state`."""

    code = "loan.request_moved"
    zh = "这项申请的状态已变化，不能办理此步。请刷新页面。"
    en = "This application has moved on; the step is not possible. Please reload the page."


class AnswerReplaced(Conflict):
    """The second person approves the terms they saw, and no others."""

    code = "loan.answer_replaced"
    zh = "办理意见在您打开页面后已被替换，请刷新页面，按新的内容复核。"
    en = "The answer was replaced after you opened the page; reload it and look at the new terms."


class RequestTooLate(Refused):
    """Facts: `matures_on`."""

    code = "loan.request_too_late"
    zh = "续贷和展期须在到期日（{matures_on}）前申请和办理。"
    en = "Renewal and extension are asked for and decided before maturity ({matures_on})."


class RepaidElsewhere(Refused):
    """Facts: `loan`, `no`."""

    code = "loan.repaid_elsewhere"
    zh = "贷款 {loan} 由应急转贷 {no} 代为归还，不能再就其损失赔付，也不能续贷。"
    en = "Bridge {no} repays loan {loan}: no loss of it is borne, and it is not renewed."


class LossClaimed(Refused):
    """Facts: `loan`, `no`."""

    code = "loan.loss_claimed"
    zh = "贷款 {loan} 的损失已在 {no} 下申请或承担，不能再用其他资金归还或续贷。"
    en = "The loss of loan {loan} is claimed or borne under {no}: no other money repays it."


class RequestTooEarly(Refused):
    """Facts: `opens_on`."""

    code = "loan.request_too_early"
    zh = "{opens_on} 起可以申请。"
    en = "It can be asked for from {opens_on} on."


class RequestNotPossible(Refused):
    """Facts: `reason`, `reason_zh`."""

    code = "loan.request_not_possible"
    zh = "不能申请：{reason_zh}。"
    en = "Not possible: {reason}."


class TermTooLong(Refused):
    """Facts: `most`, `latest`."""

    code = "loan.term_too_long"
    zh = "期限最长 {most} 个月（至 {latest}）。"
    en = "At most {most} months (until {latest})."


class NormalNotKept(Refused):
    code = "loan.normal_not_kept"
    zh = "原贷款为正常类且五项条件均确认符合，续贷才可保持正常类；否则请按偿还能力另行分类。"
    en = "Only a normal loan with all five conditions confirmed stays normal; classify otherwise."


class NotDowngraded(Refused):
    code = "loan.not_downgraded"
    zh = "原贷款为正常类且五项条件均符合的，不因续贷单独下调分类。"
    en = "A normal loan meeting all five conditions is not downgraded for being renewed."


class RefusalNeedsReason(Invalid):
    """Facts: `least`."""

    code = "loan.refusal_reason"
    zh = "请选择原因并写明说明（至少 {least} 个字）。"
    en = "Choose a reason and explain it in at least {least} characters."


class WordsWanted(Invalid):
    """Facts: `least`, `most`."""

    code = "loan.words"
    zh = "请填写说明（{least} 至 {most} 个字）。"
    en = "Please explain in {least} to {most} characters."
