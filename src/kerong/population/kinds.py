"""What people are told about limits and runs: one sentence in Chinese and English each."""

KINDS: tuple[tuple[str, str, str], ...] = (
    (
        "population.qualifies",
        "贵企业现已符合「{product}」（{institution}）的条件，测算额度 {limit} 元，非授信承诺。",
        "Your firm now meets “{product}” of {institution}: a worked-out limit of CNY {limit}, "
        "no promise of credit.",
    ),
    (
        "population.invited",
        "{institution} 邀请贵企业申请「{product}」，测算额度 {limit} 元，有效期至 {until}。",
        "{institution} invites your firm to apply for “{product}”: a worked-out limit of "
        "CNY {limit}, valid until {until}.",
    ),
    (
        "population.run_failed",
        "全量运行 {no} 已中止：{fault}",
        "Run {no} over all firms was given up: {fault}",
    ),
)
