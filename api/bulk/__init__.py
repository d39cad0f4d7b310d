"""How fast many drafts are scored here, and in how much memory, beside a plain classification in one run."""
