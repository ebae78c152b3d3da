"""How well facts are read, by engine: the grammar alone, with a model where it ends, or a model for everything."""
