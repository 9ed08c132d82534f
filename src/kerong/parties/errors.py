"""What can be wrong with people, organisations, mandates, invitations and tokens."""

from kerong.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Refused


class LoginUnreadable(Invalid):
    code = "person.login"
    zh = "登录名须为 3 至 64 位小写字母、数字或 . _ - @，并以字母或数字开头。"
    en = (
        "A login name has 3 to 64 lower-case letters, digits or . _ - @ "
        "and begins with a letter or digit."
    )


class LoginTaken(Conflict):
    code = "person.login_taken"
    zh = "登录名「{login}」不能使用，请换一个。"
    en = "The login name “{login}” cannot be used; please choose another."


class PasswordTooWeak(Invalid):
    """Facts: `reasons`, sentences in the language of the request."""

    code = "person.password"
    zh = "密码不符合要求：{reasons}"
    en = "The password does not meet the rules: {reasons}"


class NameMissing(Invalid):
    code = "party.name"
    zh = "请填写名称，不超过 {most} 个字。"
    en = "Please give a name of at most {most} characters."


class PhoneUnreadable(Invalid):
    code = "person.phone"
    zh = "手机号「{phone}」有误。"
    en = "“{phone}” is not a phone number."


class EmailUnreadable(Invalid):
    code = "person.email"
    zh = "电子邮箱「{email}」有误。"
    en = "“{email}” is not an e-mail address."


class LanguageUnknown(Invalid):
    code = "person.language"
    zh = "不支持的界面语言「{language}」。"
    en = "The language “{language}” is not offered."


class PersonNotFound(NotFound):
    code = "person.not_found"
    zh = "没有找到这个人。"
    en = "This person was not found."


class PersonDisabled(Conflict):
    code = "person.disabled"
    zh = "该账号已停用，不能授予新的授权。"
    en = "This account is disabled and cannot receive a mandate."


class StandingUnchanged(Conflict):
    code = "person.standing"
    zh = "该账号已经是这个状态。"
    en = "The account is in this state already."


class NoSecondFactor(Conflict):
    code = "person.no_second_factor"
    zh = "该账号没有启用二次验证。"
    en = "The account has no second factor."


class OtherOperatorNeeded(Refused):
    code = "duty.other_operator"
    zh = "重置密码与解除二次验证须由两名运维人员分别办理。"
    en = "Password and second factor of one person are reset by two different operators."


class NotOneself(Refused):
    code = "duty.oneself"
    zh = "不能给自己授权，也不能停用自己的账号；请由他人办理。"
    en = "Nobody grants a mandate to themselves or disables their own account; ask someone else."


class DutiesConflict(Refused):
    """Facts: `held` and `asked`, role codes and their names; `where`, the organisation held."""

    code = "duty.conflict"
    zh = (
        "岗位须分离：已担任「{held_zh}」（{where}），不能再担任「{asked_zh}」。"
        "请先终止原授权，或另派他人。"
    )
    en = (
        "Duties are kept apart: whoever is {held_en} ({where}) cannot also be {asked_en}. "
        "End the first mandate or choose someone else."
    )


class RoleNotYours(Forbidden):
    code = "mandate.role_not_yours"
    zh = "您当前的身份不能授予或终止这个角色。"
    en = "In your present role you may not grant or end this role."


class RoleUnknown(Invalid):
    code = "mandate.role"
    zh = "角色与机构不相符。"
    en = "The role does not fit the organisation."


class MandateHeld(Conflict):
    code = "mandate.held"
    zh = "此人已有这项授权。"
    en = "This person holds the mandate already."


class MandateNotFound(NotFound):
    code = "mandate.not_found"
    zh = "没有找到这项授权。"
    en = "This mandate was not found."


class MandateEnded(Conflict):
    code = "mandate.ended"
    zh = "这项授权已经终止。"
    en = "This mandate has ended already."


class LastOne(Conflict):
    code = "mandate.last_one"
    zh = "这是最后一位「{role_zh}」，请先授权另一人再办理。"
    en = "This is the last {role_en}; grant the role to someone else first."


class OwnerStays(Conflict):
    code = "mandate.owner_stays"
    zh = "企业管理员的授权由平台核实后变更，请提交认领申请或联系平台。"
    en = "A firm's owner is changed by the platform after a check; please ask for the firm."


class FirmNotFound(NotFound):
    code = "enterprise.not_found"
    zh = "没有找到这家企业。"
    en = "This firm was not found."


class FirmOwned(Conflict):
    """The way out: ask the owner for an invitation, or ask the platform to check."""

    code = "enterprise.owned"
    zh = (
        "企业「{credit_code}」已有管理员。请向其索取经办人邀请；"
        "若您认为有误，可提交认领申请，由平台核实。"
    )
    en = (
        "The firm “{credit_code}” has an owner. Ask them for an invitation; "
        "if you think this is wrong, ask for the firm and the platform will check."
    )


class FirmKnown(Conflict):
    """Data of the firm is held already, so a check comes before anyone sees it."""

    code = "enterprise.known"
    zh = "企业「{credit_code}」的资料已在平台，须先核实您的身份：请提交认领申请。"
    en = "The platform holds data of “{credit_code}” already; please ask for the firm first."


class LegalFormMismatch(Invalid):
    code = "enterprise.legal_form"
    zh = "统一社会信用代码「{credit_code}」的登记类别与主体类型不符，请核对。"
    en = "The credit code “{credit_code}” belongs to another legal form; please check."


class CodeUnreadable(Invalid):
    code = "enterprise.code"
    zh = "代码「{text}」有误。"
    en = "“{text}” is not a code."


class IndustryUnknown(Invalid):
    code = "enterprise.industry_unknown"
    zh = "行业代码「{text}」不在国民经济行业分类（GB/T 4754）中。"
    en = "“{text}” is not an industry of GB/T 4754."


class DivisionUnknown(Invalid):
    code = "enterprise.division_unknown"
    zh = "区划代码「{text}」不在行政区划代码表中。"
    en = "“{text}” is not an administrative division."


class ClaimPending(Conflict):
    code = "firm_claim.pending"
    zh = "您已提交过认领申请，正在核实。"
    en = "You have asked already; the check is under way."


class ClaimNotFound(NotFound):
    code = "firm_claim.not_found"
    zh = "没有找到这份认领申请。"
    en = "This request was not found."


class ClaimDecided(Conflict):
    code = "firm_claim.decided"
    zh = "这份认领申请已有结果。"
    en = "This request has been decided already."


class ReasonMissing(Invalid):
    code = "party.reason"
    zh = "请写明原因，不超过 {most} 个字。"
    en = "Please give the reason in at most {most} characters."


class InstitutionNotFound(NotFound):
    code = "institution.not_found"
    zh = "没有找到这家机构。"
    en = "This institution was not found."


class InstitutionExists(Conflict):
    code = "institution.exists"
    zh = "机构「{name}」或其信用代码已经入驻。"
    en = "“{name}” or its credit code has been admitted already."


class InstitutionKindUnknown(Invalid):
    code = "institution.kind"
    zh = "机构类别「{kind}」不在目录中。"
    en = "The kind “{kind}” is not in the list."


class InstitutionSuspended(Conflict):
    code = "institution.suspended"
    zh = "机构已暂停，恢复后方可办理。"
    en = "The institution is suspended; resume it first."


class InstitutionActive(Conflict):
    code = "institution.active"
    zh = "机构未处于暂停状态。"
    en = "The institution is not suspended."


class ParentSuspended(Conflict):
    code = "institution.parent_suspended"
    zh = "上级机构仍处于暂停状态，请先恢复上级机构。"
    en = "The parent institution is suspended; resume it first."


class DepartmentNotFound(NotFound):
    code = "department.not_found"
    zh = "没有找到这个部门。"
    en = "This department was not found."


class DepartmentExists(Conflict):
    code = "department.exists"
    zh = "部门名称或代码「{name}」已存在。"
    en = "A department “{name}” exists already."


class InvitationVoid(NotFound):
    """Unknown, used, withdrawn, out of date or the inviter may no longer invite: all the same."""

    code = "invitation.void"
    zh = "邀请无效或已过期，请联系邀请人重新发送。"
    en = "The invitation is void or out of date; please ask for a new one."


class TokenNotFound(NotFound):
    code = "api_token.not_found"
    zh = "没有找到这个接口令牌。"
    en = "This API token was not found."


class TokenRevoked(Conflict):
    code = "api_token.revoked"
    zh = "这个接口令牌已经吊销。"
    en = "This API token has been revoked already."


class TokenTerm(Invalid):
    code = "api_token.term"
    zh = "有效期须在 {first} 至 {last} 之间。"
    en = "The last day must lie between {first} and {last}."


class TokenNeedsMandate(Refused):
    code = "api_token.mandate"
    zh = "接口令牌须在某一机构授权下签发，请先切换身份。"
    en = "A token is issued under a mandate; please switch to one first."
