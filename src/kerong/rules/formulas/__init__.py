"""Formulas 公式: closed arithmetic over facts, listing numbers and dated parameters."""
