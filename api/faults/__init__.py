"""What a power cut, a full disk or a clock that jumps may do to the program: brought about, and looked at."""
