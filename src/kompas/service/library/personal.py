"""None of these tables is about customers (see `privacy/register.py`)."""

from kompas.service.privacy.register import CONTENT, Table

TABLES = (
    Table("library_companyversion", plain="version by at served_at complaints", why=CONTENT),
    Table("library_preparation", plain="version folder source asked_at claim tries done_at", why=CONTENT),
    Table("library_document", plain="path edition newest seen", inner="id published_id", why=CONTENT),
    Table(
        "library_version",
        plain="number content digest state by at note based_on due_at published_at published_by",
        inner="id document_id",
        why=CONTENT,
    ),
    Table("library_conflict", plain="at settled_at settled_by kept", inner="id document_id theirs_id", why=CONTENT),
    Table("library_comparison", plain="version asked_at claim tries done_at articles more", why=CONTENT),
    Table(
        "library_contradiction",
        plain="digest shared one one_text other other_text found_at stands aside_at aside_by",
        why=CONTENT,
    ),
    Table("library_edition", plain="number version source seen", why=CONTENT),
)
