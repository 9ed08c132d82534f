"""What people are told about mandates, firms and accounts: one sentence a kind, zh and en."""

KINDS: tuple[tuple[str, str, str], ...] = (
    (
        "mandate.granted",
        "您已成为「{where}」的{role_zh}，即时生效。",
        "You are {role_en} of “{where_en}” from now on.",
    ),
    (
        "mandate.ended",
        "您在「{where}」的{role_zh}授权已终止。",
        "Your mandate as {role_en} of “{where_en}” has ended.",
    ),
    (
        "firm_claim.asked",
        "有人申请认领企业「{firm}」，平台将核实；如有异议，请及时联系平台。",
        "Someone asks for the firm “{firm}”; the platform will check. Object if this is wrong.",
    ),
    (
        "firm_claim.confirmed",
        "您对企业「{firm}」的认领已确认：{answer}",
        "Your request for the firm “{firm}” is confirmed: {answer}",
    ),
    (
        "firm_claim.refused",
        "您对企业「{firm}」的认领未通过：{answer}",
        "Your request for the firm “{firm}” is refused: {answer}",
    ),
    (
        "institution.suspended",
        "「{where}」已被暂停：{reason}。恢复前任何人不能以其名义办理。",
        "“{where}” is suspended: {reason}. Nobody acts for it until it is resumed.",
    ),
    (
        "institution.resumed",
        "「{where}」已恢复。",
        "“{where}” is resumed.",
    ),
    (
        "person.new_password_offered",
        "平台运维人员为您生成了重置密码链接；如非您本人要求，请立即联系平台。",
        "An operator made a link for a new password of yours; "
        "tell the platform at once if you did not ask for it.",
    ),
    (
        "person.second_factor_removed",
        "平台运维人员解除了您的二次验证（{reason}）；如非您本人要求，请立即联系平台。",
        "An operator removed your second factor ({reason}); "
        "tell the platform at once if you did not ask for it.",
    ),
)
