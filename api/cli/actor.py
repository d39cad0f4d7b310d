"""Who gives commands, as the audit trail names them."""

import getpass


def actor() -> str:
    """Return the user of the machine, such as ``命令行（wang）``."""
    try:
        return f"命令行（{getpass.getuser()}）"
    except (OSError, KeyError):  # a user without a name, as in some containers
        return "命令行"
