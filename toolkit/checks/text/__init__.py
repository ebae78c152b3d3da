"""Characters, punctuation and wording."""
