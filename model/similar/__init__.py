"""The same matter twice: near-copies and other words for one, in a batch and against earlier sessions."""
