"""What bridges refuse with."""

from kerong.kernel.errors import Conflict, Invalid, NotFound, Refused


class BridgeNotFound(NotFound):
    """Facts: `no`."""

    code = "bridge.not_found"
    zh = "没有编号为「{no}」的应急转贷。"
    en = "There is no bridge “{no}”."


class FundNotFound(NotFound):
    """Facts: `key`."""

    code = "bridge.fund_not_found"
    zh = "没有转贷资金池「{key}」。"
    en = "There is no bridge fund “{key}”."


class BanNotFound(NotFound):
    code = "bridge.ban_not_found"
    zh = "这家企业不在转贷限制名单中。"
    en = "This firm is not kept from bridges."


class FundUnsound(Invalid):
    """Facts: `field`."""

    code = "bridge.fund_unsound"
    zh = "资金池的「{field}」有误。"
    en = "“{field}” of this fund cannot be used."


class FundExists(Conflict):
    """Facts: `key`."""

    code = "bridge.fund_exists"
    zh = "资金池「{key}」已按其他条件设立。"
    en = "Fund “{key}” stands on other terms."


class TermsExist(Conflict):
    """Facts: `since`."""

    code = "bridge.terms_exist"
    zh = "{since} 起的条件已设定，内容不同。"
    en = "Other conditions were set from {since} on."


class TermsInThePast(Refused):
    code = "bridge.terms_in_the_past"
    zh = "条件不能追溯设定。"
    en = "Conditions are not set backwards."


class NoTerms(Refused):
    """Facts: `fund`."""

    code = "bridge.no_terms"
    zh = "资金池「{fund}」尚无生效的条件。"
    en = "Fund “{fund}” has no conditions in force."


class WordsWanted(Invalid):
    """Facts: `least`, `most`."""

    code = "bridge.words"
    zh = "请填写说明（{least} 至 {most} 个字）。"
    en = "Please explain in {least} to {most} characters."


class FigureWrong(Invalid):
    """Facts: `field`."""

    code = "bridge.figure"
    zh = "「{field}」有误。"
    en = "“{field}” cannot be used."


class SamePerson(Refused):
    code = "bridge.same_person"
    zh = "须由另一人复核。"
    en = "Another person has to approve."


class SeenOtherwise(Conflict):
    """The second person approves what they saw, and nothing else."""

    code = "bridge.seen_otherwise"
    zh = "内容在您打开页面后已变化，请刷新页面后重新核对。"
    en = "It changed after you opened the page; reload it and look again."


class BridgeMoved(Conflict):
    """Facts: `no`, `state`."""

    code = "bridge.moved"
    zh = "转贷 {no} 的状态已变化，不能办理此步。请刷新页面。"
    en = "Bridge {no} has moved on; the step is not possible. Please reload the page."


class BridgeOpen(Conflict):
    code = "bridge.open"
    zh = "已有一笔转贷在办，或该笔贷款已转贷过。"
    en = "A bridge is under way, or this loan was bridged already."


class LoanNotBridgeable(Refused):
    """Facts: `reason`, `reason_zh`."""

    code = "bridge.loan"
    zh = "该笔贷款不能申请转贷：{reason_zh}。"
    en = "This loan cannot be bridged: {reason}."


class BankNotPossible(Refused):
    code = "bridge.bank"
    zh = "请选择平台上的一家银行作为续贷银行。"
    en = "The bank that renews has to be a bank on the platform."


class UserKindNotServed(Refused):
    code = "bridge.user_kind"
    zh = "该资金池不支持此类主体，或主体类别与登记不符。"
    en = "The fund does not serve this kind of user, or the firm is not of that kind."


class AboveUseCap(Refused):
    """Facts: `most_fen`, `most`."""

    code = "bridge.above_cap"
    zh = "单笔最高 {most} 元。"
    en = "One use is at most CNY {most}."


class OwnFundsShort(Refused):
    """Facts: `least_fen`, `least`."""

    code = "bridge.own_funds"
    zh = "企业自筹至少 {least} 元。"
    en = "The firm brings at least CNY {least} itself."


class HindranceStands(Refused):
    """Facts: `codes`, `names`, `names_en`."""

    code = "bridge.hindrance"
    zh = "存在须先解除的情形：{names}。"
    en = "This stands in the way: {names_en}."


class HindranceBars(Refused):
    """Facts: `codes`, `names`, `names_en`."""

    code = "bridge.hindrance_bars"
    zh = "该资金池不予受理：{names}。"
    en = "The fund takes no application where there is: {names_en}."


class FirmBanned(Refused):
    """Facts: `no`, `since`."""

    code = "bridge.banned"
    zh = "转贷 {no} 未按期归还，自 {since} 起暂不受理新的申请，须经经办部门解除。"
    en = "Bridge {no} was not returned in time: since {since} no new one until the office lifts it."


class PromiseOver(Refused):
    """Facts: `until`."""

    code = "bridge.promise_over"
    zh = "银行续贷承诺已于 {until} 到期。"
    en = "The bank's promise ended on {until}."


class NothingToLift(Refused):
    code = "bridge.nothing_to_lift"
    zh = "没有可由协调决定解除的情形。"
    en = "Nothing is there that a coordination decision could lift."


class CoordinationWaits(Conflict):
    code = "bridge.coordination_waits"
    zh = "已有一项协调决定待确认。"
    en = "A coordination decision waits for its second person."


class OwnFundsAwaited(Refused):
    """Facts: `missing`."""

    code = "bridge.own_funds_awaited"
    zh = "企业自筹资金尚差 {missing} 元未到账。"
    en = "CNY {missing} of the firm's own part has not arrived."


class ReceiptKnown(Conflict):
    """Facts: `reference`."""

    code = "bridge.receipt_known"
    zh = "流水号「{reference}」已登记过内容不同的一笔。"
    en = "Another receipt was recorded under “{reference}”."


class NewLoanUnknown(Refused):
    code = "bridge.new_loan_unknown"
    zh = "银行尚未登记新贷款，不能登记新贷款回款。"
    en = "The bank has not told of the new loan; no money of it can be recorded."


class NewLoanWrong(Refused):
    """Facts: `reason`, `reason_zh`."""

    code = "bridge.new_loan"
    zh = "新贷款与承诺不符：{reason_zh}。"
    en = "The new loan is not what was promised: {reason}."


class EscrowShort(Refused):
    """Facts: `wanted`, `held`."""

    code = "bridge.escrow_short"
    zh = "监管户须有 {wanted} 元（转贷本金与使用费），现有 {held} 元。"
    en = "The escrow has to hold CNY {wanted} (money lent and fee); it holds {held}."


class DayOutside(Refused):
    """Facts: `earliest`, `latest`."""

    code = "bridge.day"
    zh = "日期应在 {earliest} 至 {latest} 之间。"
    en = "The day lies between {earliest} and {latest}."
