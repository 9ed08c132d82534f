"""The whole money life beside a model that knows no database and none of our formulas."""
