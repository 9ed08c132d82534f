"""金融计算器: what a firm could get, why, and what would change it."""
