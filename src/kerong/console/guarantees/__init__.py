"""Guarantees of the platform: programmes, exposure, claim rates, suspension, one guarantee."""
