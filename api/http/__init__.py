"""The service as programs see it."""
