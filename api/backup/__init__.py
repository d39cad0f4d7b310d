"""Everything an office has here, in one file, and back from it: on this machine, or on another."""
