"""Many drafts at once: read from folders, archives and tables, scored, and written out again."""
