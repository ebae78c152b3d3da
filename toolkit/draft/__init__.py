"""Last year's facts and audit in, next year's draft out: every number has a source, or is a blank."""
