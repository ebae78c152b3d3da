"""Announced numbers and ordinals against what is listed."""
