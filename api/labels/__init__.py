"""What people said about drafts: kept in one store, brought in from files of any tool, and taken out."""
