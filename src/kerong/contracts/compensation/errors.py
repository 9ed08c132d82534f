"""What compensation refuses with."""

from kerong.kernel.errors import Conflict, Invalid, NotFound, Refused


class ClaimNotFound(NotFound):
    code = "compensation.claim_not_found"
    zh = "没有找到这笔代偿申请。"
    en = "There is no such claim."


class PoolNotFound(NotFound):
    code = "compensation.pool_not_found"
    zh = "没有找到这个资金池。"
    en = "There is no such pool."


class FundingNotFound(NotFound):
    code = "compensation.funding_not_found"
    zh = "没有找到这笔拨付。"
    en = "There is no such funding."


class AgreementNotFound(NotFound):
    code = "compensation.agreement_not_found"
    zh = "没有找到这份合作协议。"
    en = "There is no such agreement."


class BreakerNotFound(NotFound):
    code = "compensation.breaker_not_found"
    zh = "没有找到这项熔断。"
    en = "There is no such breaker."


class KeptOutNotFound(NotFound):
    code = "compensation.kept_out_not_found"
    zh = "没有找到这笔未入池贷款。"
    en = "There is no such loan kept out of a pool."


class RecoveryNotFound(NotFound):
    code = "compensation.recovery_not_found"
    zh = "没有找到这笔追偿回款。"
    en = "There is no such recovery."


class ExemptionNotFound(NotFound):
    code = "compensation.exemption_not_found"
    zh = "没有找到这项免责决定。"
    en = "There is no such decision on exemption."


class ReturnNotFound(NotFound):
    code = "compensation.return_not_found"
    zh = "没有找到这笔应退款项。"
    en = "There is no such money to return."


class PaperNotFound(NotFound):
    code = "compensation.paper_not_found"
    zh = "没有找到这份材料。"
    en = "There is no such paper."


class SamePerson(Refused):
    code = "compensation.second_person"
    zh = "须由另一人办理：提出人不能复核自己提出的事项。"
    en = "A second person is needed: nobody decides on what they asked for themselves."


class MovedMeanwhile(Conflict):
    """Facts: `state`."""

    code = "compensation.moved"
    zh = "此事已由他人办理或状态已变（{state}），请刷新后再看。"
    en = "Somebody else was faster, or the state no longer fits ({state}); please look again."


class KeyUsed(Conflict):
    """Facts: `key`."""

    code = "compensation.key_used"
    zh = "「{key}」已被使用。"
    en = "“{key}” is in use already."


class PoolUnfit(Invalid):
    """Facts: `problem`, `problem_zh`."""

    code = "compensation.pool_unfit"
    zh = "资金池有误：{problem_zh}。"
    en = "The pool cannot be: {problem}."


class BelowFloor(Refused):
    """Facts: `pool`, `floor`, `left`."""

    code = "compensation.below_floor"
    zh = "资金池「{pool}」将低于下限：剩余 {left} 元，下限 {floor} 元。"
    en = "Pool “{pool}” would fall below its floor of {floor} yuan: {left} left."


class AgreementUnfit(Invalid):
    """Facts: `problem`, `problem_zh`."""

    code = "compensation.agreement_unfit"
    zh = "合作协议有误：{problem_zh}。"
    en = "The agreement cannot be: {problem}."


class NoAgreement(Refused):
    """Facts: `loan`, `on`."""

    code = "compensation.no_agreement"
    zh = "贷款 {loan} 在 {on} 没有适用的合作协议。"
    en = "No agreement in force on {on} covers loan {loan}."


class NotCovered(Refused):
    """Facts: `loan`."""

    code = "compensation.not_covered"
    zh = "贷款 {loan} 既未入池，也没有生效的担保。"
    en = "Loan {loan} stands under no pool and no guarantee in force."


class BreakerSuspended(Refused):
    """Facts: `breaker`, `ratio`, `since`."""

    code = "compensation.suspended"
    zh = "「{breaker}」已熔断暂停（{since} 起，比率 {ratio}）。"
    en = "“{breaker}” is suspended since {since} (ratio {ratio})."


class AlreadyClaimed(Conflict):
    """Facts: `first`."""

    code = "compensation.already_claimed"
    zh = "这笔贷款的损失已由 {first} 申请代偿，不能重复申请。"
    en = "The loss of this loan was claimed already under {first}."


class TooEarly(Refused):
    """Facts: `since`, `days`, `from_on`."""

    code = "compensation.too_early"
    zh = "逾期自 {since} 起算，须满 {days} 天，{from_on} 起可以申请。"
    en = "Overdue since {since}; a claim may be filed after {days} days, from {from_on}."


class LossDiffers(Refused):
    """Facts: `field`, `claimed`, `reported`."""

    code = "compensation.loss_differs"
    zh = "申请的「{field}」{claimed} 与贷款报告不符（{reported}）。"
    en = "The claimed {field} {claimed} is not what the loan's reports say ({reported})."


class FigureOutOfRange(Invalid):
    """Facts: `field`."""

    code = "compensation.figure"
    zh = "「{field}」超出允许范围。"
    en = "“{field}” is out of range."


class CorrectionUsed(Refused):
    code = "compensation.correction_used"
    zh = "补正只能要求一次。"
    en = "A correction may be asked for once only."


class WordsTooShort(Invalid):
    """Facts: `least`, `most`."""

    code = "compensation.words"
    zh = "说明须为 {least} 至 {most} 个字。"
    en = "Please write between {least} and {most} characters."


class PapersMissing(Refused):
    """Facts: `papers`."""

    code = "compensation.papers_missing"
    zh = "尚缺材料：{papers}。"
    en = "Papers are missing: {papers}."


class AmountTooHigh(Refused):
    """Facts: `most`, `wanted`."""

    code = "compensation.amount"
    zh = "金额 {wanted} 元超过可核定的 {most} 元。"
    en = "CNY {wanted} is more than the {most} that can be agreed."


class LentWhileStopped(Refused):
    """Facts: `loan`, `breaker`, `on`."""

    code = "compensation.lent_while_stopped"
    zh = "贷款 {loan} 在「{breaker}」熔断暂停期间（{on}）发放，须由主管部门两人准予方可入池。"
    en = (
        "Loan {loan} was lent while “{breaker}” was suspended ({on}); only two officers can let "
        "it into the pool."
    )


class AlreadyBad(Refused):
    """Facts: `loan`."""

    code = "compensation.already_bad"
    zh = "贷款 {loan} 已逾期、已降级或已了结，不能补办入池。"
    en = "Loan {loan} is in arrears, downgraded or over; it cannot come under the pool any more."


class CapMoved(Conflict):
    code = "compensation.cap_moved"
    zh = "同一限额下另一笔申请刚刚核定，请重新核定。"
    en = "Another claim under the same cap was just agreed; please decide again."


class RecoveryUsed(Conflict):
    """Facts: `reference`, `first`."""

    code = "compensation.recovery_used"
    zh = "引用「{reference}」已报送过另一笔追偿（{first}）。"
    en = "“{reference}” already reported another recovery ({first})."


class NotYours(Refused):
    code = "compensation.not_yours"
    zh = "此事须由申请所致的一方办理。"
    en = "This is for the other side of the claim to decide."


class DiligenceOpen(Refused):
    """Facts: `questions`."""

    code = "compensation.diligence"
    zh = "尽职事项未答复或未满足，不能免责：{questions}。"
    en = "Exemption needs every duty met; open or not met: {questions}."


class QuestionUnknown(Invalid):
    """Facts: `question`."""

    code = "compensation.question"
    zh = "没有尽职事项「{question}」。"
    en = "There is no question “{question}” in the checklist."


class InsurerUndecided(Refused):
    """Facts: `policies`."""

    code = "compensation.insurer_undecided"
    zh = "保险单 {policies} 先行赔付该损失，须待保险公司核定后再核定代偿。"
    en = "Policy {policies} pays this loss first: settle once its insurer has decided."
