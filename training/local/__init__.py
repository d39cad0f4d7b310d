"""Learning from what people of a place said: labels, their snapshot, and the model made from both."""
