"""One passage of a document against another."""
