"""What people are told about needs: one sentence in Chinese and English for each kind of notice."""

KINDS: tuple[tuple[str, str, str], ...] = (
    (
        "case.published",
        "您的贷款需求 {no} 已发布，机构接单期限为 {take_up_due_on}。",
        "Your need {no} is published; institutions may take it until {take_up_due_on}.",
    ),
    (
        "case.addressed",
        "有企业向贵机构定向发布了贷款需求 {no}，请于 {take_up_due_on} 前接单。",
        "A firm addressed need {no} to your institution; please take it by {take_up_due_on}.",
    ),
    (
        "case.addressed_amended",
        "企业修改了向贵机构定向发布的贷款需求 {no}，接单期限为 {take_up_due_on}。",
        "The firm changed need {no} addressed to you; please take it by {take_up_due_on}.",
    ),
    (
        "case.redirected",
        "企业修改了贷款需求 {no}，不再向贵机构定向发布。",
        "The firm changed need {no}; it is no longer addressed to your institution alone.",
    ),
    (
        "case.taken",
        "{institution} 已接下您的需求 {no}，将于 {contact_due_on} 前与您联系。",
        "{institution} has taken your need {no} and will contact you by {contact_due_on}.",
    ),
    (
        "take_up.contacted",
        "{institution} 已登记就需求 {no} 与您联系，答复期限为 {decision_due_on}。",
        "{institution} recorded its contact on need {no}; its answer is due by {decision_due_on}.",
    ),
    (
        "take_up.message",
        "{from}{mark_zh} 就需求 {no} 给您发来消息。",
        "{from}{mark_en} sent you a message on need {no}.",
    ),
    (
        "take_up.paper",
        "{from}{mark_zh} 就需求 {no} 上传了材料「{title}」。",
        "{from}{mark_en} attached “{title}” on need {no}.",
    ),
    (
        "take_up.papers_asked",
        "{institution} 就需求 {no} 请您补正 {count} 项材料，期限为 {due_on}。",
        "{institution} asks you for {count} papers on need {no}, by {due_on}.",
    ),
    (
        "take_up.papers_answered",
        "{firm}{mark_zh} 已答复需求 {no} 的补正，贵机构答复期限为 {decision_due_on}。",
        "{firm}{mark_en} sent the papers on need {no}; please answer by {decision_due_on}.",
    ),
    (
        "take_up.quoted",
        "{institution} 已就需求 {no} 提交报价，请查看。",
        "{institution} sent a quote on need {no}; please have a look.",
    ),
    (
        "take_up.refused",
        "{institution} 婉拒了需求 {no}：{reason_zh}。{words}",
        "{institution} declined need {no}: {reason_en}. {words}",
    ),
    (
        "take_up.late_contact",
        "贵机构未在期限内联系企业，需求 {no} 已释放。",
        "Your institution did not contact the firm in time; need {no} was released.",
    ),
    (
        "take_up.late_decision",
        "贵机构未在期限内答复，需求 {no} 已释放。",
        "Your institution did not answer in time; need {no} was released.",
    ),
    (
        "take_up.lapsed",
        "贵机构对需求 {no} 的报价已过期，该需求已释放。",
        "Your quote on need {no} lapsed; the need was released.",
    ),
    (
        "case.late_contact",
        "{institution} 未按时联系，已退出您的需求 {no}。",
        "{institution} did not contact you in time and no longer holds your need {no}.",
    ),
    (
        "case.late_decision",
        "{institution} 未按时答复，已退出您的需求 {no}。",
        "{institution} did not answer in time and no longer holds your need {no}.",
    ),
    (
        "case.lapsed",
        "{institution} 对需求 {no} 的报价已过期。",
        "The quote of {institution} on need {no} has lapsed.",
    ),
    (
        "take_up.accepted",
        "{firm}{mark_zh} 选定了贵机构对需求 {no} 的报价，请于 {decision_due_on} 前作出授信决定。",
        "{firm}{mark_en} accepted your quote on {no}; please decide by {decision_due_on}.",
    ),
    (
        "take_up.not_chosen",
        "企业就需求 {no} 选定了其他机构，感谢贵机构参与。",
        "The firm chose another institution for need {no}. Thank you for your quote.",
    ),
    (
        "take_up.withdrawn",
        "企业已撤回需求 {no}。",
        "The firm has withdrawn need {no}.",
    ),
    (
        "case.unmet",
        "暂无机构接下您的需求 {no}，工作人员已收到提醒；您可修改后重新发布。",
        "No institution holds your need {no}; officers were told. You may amend it and try again.",
    ),
    (
        "case.escalated",
        "{firm} 的需求 {no} 无机构接单，请协调。",
        "No institution took need {no} of {firm}; please look after it.",
    ),
    (
        "case.reopened",
        "您的需求 {no} 已重新开放，接单期限为 {take_up_due_on}。",
        "Your need {no} is open again; institutions may take it until {take_up_due_on}.",
    ),
    (
        "take_up.credit_proposed",
        "需求 {no} 的授信方案已提出，请另一人审批。",
        "Credit is proposed on need {no}; another person is to approve it.",
    ),
    (
        "take_up.credit_returned",
        "需求 {no} 的授信方案被退回：{words}",
        "The credit proposal on need {no} was returned: {words}",
    ),
    (
        "take_up.credit_approved",
        "{institution} 已批准需求 {no} 的授信。",
        "{institution} approved credit on need {no}.",
    ),
    (
        "case.disbursed",
        "{institution} 已就需求 {no} 放款，贷款编号 {loan}。请您于 {rate_due_on} 前评价本次服务。",
        "{institution} paid out on need {no}, loan {loan}. Please rate it by {rate_due_on}.",
    ),
    (
        "case.late_after_acceptance",
        "{institution} 被选定后未在期限内授信，{firm} 的需求 {no} 已重新开放，请关注。",
        "{institution} was chosen but gave no credit in time; need {no} of {firm} is open again.",
    ),
    (
        "take_up.payout_late",
        "需求 {no} 的授信应于 {due_on} 前放款，现已逾期，请尽快放款或说明原因退出。",
        "Credit on need {no} was to be paid out by {due_on}; pay out, or leave with a reason.",
    ),
    (
        "case.payout_late",
        "{institution} 未在 {due_on} 前就需求 {no} 放款，您可以继续等待或撤回需求。",
        "{institution} did not pay out on need {no} by {due_on}; you may wait on or withdraw it.",
    ),
    (
        "case.payout_late_watch",
        "{institution} 对 {firm} 的需求 {no} 已授信但逾期未放款（期限 {due_on}），请协调。",
        "{institution} approved credit on need {no} of {firm}, not paid out by {due_on}.",
    ),
    (
        "case.rated",
        "企业对需求 {no} 的服务评价为 {level} 星。",
        "The firm rated the service on need {no} with {level} of 5.",
    ),
    (
        "case.closed_unrated",
        "需求 {no} 在 {rate_due_on} 前未评价，现已办结，不能再评价。",
        "Need {no} was not rated by {rate_due_on}; it is closed and cannot be rated any more.",
    ),
    (
        "take_up.closed_unrated",
        "企业在 {rate_due_on} 前未对需求 {no} 评价，该需求已办结。",
        "The firm did not rate need {no} by {rate_due_on}; the need is closed.",
    ),
    (
        "case.rated_badly",
        "企业对需求 {no} 的服务评价为 {level} 星，请于 {answer_due_on} 前整改答复。",
        "The firm rated need {no} with {level} of 5; please answer by {answer_due_on}.",
    ),
    (
        "case.rated_badly_watch",
        "需求 {no} 收到差评（{level} 星），机构应于 {answer_due_on} 前答复。",
        "Need {no} was rated {level} of 5; the institution must answer by {answer_due_on}.",
    ),
    (
        "case.rating_answered",
        "机构已答复您对需求 {no} 的差评：{words}",
        "The institution answered your rating of need {no}: {words}",
    ),
    (
        "case.clock_moved",
        "节假日安排公布后，需求 {no} 的期限调整为 {due_on}。",
        "With the holidays announced, the deadline on need {no} is now {due_on}.",
    ),
    (
        "take_up.papers_day_moved",
        "节假日安排公布后，需求 {no} 补正材料的期限调整为 {due_on}。",
        "With the holidays announced, the papers on need {no} are now due by {due_on}.",
    ),
    (
        "case.rate_day_moved",
        "节假日安排公布后，需求 {no} 的评价期限调整为 {due_on}。",
        "With the holidays announced, need {no} may be rated until {due_on}.",
    ),
    (
        "case.rating_day_moved",
        "节假日安排公布后，需求 {no} 差评整改答复的期限调整为 {due_on}。",
        "With the holidays announced, the answer to the rating of need {no} is due by {due_on}.",
    ),
)
