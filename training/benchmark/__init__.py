"""How fast lianshen is and how much memory it takes, measured beside a plain classification in one run."""
