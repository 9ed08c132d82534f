"""How the firm stands: scores among peers, classes, pools, and limits worked out for it."""
