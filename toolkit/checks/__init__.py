"""A dossier in, outcomes out; each check knows facts, arithmetic and knowledge, and no other check."""
