"""What can be wrong with a table file."""

from kerong.kernel.errors import Invalid


class TableFileUnreadable(Invalid):
    """Facts: `problem`."""

    code = "reference.file_unreadable"
    zh = "文件无法读取：{problem}"
    en = "The file cannot be read: {problem}"
