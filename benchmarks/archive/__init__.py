"""How fast an archive is worked through, in how much memory, and what becomes of it when something is killed."""
