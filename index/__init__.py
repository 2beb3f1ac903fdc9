"""Records in, evidence out: keeps what was read in snapshots and finds what fits a question."""
