"""Populations 批量测算: rules over files of many firms, block by block, with results as files."""
