"""Many documents: found, read and audited on all cores or a cluster, kept in a store that SQL and notebooks read."""
