"""Questions in, rows of words out; it knows no document, and what it returns is nothing before it is found in one."""
