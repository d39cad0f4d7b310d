"""Plain ways to judge the same drafts, each taught anew and measured beside lianshen in one run."""
