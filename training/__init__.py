"""Labelled data in, a model bundle out: reading, splitting, fitting, calibrating, judging."""
