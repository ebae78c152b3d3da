"""How well the checks find what is wrong, and how well the grammar reads what is there."""
