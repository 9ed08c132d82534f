"""The site of government and operator."""
