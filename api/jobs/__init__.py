"""Work that no request can wait for: a queue, and the one process beside the service that works it off."""
