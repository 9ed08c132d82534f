"""What firms are told about pools: one sentence in Chinese and English."""

KINDS: tuple[tuple[str, str, str], ...] = (
    (
        "pool.entered",
        "贵企业现已符合「{pool}」的入库条件，自 {on} 起入库。",
        "Your firm now qualifies for “{pool_en}” and is in it from {on}.",
    ),
)
