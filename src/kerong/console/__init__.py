"""The site of government and the operator, and the wall screens."""
