"""What a need's acts refuse with: one class a cause, each with a code and a sentence."""

from kerong.kernel.errors import Conflict, Invalid, NotFound, Refused


class CaseNotFound(NotFound):
    code = "case.not_found"
    zh = "没有找到这项需求。"
    en = "There is no such need."


class TakeUpNotFound(NotFound):
    code = "case.take_up_not_found"
    zh = "没有找到这笔接单。"
    en = "There is no such take-up."


class QuoteNotFound(NotFound):
    code = "case.quote_not_found"
    zh = "没有找到这份报价。"
    en = "There is no such quote."


class PaperNotFound(NotFound):
    code = "case.paper_not_found"
    zh = "没有找到这份材料。"
    en = "There is no such paper."


class NoPlaceFree(Conflict):
    code = "case.no_place_free"
    zh = "慢了一步：这项需求的名额已被接满，请看看大厅里的其他需求。"
    en = "A moment too late: every place of this need is taken. Please look at the other needs."


class NotOpen(Conflict):
    code = "case.not_open"
    zh = "这项需求已不在接单中。"
    en = "This need is no longer open to be taken."


class AlreadyTaken(Conflict):
    code = "case.already_taken"
    zh = "贵机构已接下这项需求。"
    en = "Your institution has already taken this need."


class TakenBefore(Conflict):
    code = "case.taken_before"
    zh = "贵机构本轮已接过这项需求并已退出，不能再次接单。"
    en = "Your institution took this need in this round and left it; it cannot take it again."


class WrongState(Conflict):
    """Facts: `act`, `state` with its titles. The need moved on since the page was read."""

    code = "case.wrong_state"
    zh = "需求当前为「{zh}」，不能办理此步。请刷新页面后查看。"
    en = "The need is now “{en}”; this step is not possible. Please reload the page."


class WrongStage(Conflict):
    """Facts: `act`, `stage` with its titles. The take-up moved on since the page was read."""

    code = "case.wrong_stage"
    zh = "该接单当前为「{zh}」，不能办理此步。请刷新页面后查看。"
    en = "The take-up is now “{en}”; this step is not possible. Please reload the page."


class ChangedMeanwhile(Conflict):
    code = "case.changed_meanwhile"
    zh = "有人刚刚办理了这项需求，请刷新页面后再试。"
    en = "Somebody has just acted on this need; please reload the page and try again."


class Redirected(Conflict):
    code = "case.redirected"
    zh = "企业刚刚修改了这项需求，不再向贵机构发布。"
    en = "The firm has just changed this need; it is no longer addressed to your institution."


class AmendedTooLate(Conflict):
    code = "case.amended_too_late"
    zh = "已有机构接单，需求不能再修改；可撤回后重新发布。"
    en = (
        "An institution holds this need, so it can no longer be amended; withdraw and publish anew."
    )


class DeskFull(Refused):
    """Facts: `limit`."""

    code = "case.desk_full"
    zh = "贵机构在办需求已达上限 {limit} 项，请先办结或退出部分需求。"
    en = "Your institution already holds {limit} needs, the most allowed; please finish some first."


class InstitutionSuspended(Refused):
    code = "case.institution_suspended"
    zh = "贵机构已暂停入驻，不能接单。"
    en = "Your institution is suspended and cannot take needs."


class InstitutionCannotLend(Refused):
    code = "case.institution_cannot_lend"
    zh = "贵机构的类别不办理贷款需求。"
    en = "Institutions of your kind do not answer needs for loans."


class ListingNotOffered(Invalid):
    """Facts: `listing`."""

    code = "case.listing_not_offered"
    zh = "产品 {listing} 不在架，或不属于所指定的机构。"
    en = "Product {listing} is not on offer, or not from the institution addressed."


class AddressedToNobody(Invalid):
    code = "case.addressed_to_nobody"
    zh = "指定机构的需求须选择一家在驻机构。"
    en = "A need addressed to one institution must name an institution that is admitted."


class NoConsentGiven(Invalid):
    code = "case.no_consent_given"
    zh = "请选择授权机构查看的数据类别；接单机构据此受理。"
    en = "Please choose which data an institution that takes the need may see."


class FirmOnlyComputes(Refused):
    code = "case.firm_only_computes"
    zh = "该企业没有统一社会信用代码，只能测算，不能申请。"
    en = "This firm has no unified social credit code; it can compute but not apply."


class FieldOutOfRange(Invalid):
    """Facts: `field`, `label_zh`, `label_en`, `least`, `most`."""

    code = "case.field_out_of_range"
    zh = "{label_zh}须在 {least} 与 {most} 之间。"
    en = "{label_en} must lie between {least} and {most}."


class ChoiceUnknown(Invalid):
    """Facts: `field`, `value`."""

    code = "case.choice_unknown"
    zh = "「{value}」不在可选范围内（{field}）。"
    en = "“{value}” is not one of the choices ({field})."


class WordsTooShort(Invalid):
    """Facts: `field`, `least`."""

    code = "case.words_too_short"
    zh = "请填写说明，不少于 {least} 个字。"
    en = "Please explain in at least {least} characters."


class WordsTooLong(Invalid):
    """Facts: `field`, `most`."""

    code = "case.words_too_long"
    zh = "说明不得超过 {most} 个字。"
    en = "Please keep the explanation within {most} characters."


class TooManyEntries(Invalid):
    """Facts: `field`, `most`."""

    code = "case.too_many_entries"
    zh = "最多填写 {most} 项（{field}）。"
    en = "At most {most} entries ({field})."


class ClientKeyReused(Conflict):
    code = "case.client_key_reused"
    zh = "同一提交编号已用于另一项需求，请重新提交。"
    en = "This submission key was already used for another need; please submit again."


class RefusalCodeUnknown(Invalid):
    """Facts: `value`."""

    code = "case.refusal_code_unknown"
    zh = "「{value}」不是婉拒原因代码。"
    en = "“{value}” is not a code of refusal."


class QuoteLapsed(Conflict):
    """Facts: `valid_until`."""

    code = "case.quote_lapsed"
    zh = "该报价已于 {valid_until} 过期。"
    en = "This quote lapsed on {valid_until}."


class QuoteSuperseded(Conflict):
    code = "case.quote_superseded"
    zh = "机构已提交更新的报价，请查看最新一份。"
    en = "The institution has sent a newer quote; please look at that one."


class QuoteUnchosen(Conflict):
    code = "case.quote_unchosen"
    zh = "已选定另一家机构的报价。"
    en = "A quote of another institution has been accepted."


class ValidityOutOfRange(Invalid):
    """Facts: `earliest`, `latest`."""

    code = "case.validity_out_of_range"
    zh = "报价有效期须在 {earliest} 与 {latest} 之间，留给企业考虑的时间。"
    en = "The quote must stay valid until a day between {earliest} and {latest}."


class PapersAskedBefore(Conflict):
    code = "case.papers_asked_before"
    zh = "补正只能提出一次，须一次告知；其他材料请在往来消息中说明。"
    en = "Papers can be asked for once, all together; please use the thread for anything further."


class NoPapersAsked(Conflict):
    code = "case.no_papers_asked"
    zh = "没有待答复的补正。"
    en = "No request for papers awaits an answer."


class CreditWorseThanQuote(Refused):
    """Facts: `quoted_amount_fen`, `quoted_rate_ppm`."""

    code = "case.credit_worse_than_quote"
    zh = "授信金额须与选定报价一致，利率不得高于报价；如有变化，请提交修订报价由企业重新选定。"
    en = (
        "Credit must match the accepted quote in amount and may not exceed its rate; "
        "for anything else send a revised quote and let the firm accept it."
    )


class SamePerson(Refused):
    code = "case.same_person"
    zh = "提出人与审批人不能是同一人。"
    en = "The person who proposed may not approve."


class NoProposal(Conflict):
    code = "case.no_proposal"
    zh = "没有待审批的授信方案。"
    en = "No credit proposal awaits approval."


class ProposalStanding(Conflict):
    code = "case.proposal_standing"
    zh = "已有授信方案在审批中。"
    en = "A credit proposal already stands."


class DisbursementReferenceUsed(Conflict):
    """Facts: `reference`."""

    code = "case.disbursement_reference_used"
    zh = "借据号 {reference} 已登记过另一笔放款。"
    en = "Number {reference} already stands for another disbursement."


class DisbursedOutOfCredit(Refused):
    """Facts: `amount_fen`, `credit_fen`."""

    code = "case.disbursed_out_of_credit"
    zh = "放款金额超过授信金额。"
    en = "More was disbursed than credit was approved."


class DisbursedOnWrongDay(Invalid):
    """Facts: `earliest`, `latest`."""

    code = "case.disbursed_on_wrong_day"
    zh = "放款日须在授信日 {earliest} 与今天 {latest} 之间。"
    en = "The day of disbursement must lie between {earliest} and {latest}."


class RatedBefore(Conflict):
    code = "case.rated_before"
    zh = "该需求已评价，一事一评。"
    en = "This need has been rated; one rating a need."


class NoBadRating(Conflict):
    code = "case.no_bad_rating"
    zh = "没有待答复的差评。"
    en = "No bad rating awaits an answer."
