"""企业信用画像: what is known of the firm, what it sends in, whom it lets see it."""
