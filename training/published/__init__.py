"""All published figures in one run, part by part, and whether they reach what was aimed at."""
