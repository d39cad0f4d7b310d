"""A whole office at the service at once: people at the desk, an import, a retraining; how long pages take."""
