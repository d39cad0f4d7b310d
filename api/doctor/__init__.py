"""A look at everything that keeps the program from working, for whoever runs it in an office."""
