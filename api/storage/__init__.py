"""What outlives a request: the database, its tables and how they came to be."""
