"""Facts, conditions and formulas of offerings as reviewed text, compiled and explained."""
