"""Facts of many papers in; distributions, shares, change points and co-occurrences out, with intervals."""
