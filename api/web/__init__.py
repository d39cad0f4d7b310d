"""The pages: made on the server, whole without scripts, nothing in them from elsewhere."""
