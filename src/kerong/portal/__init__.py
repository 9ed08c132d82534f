"""The site of firms and the public."""
