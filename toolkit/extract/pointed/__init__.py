"""A model's rows in, facts out: each word is found in the text, each value read from it by the grammar, or dropped."""
