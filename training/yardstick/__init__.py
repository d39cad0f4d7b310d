"""The yardstick: what a model said beside what people said, measured with intervals."""
