"""What pledges refuse with."""

from kerong.kernel.errors import Conflict, Invalid, NotFound, Refused


class AssetNotFound(NotFound):
    """Facts: `no`."""

    code = "pledge.asset_not_found"
    zh = "没有编号为「{no}」的知识产权。"
    en = "There is no intellectual property “{no}”."


class SheetNotFound(NotFound):
    """Facts: `no`."""

    code = "pledge.sheet_not_found"
    zh = "没有编号为「{no}」的三维评价表。"
    en = "There is no assessment sheet “{no}”."


class ValuationNotFound(NotFound):
    """Facts: `no`."""

    code = "pledge.valuation_not_found"
    zh = "没有编号为「{no}」的评估。"
    en = "There is no valuation “{no}”."


class PledgeNotFound(NotFound):
    """Facts: `no`."""

    code = "pledge.not_found"
    zh = "没有编号为「{no}」的质押。"
    en = "There is no pledge “{no}”."


class FilingNotFound(NotFound):
    """Facts: `no`."""

    code = "pledge.filing_not_found"
    zh = "没有编号为「{no}」的质押登记。"
    en = "There is no filing “{no}”."


class WordsWanted(Invalid):
    """Facts: `least`, `most`."""

    code = "pledge.words"
    zh = "请填写说明（{least} 至 {most} 个字）。"
    en = "Please explain in {least} to {most} characters."


class FigureWrong(Invalid):
    """Facts: `field`."""

    code = "pledge.figure"
    zh = "「{field}」有误。"
    en = "“{field}” cannot be used."


class AssetKnown(Conflict):
    """Facts: `no`."""

    code = "pledge.asset_known"
    zh = "该项知识产权已登记为 {no}。"
    en = "This right is already kept as {no}."


class CoOwnerKnown(Conflict):
    code = "pledge.co_owner_known"
    zh = "该共有人已登记。"
    en = "This co-owner is already named."


class NotAssessable(Refused):
    code = "pledge.not_assessable"
    zh = "三维评价只适用于专利；其他知识产权请委托评估。"
    en = "The three-dimension sheet is for patents; have other rights valued."


class AppraiserNotPossible(Refused):
    code = "pledge.appraiser"
    zh = "请选择平台上的评估机构或银行。"
    en = "Choose an appraiser or a bank on the platform."


class ValuationOrdered(Conflict):
    code = "pledge.valuation_ordered"
    zh = "已委托该机构评估，尚未答复。"
    en = "This institution was asked already and has not answered."


class ValuationMoved(Conflict):
    """Facts: `no`, `state`."""

    code = "pledge.valuation_moved"
    zh = "评估 {no} 的状态已变化（{state}），不能办理此步。请刷新页面。"
    en = "Valuation {no} has moved on; the step is not possible. Please reload the page."


class ValuationOver(Refused):
    """Facts: `no`."""

    code = "pledge.valuation_over"
    zh = "评估 {no} 不可用：尚未出具、已过有效期，或不是该项知识产权的评估。"
    en = "Valuation {no} cannot be used: not given, no longer valid, or of another right."


class KindNotTaken(Refused):
    """Facts: `no`."""

    code = "pledge.kind"
    zh = "{no} 的种类没有质押率，不接受质押。"
    en = "There is no pledge rate for the kind of {no}."


class LoanNotPledgeable(Refused):
    """Facts: `reason`, `reason_zh`."""

    code = "pledge.loan"
    zh = "该笔贷款不能办理质押：{reason_zh}。"
    en = "This loan cannot be secured: {reason}."


class AboveCover(Refused):
    """Facts: `most_fen`, `most`."""

    code = "pledge.above_cover"
    zh = "按质押率最多担保 {most} 元。"
    en = "By the pledge rates at most CNY {most} can be secured."


class NothingPledged(Invalid):
    code = "pledge.nothing"
    zh = "请至少选择一项知识产权，每项一次。"
    en = "Choose at least one right, each once."


class MixedRegisters(Refused):
    code = "pledge.mixed_registers"
    zh = "专利、商标、著作权等分属不同登记机关，请分别提出质押。"
    en = "These rights stand in different registers; offer a pledge for each register."


class PapersMissing(Refused):
    """Facts: `papers`, `kinds`."""

    code = "pledge.papers_missing"
    zh = "缺少材料：{papers}。"
    en = "Papers are missing: {kinds}."


class TooManyPapers(Refused):
    """Facts: `most`."""

    code = "pledge.too_many_papers"
    zh = "材料最多 {most} 份。"
    en = "At most {most} papers can be kept."


class PaperNotFound(NotFound):
    code = "pledge.paper_not_found"
    zh = "没有找到这份材料。"
    en = "There is no such paper."


class CaseNotFound(NotFound):
    """Facts: `no`."""

    code = "pledge.case_not_found"
    zh = "没有编号为「{no}」的维权记录。"
    en = "There is no rights case “{no}”."


class CaseOver(Conflict):
    """Facts: `no`."""

    code = "pledge.case_over"
    zh = "维权记录 {no} 已结案。"
    en = "Rights case {no} is over already."


class AlreadyPledged(Conflict):
    """Facts: `no`."""

    code = "pledge.already_pledged"
    zh = "{no} 已在质押中，不能重复质押。"
    en = "{no} is under a pledge already."


class CheckFails(Refused):
    """Facts: `codes`, `names`, `names_en`."""

    code = "pledge.check"
    zh = "存在不予登记的情形：{names}。"
    en = "It would not be registered: {names_en}."


class PledgeMoved(Conflict):
    """Facts: `no`, `state`."""

    code = "pledge.moved"
    zh = "质押 {no} 的状态已变化，不能办理此步。请刷新页面。"
    en = "Pledge {no} has moved on; the step is not possible. Please reload the page."


class SamePerson(Refused):
    code = "pledge.same_person"
    zh = "须由另一人签署。"
    en = "Another person has to sign."


class SeenOtherwise(Conflict):
    """The second person signs what they saw, and nothing else."""

    code = "pledge.seen_otherwise"
    zh = "内容在您打开页面后已变化，请刷新页面后重新核对。"
    en = "It changed after you opened the page; reload it and look again."


class ConsentNotAsked(Refused):
    code = "pledge.consent_not_asked"
    zh = "该共有人不是质押标的的共有人，或已登记同意。"
    en = "This is no co-owner of what is pledged, or the consent is recorded already."


class FilingOpen(Conflict):
    code = "pledge.filing_open"
    zh = "该质押已有一件登记在办。"
    en = "A filing of this pledge is under way."


class FilingMoved(Conflict):
    """Facts: `no`, `state`."""

    code = "pledge.filing_moved"
    zh = "登记 {no} 的状态已变化，不能办理此步。请刷新页面。"
    en = "Filing {no} has moved on; the step is not possible. Please reload the page."


class CorrectionUsed(Refused):
    code = "pledge.correction_used"
    zh = "补正只能要求一次。"
    en = "A correction is asked for once only."


class CodeUnknown(Invalid):
    """Facts: `code`."""

    code = "pledge.code"
    zh = "「{code}」不是不予登记的代码。"
    en = "“{code}” is no code of refusal."


class CodeWaived(Refused):
    """Facts: `name`, `name_en`."""

    code = "pledge.code_waived"
    zh = "当事人已书面坚持登记，不能以「{name}」为由不予登记。"
    en = "The parties insist in writing; “{name_en}” is no ground to refuse."


class CertificateUsed(Conflict):
    """Facts: `no`."""

    code = "pledge.certificate"
    zh = "登记号「{no}」已使用。"
    en = "Certificate “{no}” was used already."


class NothingChanged(Invalid):
    code = "pledge.nothing_changed"
    zh = "变更内容与现在相同。"
    en = "Nothing would change."


class NotInDefault(Refused):
    code = "pledge.not_in_default"
    zh = "贷款没有逾期或核销，不能处置质押。"
    en = "The loan is neither in arrears nor written off."


class RealisationKnown(Conflict):
    """Facts: `reference`."""

    code = "pledge.realisation_known"
    zh = "流水号「{reference}」已登记过内容不同的一笔。"
    en = "Something else was recorded under “{reference}”."
