"""Totals against their parts: amounts, full marks and scores."""
