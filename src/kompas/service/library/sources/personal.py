"""None of these tables is about customers (see `privacy/register.py`)."""

from kompas.service.privacy.register import CONTENT, Table

TABLES = (
    Table(
        "sources_source",
        plain="name kind address lang for_staff depth pages hosts below schedule by at next_at ended_at",
        why=CONTENT,
    ),
    Table(
        "sources_run",
        plain="at by claim tries begun_at done_at how read new changed unchanged gone skipped",
        inner="id source_id",
        why=CONTENT,
    ),
    Table(
        "sources_page",
        plain="address run state depth tries code facts told etag modified file",
        inner="id source_id",
        why=CONTENT,
    ),
    Table(
        "sources_acceptance",
        plain="by at until only_new asked after accepted left claim tries done_at how",
        inner="id source_id",
        why=CONTENT,
    ),
    Table("sources_piece", plain="wanted path digest", inner="id page_id", why=CONTENT),
)
