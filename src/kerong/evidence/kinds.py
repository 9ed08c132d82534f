"""What people are told about consents: one sentence in Chinese and English for each kind."""

KINDS: tuple[tuple[str, str, str], ...] = (
    (
        "consent.granted",
        "{firm}{mark_zh} 已授权贵机构查阅其数据，有效期至 {until}。",
        "{firm}{mark_en} lets your institution see some of its data until {until}.",
    ),
    (
        "consent.revoked",
        "{firm}{mark_zh} 已撤回数据授权，相关数据即刻不可查阅。",
        "{firm}{mark_en} has revoked its consent; the data can no longer be seen.",
    ),
)
