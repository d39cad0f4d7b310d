"""The same matter twice: near-copies and different words for one matter, in a batch and in earlier sessions."""
