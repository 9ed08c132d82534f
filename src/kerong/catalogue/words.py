"""What people are told about products, in Chinese and English."""

KINDS = (
    (
        "listing.submitted",
        "产品「{name}」（{code}）已由 {by} 提交，请由另一人复核。",
        "Product “{name}” ({code}) was submitted by {by}; a second person is asked to approve it.",
    ),
    (
        "listing.approved",
        "产品「{name}」（{code}）已由 {by} 复核通过，即刻参与测算。",
        "Product “{name}” ({code}) was approved by {by} and counts from now on.",
    ),
    (
        "listing.returned",
        "产品「{name}」（{code}）被退回：{words}",
        "Product “{name}” ({code}) was returned: {words}",
    ),
)
