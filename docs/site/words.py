"""Tells the search of the site where a Chinese word ends: without that it finds a page in ten.

The theme asks jieba for it, which is published as source alone, so that no release can be built with it from
locked files; rjieba, with which the program itself splits text, knows the same words.
"""

import rjieba
from material.plugins.search import plugin
from mkdocs.config.defaults import MkDocsConfig


class _Words:
    """What the theme uses of jieba."""

    @staticmethod
    def cut(text: bytes) -> list[str]:
        """Split text into words."""
        return rjieba.cut(text.decode())


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Have the theme ask here, whether jieba is there or not."""
    plugin.jieba = _Words
    return config
