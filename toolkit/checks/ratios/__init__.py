"""Rates against the numbers they rest on."""
