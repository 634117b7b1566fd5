"""Events -> ties, rates and what-if, each beside its naive floor."""
