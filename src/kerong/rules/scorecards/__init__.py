"""Scorecards 评分卡: points by indicator, group and grade, written as text, run as formulas."""
