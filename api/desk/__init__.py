"""The reviewers' desk: the drafts on it, what is decided about them, by whom, and how to take it back."""
