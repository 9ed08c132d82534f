"""Products of the institution: fill the form of a pack, have it approved, see its history."""
