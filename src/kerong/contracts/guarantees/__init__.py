"""Guarantees (担保): agreements of banks and guarantors, letters, liability, fees, diligence."""
