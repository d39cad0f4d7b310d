"""Labelled data in, a model bundle out: reading, splitting, fitting, calibrating, judging."""

import model  # noqa: F401 - before anything here loads onnxruntime, which would report it
