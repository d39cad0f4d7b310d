"""What programs send, as the service understands it."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from model.draft import Level

MOST_KEYS = 50
"""Keys of a JSON object. Each unknown one is named in the answer; a hundred thousand of them would hold up
everybody else for seconds."""
TOO_MANY_KEYS = "too_many_keys"
"""The type of pydantic's error where there are more."""


class DraftIn(BaseModel):
    """A draft to be reviewed."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "title": "关于在东门小学门前安装红绿灯的建议",
                    "body": "东门小学有学生1260人，校门外的路口没有红绿灯，去年上下学时发生剐蹭4起。\n"
                    "建议县公安局交通警察大队在年底前给这个路口装一组红绿灯和一条减速带。",
                    "level": "县",
                }
            ]
        },
    )

    title: Annotated[str, Field(description="标题。可以为空，但标题也要审读，最好写上")] = ""
    body: Annotated[str, Field(description="正文。引文的位置在这里从 0 数起，按字符计")]
    level: Annotated[Level, Field(description="提给哪一级人大")] = "县"

    @model_validator(mode="before")
    @classmethod
    def _few(cls, given: Any) -> Any:
        if isinstance(given, dict) and len(given) > MOST_KEYS:
            raise PydanticCustomError(TOO_MANY_KEYS, "too many keys")
        return given
