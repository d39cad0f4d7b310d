"""Word documents made from nothing, in the look of Chinese official documents."""
