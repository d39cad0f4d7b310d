"""Who uses the service: accounts, passwords, log-ins, sessions, tokens and the first invitation."""
