"""The question at the end of an article."""
