"""What a draft does for a firm, and outcomes, as words that need no database."""

MEETS, UNKNOWN, FAILS = "meets", "unknown", "fails"
GAINS, LOSES, SHIFTS, NONE = "gains", "loses", "shifts", "none"
EFFECTS = (GAINS, LOSES, SHIFTS, NONE)
