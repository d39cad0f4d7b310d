"""How the templates of every face are filled: each value escaped, none missing, no character that acts."""

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from api.safe import safe


def environment(package: str) -> Environment:
    """Return what fills the templates in the folder ``templates`` of a package.

    Every value is escaped and made safe by :func:`api.safe.safe`; a value that is not given is an error.

    Args:
        package: such as ``api.sheet``.
    """
    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _printable(value: Any) -> Any:
    return safe(value) if type(value) is str else value
