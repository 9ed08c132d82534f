"""Files of rows: bounded before parsing, read as text, checked cell by cell, staged, switched."""
