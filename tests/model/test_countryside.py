"""What is about the countryside, by its title."""

import pytest

from model.countryside import rural
from model.draft import Draft


@pytest.mark.parametrize(
    ("title", "holds"),
    [
        ("关于在大湾村设垃圾收集点的建议", True),
        ("关于修好石桥镇到县城公路的建议", True),
        ("关于乡卫生院添设备的建议", True),
        ("关于提高城镇居民医保报销比例的建议", False),
        ("关于在县城增设公共厕所的建议", False),
        ("", False),
    ],
)
def test_the_title_names_a_village_or_a_township(title: str, holds: bool) -> None:
    assert rural(Draft(title, "村里的事。")) is holds
