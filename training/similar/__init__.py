"""Finding the same matter twice: what it is fitted on, and how good it is beside known ways."""
