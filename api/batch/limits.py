"""How much a batch reads of one archive or table, and refusing the rest before it can do harm."""

MOST_MEMBERS = 50_000
"""Files in one archive."""
MOST_PARTS = 10_000
"""Parts of the package of a workbook; each picture in it is one."""
MOST_ROWS = 10_000_000
"""Rows of one table, on all its sheets. A few bytes can stand for thousands of millions of them."""
LARGEST_DIRECTORY = 8 * 1024 * 1024
"""Bytes of an archive's directory."""
MOST_EXPANDED = 4 * 1024 * 1024 * 1024
"""Bytes of all files of one archive, unpacked; those that are told by what is really unpacked."""
HIGHEST_RATIO = 200
"""Times that a file of an archive may be larger unpacked than packed; text of people has less than 20."""
RATIO_COUNTS_FROM = 1024 * 1024
"""Bytes below which the ratio says nothing."""
LARGEST_TABLE = 512 * 1024 * 1024
"""Bytes of a workbook, which its reader holds in memory; other tables are read a stretch at a time."""
LARGEST_TABLE_MEMBER = 128 * 1024 * 1024
"""Bytes of a workbook or a Parquet file inside an archive, which has to be unpacked into memory."""
LONGEST_ROW = 4 * 1024 * 1024
"""Bytes of one line of .csv or .jsonl: a draft as long as may be, each character written as an escape."""
LONGEST_FIELD = 32_767
"""Characters of what a draft carries besides its words: as many as fit a cell of Excel."""
SECONDS = 60.0
"""That reading one file may take, or one stretch of a table."""
