"""Many documents in, a store of what they say and what was found in them out; knows nothing of the screen."""
