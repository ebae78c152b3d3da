"""Headings, numbering and sections that are missing or out of order."""
