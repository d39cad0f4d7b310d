"""What a person reads on a terminal, or in the text piped from it."""
