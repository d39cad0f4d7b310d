"""How well what points at one person is found, measured on texts that are made for it."""
