"""What a run gives: one file, whole, in one of the forms below."""
