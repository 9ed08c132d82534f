"""A block of cells as bytes, so that it can travel to another process."""

import io

import pyarrow as pa


def packed(batch: pa.RecordBatch) -> bytes:
    """The batch alone as an Arrow stream, however much larger the table it is a slice of."""
    sink = io.BytesIO()
    with pa.ipc.new_stream(sink, batch.schema) as stream:
        stream.write_batch(batch)
    return sink.getvalue()


def unpacked(content: bytes) -> pa.RecordBatch:
    """The batch of `packed`."""
    with pa.ipc.open_stream(content) as stream:
        batch: pa.RecordBatch = stream.read_next_batch()
    return batch
