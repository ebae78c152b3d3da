"""Faults planted in clean reports."""
