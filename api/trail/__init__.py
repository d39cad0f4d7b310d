"""The audit trail (留痕): what was done to labels, units, accounts, models, chained so that no edit hides."""
