"""产品超市: search, filter and compare what institutions offer."""
