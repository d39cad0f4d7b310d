"""Batches that reviewers upload: kept, scored as jobs that survive restarts, and put on the desk."""
