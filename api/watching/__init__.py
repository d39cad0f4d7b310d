"""Watching the model at work (模型走势): weekly summaries of the desk, and whether retraining is due."""
