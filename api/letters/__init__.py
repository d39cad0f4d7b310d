"""Letters of opinion to deputies, from a Word template of the office; drafts with margin comments."""
