"""Programmes of public money as dated tables: splits of losses, subsidies, bridge funds, fees."""
