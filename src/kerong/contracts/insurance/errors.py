"""What insurance refuses with."""

from kerong.kernel.errors import Conflict, Invalid, NotFound, Refused


class InquiryNotFound(NotFound):
    code = "insurance.inquiry_not_found"
    zh = "没有这笔保险询价。"
    en = "There is no such inquiry."


class PolicyNotFound(NotFound):
    code = "insurance.policy_not_found"
    zh = "没有这张保险单。"
    en = "There is no such insurance policy."


class InsuranceClaimNotFound(NotFound):
    code = "insurance.claim_not_found"
    zh = "没有这笔保险索赔。"
    en = "There is no such insurance claim."


class InsuranceRecoveryNotFound(NotFound):
    code = "insurance.recovery_not_found"
    zh = "没有这笔代位追偿。"
    en = "There is no such recovery."


class QuoteNotFound(NotFound):
    code = "insurance.quote_not_found"
    zh = "没有这份报价。"
    en = "There is no such quote."


class NotYourSide(Refused):
    """Facts: `wanted`, `wanted_zh`."""

    code = "insurance.side"
    zh = "这一步由{wanted_zh}办理。"
    en = "This step is the {wanted}’s."


class WordsWanted(Invalid):
    """Facts: `least`, `most`."""

    code = "insurance.words"
    zh = "请填写 {least} 至 {most} 个字。"
    en = "Please write {least} to {most} characters."


class FigureUnfit(Invalid):
    """Facts: `field`."""

    code = "insurance.figure"
    zh = "「{field}」超出可填范围。"
    en = "“{field}” is out of range."


class InsurerUnfit(Refused):
    code = "insurance.insurer"
    zh = "所选机构不是可询价的保险公司。"
    en = "An institution chosen is no insurer that takes inquiries."


class ServiceAbsent(NotFound):
    code = "insurance.service_absent"
    zh = "没有这项在架的保险服务。"
    en = "There is no such insurance service on offer."


class AlreadyAsked(Conflict):
    """Facts: `first`."""

    code = "insurance.already_asked"
    zh = "已有一笔询价 {first} 在办，请先了结。"
    en = "Inquiry {first} is open for this already."


class TooEarlyToWaive(Refused):
    """Facts: `first`."""

    code = "insurance.waiver_early"
    zh = "{first} 起才可放弃索赔，请先向保险公司索赔。"
    en = "A claim can be given up from {first} on; please claim on the policy first."


class WaiverStands(Conflict):
    code = "insurance.waiver_stands"
    zh = "该笔损失已提请或已放弃索赔。"
    en = "Giving up the claim for this loss is proposed or approved already."


class WaiverMoved(Conflict):
    code = "insurance.waiver_moved"
    zh = "放弃索赔的提请已有变化，请刷新页面。"
    en = "The proposal to give up the claim changed meanwhile; please reload the page."


class PledgeUnfit(Refused):
    """Facts: `no`."""

    code = "insurance.pledge_unfit"
    zh = "质押 {no} 不在该笔贷款上，或已了结，不能投保。"
    en = "Pledge {no} is not on this loan or is over; it cannot be insured."


class LoanUnfit(Refused):
    """A loan that is ended or in arrears cannot be insured any more."""

    code = "insurance.loan_unfit"
    zh = "贷款已了结或已逾期，不能再投保。"
    en = "The loan is ended or in arrears and cannot be insured any more."


class InquiryMoved(Conflict):
    code = "insurance.inquiry_moved"
    zh = "这笔询价已有变化，请刷新页面。"
    en = "The inquiry changed meanwhile; please reload the page."


class PolicyMoved(Conflict):
    """Facts: `state`."""

    code = "insurance.policy_moved"
    zh = "保险单状态为「{state}」，不能办理。"
    en = "The policy is “{state}”; this cannot be done now."


class ClaimMoved(Conflict):
    """Facts: `state`."""

    code = "insurance.claim_moved"
    zh = "索赔状态为「{state}」或已有变化，请刷新页面。"
    en = "The claim is “{state}” or changed meanwhile; please reload the page."


class QuoteOver(Refused):
    """Facts: `until`."""

    code = "insurance.quote_over"
    zh = "报价有效期至 {until}，或保险起期已过，请保险公司重新报价。"
    en = "The quote held until {until} or its cover would have begun already; ask for a new one."


class QuoteReplaced(Conflict):
    code = "insurance.quote_replaced"
    zh = "报价已更新，请重新比较后再接受。"
    en = "The quote was given anew; please compare again before you accept."


class InsuredBeyondWhole(Refused):
    """Facts: `held`, `wanted` as percentages."""

    code = "insurance.beyond_whole"
    zh = "同一贷款同期已有保单赔付比例合计 {held}，再加 {wanted} 超过 100%。"
    en = "Policies of these days already pay {held} of a loss; {wanted} more is beyond the whole."


class InsuredMeanwhile(Conflict):
    code = "insurance.insured_meanwhile"
    zh = "该贷款刚刚新增一张保单，请刷新后再接受。"
    en = "The loan was insured by another policy just now; please reload and accept again."


class PremiumDiffers(Refused):
    """Facts: `due`, `paid`."""

    code = "insurance.premium_differs"
    zh = "应缴保险费 {due} 元，登记 {paid} 元，两者须一致。"
    en = "CNY {due} of premium is due, CNY {paid} was typed; they have to be the same."


class WrongDay(Invalid):
    """Facts: `earliest`, `latest`."""

    code = "insurance.day"
    zh = "日期应在 {earliest} 与 {latest} 之间。"
    en = "The day must lie between {earliest} and {latest}."


class ReferenceUsed(Conflict):
    """Facts: `reference`."""

    code = "insurance.reference_used"
    zh = "引用「{reference}」已登记过另一笔。"
    en = "The reference “{reference}” was used for something else."


class StillOwed(Refused):
    code = "insurance.still_owed"
    zh = "贷款尚未结清或已逾期，保单保障银行债权，不能退保。"
    en = "The loan is still owed or in arrears: the policy that protects it cannot be given up."


class ClaimStands(Conflict):
    """Facts: `first`."""

    code = "insurance.claim_stands"
    zh = "保单已有索赔 {first}。"
    en = "Claim {first} stands on this policy."


class NotInsured(Refused):
    """Facts: `since`, `from_on`, `to_on`."""

    code = "insurance.not_insured"
    zh = "逾期起始日 {since} 不在保险责任期间（{from_on} 至 {to_on}，自缴费日起）内。"
    en = "In arrears since {since}: outside the cover of {from_on} to {to_on}, from its payment on."


class InWaiting(Refused):
    """Facts: `since`, `days`, `from_on`."""

    code = "insurance.waiting"
    zh = "逾期自 {since} 起，等待期 {days} 天，{from_on} 起可索赔。"
    en = (
        "In arrears since {since}; after {days} days of waiting a claim is possible from {from_on}."
    )


class NothingLost(Refused):
    code = "insurance.nothing_lost"
    zh = "银行未报送该贷款逾期，不能索赔。"
    en = "The bank has reported no arrears of this loan."


class BeyondReports(Refused):
    """Facts: `field`, `claimed`, `reported`."""

    code = "insurance.beyond_reports"
    zh = "「{field}」{claimed} 元超过贷款报告所示 {reported} 元。"
    en = "“{field}” CNY {claimed} is more than the loan’s reports say: CNY {reported}."


class NothingToPay(Refused):
    code = "insurance.nothing_to_pay"
    zh = "认定损失不超过免赔额或已由其他保单赔足，应拟不予赔付。"
    en = "The loss lies within the deductible or is paid by others: propose a refusal instead."


class SamePerson(Refused):
    code = "insurance.second_person"
    zh = "须由另一人复核。"
    en = "A second person has to do this."


class SharedElsewhere(Refused):
    """Facts: `no`."""

    code = "insurance.shared_elsewhere"
    zh = "该贷款的追偿款在代偿 {no} 项下统一分配，请在那里报送。"
    en = "Recoveries of this loan are shared under claim {no}: report them there."


class RecoveryMoved(Conflict):
    code = "insurance.recovery_moved"
    zh = "这笔追偿或同一贷款的另一笔刚刚办理，请刷新页面。"
    en = "This recovery or another of the loan was just settled; please reload the page."
