"""Cultivation pools: firms that enter and leave by rule, with the days and the reasons."""
