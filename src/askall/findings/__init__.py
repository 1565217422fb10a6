"""Counts, response rates, bounds and checked claims, from the frozen dataset only."""
