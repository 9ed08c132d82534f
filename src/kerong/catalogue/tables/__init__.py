"""Small tables shipped with the package."""
