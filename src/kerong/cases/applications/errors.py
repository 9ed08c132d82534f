"""What applications for policies refuse with: one class a cause."""

from kerong.kernel.errors import Conflict, Invalid, NotFound, Refused


class ApplicationNotFound(NotFound):
    code = "application.not_found"
    zh = "没有找到这项申请。"
    en = "There is no such application."


class EligibleListNotFound(NotFound):
    code = "eligible_list.not_found"
    zh = "没有找到这份名单。"
    en = "There is no such list."


class ObjectionNotFound(NotFound):
    code = "objection.not_found"
    zh = "没有找到这项异议。"
    en = "There is no such objection."


class ClauseNotHandled(Refused):
    """Facts: `clause`, its `title` and `title_en`."""

    code = "application.clause_not_handled"
    zh = "条款「{title}」尚未指定办理部门，暂不能在线申请，请按政策文件联系主管部门。"
    en = "No office handles “{title_en}” here yet; please turn to the issuing office."


class WrongApplicationState(Conflict):
    """Facts: `act`, `state` with its titles."""

    code = "application.wrong_state"
    zh = "申请当前为「{zh}」，不能办理此步。请刷新页面后查看。"
    en = "The application is {en}; this step is not possible. Please reload the page."


class ApplicationMoved(Conflict):
    code = "application.moved"
    zh = "有人刚刚办理了这项申请，请刷新页面后再试。"
    en = "Somebody has just acted on this application; please reload the page and try again."


class AlreadyApplied(Conflict):
    """Facts: `other`, the application that stands."""

    code = "application.already"
    zh = "贵企业就同一条款、同一事项已有申请 {other}，不能重复申请。"
    en = "Your firm already has application {other} under this clause for the same matter."


class OnAList(AlreadyApplied):
    """The list is not confirmed: its number says nothing to the firm yet."""

    code = "application.on_a_list"
    zh = "贵企业已在本条款的免申名单上，待部门确认后告知，不必另行申请。"
    en = "Your firm is on a list for this clause that the office confirms first; do not apply."


class SubjectMissing(Invalid):
    """Facts: `period`."""

    code = "application.subject"
    zh = "本条款按项目、贷款、人员或企业分别享受，请写明具体事项（如项目名称、借据号）。"
    en = "This clause is had per project, loan, person or firm: say which one."


class SubjectIsYou(Invalid):
    code = "application.subject_firm"
    zh = "引荐的企业不能是本企业，请填写被引荐企业的统一社会信用代码。"
    en = "A firm does not refer itself: give the credit code of the firm you referred."


class SubjectNotYours(Invalid):
    """Facts: `subject`."""

    code = "application.subject_loan"
    zh = "没有找到贵企业名下编号为「{subject}」的贷款，请填写平台贷款编号或银行借据号。"
    en = "Your firm has no loan “{subject}”: give its number here or at the bank."


class PapersMissing(Invalid):
    """Facts: `titles`."""

    code = "application.papers_missing"
    zh = "请先上传材料：{titles}。"
    en = "Please attach first: {titles}."


class WhyThough(Invalid):
    code = "application.why_though"
    zh = "按现有数据不符合条件；如认为数据有误或另有情况，请在说明中写明（不少于 10 个字）。"
    en = "The data says the conditions are not met; say in at least 10 characters why they are."


class StatedUnreadable(Invalid):
    """Facts: `fact`."""

    code = "application.stated"
    zh = "「{fact}」填写有误。"
    en = "“{fact}” cannot be read."


class NotYourReview(NotFound):
    code = "application.no_review"
    zh = "本部门没有待办的审核意见。"
    en = "No opinion of your office is asked."


class ReviewsOpen(Conflict):
    """Facts: `offices`."""

    code = "application.reviews_open"
    zh = "尚有部门未提出意见：{offices}。"
    en = "Opinions are still outstanding: {offices}."


class AmountMissing(Invalid):
    code = "application.amount"
    zh = "同意兑付须写明金额，且不得超过条款上限。"
    en = "A grant names an amount, within the cap of the clause."


class ReasonUnknown(Invalid):
    code = "application.reason"
    zh = "请从列表中选择理由。"
    en = "Choose a reason from the list."


class NoDecision(Conflict):
    code = "application.no_decision"
    zh = "没有待审定的决定。"
    en = "No decision waits to be approved."


class SamePersonDecides(Conflict):
    code = "application.second_person"
    zh = "拟定人不能审定自己拟定的决定，请由另一人办理。"
    en = "Whoever proposed the decision may not approve it; another person must."


class PublicityRuns(Conflict):
    """Facts: `until`."""

    code = "application.publicity_runs"
    zh = "公示至 {until}，期满且无未决异议后方可审定。"
    en = "Publicity runs until {until}; the decision can be approved after that day."


class ObjectionsOpen(Conflict):
    code = "application.objections_open"
    zh = "尚有异议未复核，不能审定。"
    en = "Objections are still open."


class ConditionsChanged(Refused):
    code = "application.conditions_changed"
    zh = "按今天的数据，该企业不再符合条款条件；请核实后移出名单，或更正数据后再次决定。"
    en = "By today's data the firm no longer meets the clause: strike it off, or correct the data."


class NoDispute(Conflict):
    code = "application.no_dispute"
    zh = "企业没有对数据提出异议。"
    en = "The firm disputes nothing."


class NothingPublished(NotFound):
    code = "application.nothing_published"
    zh = "没有找到这项公示。"
    en = "There is no such notice."


class ListOpenAlready(Conflict):
    code = "eligible_list.open"
    zh = "该条款已有一份未确认的名单。"
    en = "A list for this clause already waits."


class ListMoved(Conflict):
    code = "eligible_list.moved"
    zh = "名单状态已变化，请刷新页面后查看。"
    en = "The list has moved on; please reload the page."


class SamePersonConfirms(Conflict):
    code = "eligible_list.second_person"
    zh = "发起筛查的人不能确认名单，请由本部门另一人办理。"
    en = "Whoever had the list drawn up may not confirm it; another person must."


class UnverifiedClause(Refused):
    """Facts: `clause`, its `title` and `title_en`."""

    code = "application.clause_unverified"
    zh = "条款「{title}」（{clause}）的数字尚未核实，须先在办理设置中写明采信依据。"
    en = (
        "The numbers of “{title_en}” ({clause}) are unverified; first say by what the office "
        "adopts them."
    )


class NotThisOffice(Refused):
    code = "application.not_this_office"
    zh = "该条款由其他部门牵头办理。"
    en = "Another office leads on this clause."


class DepartmentUnknown(Invalid):
    code = "application.department"
    zh = "请选择有效的部门。"
    en = "Choose a department from the list."
