"""British formats of dates and numbers, for English."""
