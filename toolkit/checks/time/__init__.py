"""Years, dates and wordings that do not fit the time of the report."""
