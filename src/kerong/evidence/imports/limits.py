"""What a file may weigh; checked before anything is parsed."""

MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED = 96 * 1024 * 1024
MAX_RATIO = 100
MAX_PARTS = 200
MAX_ROWS = 50_000
MAX_COLUMNS = 40
MAX_CELLS = 600_000
MAX_TEXT = 500
# A workbook keeps each text once and repeats it by number: what the repeats would weigh.
MAX_REPEATED_TEXT = 192 * 1024 * 1024
MAX_ERRORS = 1_000
CHUNK = 200
