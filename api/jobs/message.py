"""Messages of the queue as JSON: whoever can write into the queue can make nobody run anything by it."""

from typing import Any

import orjson
from huey.registry import Message
from huey.serializer import Serializer


class JsonSerializer(Serializer):  # type: ignore[misc]  # huey has no types
    """Writes what huey pickles otherwise, as JSON."""

    def _serialize(self, data: Any) -> bytes:
        return orjson.dumps(data._asdict())

    def _deserialize(self, data: Any) -> Any:
        found = orjson.loads(bytes(data))
        return Message(**{name: found.get(name) for name in Message._fields})
