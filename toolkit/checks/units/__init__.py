"""Units and counters that do not fit what they measure."""
