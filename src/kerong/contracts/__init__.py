"""What a decision opens: one sub-package per instrument."""
