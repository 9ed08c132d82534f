"""What subsidies refuse with."""

from kerong.kernel.errors import Conflict, Invalid, NotFound, Refused


class SubsidyNotFound(NotFound):
    code = "subsidy.not_found"
    zh = "没有找到这笔补贴。"
    en = "There is no such subsidy."


class BudgetNotFound(NotFound):
    """Facts: `budget`."""

    code = "subsidy.budget_not_found"
    zh = "没有预算「{budget}」。"
    en = "There is no budget “{budget}”."


class ClawBackNotFound(NotFound):
    code = "subsidy.claw_back_not_found"
    zh = "没有找到这项追回。"
    en = "There is no such claw-back."


class RunNotFound(NotFound):
    code = "subsidy.run_not_found"
    zh = "没有找到这个贴息批次。"
    en = "There is no such run of interest subsidies."


class ProposalNotFound(NotFound):
    code = "subsidy.proposal_not_found"
    zh = "没有找到这项预算提请。"
    en = "There is no such proposal of a budget."


class DistributionNotFound(NotFound):
    code = "subsidy.distribution_not_found"
    zh = "没有找到这次分配。"
    en = "There is no such distribution."


class AwardUnsound(Invalid):
    """Facts: `field`, `text`."""

    code = "subsidy.award_unsound"
    zh = "补贴核定的「{field}」有误：{text}。"
    en = "“{field}” of this award cannot be used: {text}."


class ClauseUnknown(Invalid):
    """Facts: `clause`."""

    code = "subsidy.clause_unknown"
    zh = "政策库中没有现行条款「{clause}」，请同时给出事项类。"
    en = "No clause “{clause}” is in force; name the family of the matter as well."


class AwardReferenceUsed(Conflict):
    """Facts: `reference`, `no`. The same reference came with another award."""

    code = "subsidy.reference_used"
    zh = "引用「{reference}」已核定过内容不同的补贴 {no}。"
    en = "Another award was made under “{reference}”: {no}."


class AlreadyEntitled(Refused):
    """Facts: `programme`, `clause`, their `title` and `title_en`, `no`, `first`, `last`: what the
    party already has."""

    code = "subsidy.already_entitled"
    zh = "同一事项已由「{title}」的补贴 {no} 享受（{first} 至 {last}），不重复兑付。"
    en = "{no} of “{title_en}” already pays for this matter ({first} to {last}); not paid twice."


class CapPassed(Refused):
    """Facts: `programme`, `cap`, `wanted` in yuan."""

    code = "subsidy.cap_passed"
    zh = "「{programme}」每企业上限 {cap} 元；连同已核定的共 {wanted} 元，请重新拟制批次。"
    en = "{programme} pays a firm at most CNY {cap}; with this it would be {wanted}. Draft anew."


class BudgetExhausted(Refused):
    """Facts: `budget`, `wanted_fen`, `available_fen` and both as yuan."""

    code = "subsidy.budget_exhausted"
    zh = "预算「{budget}」余额不足：需要 {wanted} 元，可用 {available} 元。"
    en = "Budget “{budget}” has {available} yuan left; {wanted} are needed."


class NotServed(Refused):
    """Facts: `budget`, `programme`."""

    code = "subsidy.not_served"
    zh = "预算「{budget}」不用于「{programme}」。"
    en = "Budget “{budget}” does not serve {programme}."


class NoBudget(Refused):
    """Facts: `programme`, `year`."""

    code = "subsidy.no_budget"
    zh = "{year} 年没有用于「{programme}」的预算。"
    en = "No budget of {year} serves {programme}."


class SeveralBudgets(Refused):
    """Facts: `programme`, `year`, `budgets`."""

    code = "subsidy.several_budgets"
    zh = "{year} 年有多个预算可用于「{programme}」（{budgets}），请指明。"
    en = "Several budgets of {year} serve {programme} ({budgets}): name one."


class BudgetExists(Conflict):
    """Facts: `budget`."""

    code = "subsidy.budget_exists"
    zh = "预算「{budget}」已设立，内容不同。"
    en = "Budget “{budget}” exists with other terms."


class BudgetProposed(Conflict):
    """Facts: `budget`."""

    code = "subsidy.budget_proposed"
    zh = "预算「{budget}」的设立已有一项提请待复核。"
    en = "The opening of budget “{budget}” waits for its second person already."


class ProposalReferenceUsed(Conflict):
    """Facts: `reference`."""

    code = "subsidy.proposal_reference_used"
    zh = "引用「{reference}」已提请过内容不同的预算事项。"
    en = "Something else was proposed under “{reference}”."


class ReceiptUsed(Refused):
    """Facts: `bank_no`, `amount`, `used`, `left`, `wanted` in yuan."""

    code = "subsidy.receipt_used"
    zh = "凭证 {bank_no} 到账 {amount} 元，已认领 {used} 元，余 {left} 元，不足 {wanted} 元。"
    en = (
        "Receipt {bank_no} brought {amount} yuan, {used} of it are taken already: {left} are left, "
        "not {wanted}."
    )


class ReceiptDiffers(Conflict):
    """Facts: `bank_no`, `amount`, `received_on` as they were recorded first."""

    code = "subsidy.receipt_differs"
    zh = "凭证 {bank_no} 先前登记为 {received_on} 到账 {amount} 元，与本次所填不符。"
    en = "Receipt {bank_no} was recorded with {amount} yuan on {received_on}, not as given here."


class SubsidyMoved(Conflict):
    """Facts: `no`, `state`."""

    code = "subsidy.moved"
    zh = "补贴 {no} 的状态已变化，不能办理此步。请刷新页面。"
    en = "Subsidy {no} has moved on; the step is not possible. Please reload the page."


class NothingLeft(Refused):
    """Facts: `no`."""

    code = "subsidy.nothing_left"
    zh = "补贴 {no} 已全部安排兑付。"
    en = "All of subsidy {no} was ordered already."


class OwedToFirm(Refused):
    """Facts: `no`: the firm gave back what a bank then sent back to us as well."""

    code = "subsidy.owed_to_firm"
    zh = "补贴 {no} 已收回的金额多于企业实际到账的金额，须重新支付，不能撤销。"
    en = "More of subsidy {no} came back than the firm has: it must be paid again, not cancelled."


class WrongForm(Refused):
    """Facts: `no`, `form`."""

    code = "subsidy.wrong_form"
    zh = "补贴 {no} 的形式（{form}）不能这样办理。"
    en = "Subsidy {no} ({form}) is not settled this way."


class ProofWanted(Invalid):
    code = "subsidy.proof_wanted"
    zh = "请写明交付凭据。"
    en = "Say what proves the delivery."


class WordsWanted(Invalid):
    """Facts: `least`, `most`."""

    code = "subsidy.words"
    zh = "请填写说明（{least} 至 {most} 个字）。"
    en = "Please explain in {least} to {most} characters."


class SamePerson(Refused):
    code = "subsidy.same_person"
    zh = "须由另一人复核。"
    en = "Another person has to approve."


class SeenOtherwise(Conflict):
    """The second person approves what they saw, and nothing else."""

    code = "subsidy.seen_otherwise"
    zh = "内容在您打开页面后已变化，请刷新页面后重新核对。"
    en = "It changed after you opened the page; reload it and look again."


class NothingToDistribute(Refused):
    """Facts: `budget`."""

    code = "subsidy.nothing_to_distribute"
    zh = "预算「{budget}」没有待分配的补贴或没有可用余额。"
    en = "Nothing waits in budget “{budget}”, or nothing is left to share."


class DistributionWaits(Conflict):
    """Facts: `budget`."""

    code = "subsidy.distribution_waits"
    zh = "预算「{budget}」已有一次分配待复核。"
    en = "A distribution of budget “{budget}” waits for its second person."


class TooMuchBack(Refused):
    """Facts: `no`, `wanted`, `left`."""

    code = "subsidy.too_much_back"
    zh = "{no} 最多可追回或收回 {left} 元，不是 {wanted} 元。"
    en = "At most {left} yuan can come back on {no}, not {wanted}."


class ClawBackMoved(Conflict):
    """Facts: `no`."""

    code = "subsidy.claw_back_moved"
    zh = "追回 {no} 的状态已变化，请刷新页面。"
    en = "Claw-back {no} has moved on; please reload the page."


class ClawBackReferenceUsed(Conflict):
    """Facts: `reference`."""

    code = "subsidy.claw_back_reference_used"
    zh = "引用「{reference}」已登记过内容不同的一笔。"
    en = "Something else was recorded under “{reference}”."


class ProgrammeWithoutPeriod(Invalid):
    """Facts: `from_on`, `to_on`."""

    code = "subsidy.period"
    zh = "期间有误：{from_on} 至 {to_on}。"
    en = "This is not a period: {from_on} to {to_on}."


class RunMoved(Conflict):
    """Facts: `no`."""

    code = "subsidy.run_moved"
    zh = "批次 {no} 的状态已变化，请刷新页面。"
    en = "Run {no} has moved on; please reload the page."


class RunOpen(Conflict):
    """Facts: `no`."""

    code = "subsidy.run_open"
    zh = "同一政策与期间的批次 {no} 尚未办结。"
    en = "Run {no} of the same programme and period is still open."


class RunStale(Conflict):
    """Facts: `no`, `loans`."""

    code = "subsidy.run_stale"
    zh = "批次 {no} 中 {loans} 的银行报告已有变化，请退回重算。"
    en = "Banks have reported on {loans} since run {no} was computed: send it back."
