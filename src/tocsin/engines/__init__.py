"""Where the coder runs: the same records from every engine."""
