"""Two years of one organization: what this year's report says beside last year's."""
