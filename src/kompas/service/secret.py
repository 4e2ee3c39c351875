"""The secrets that an installation needs, and where they come from."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


def secret_key(data_dir: Path, given: str) -> str:
    """The given one, else the key in the data folder, made on first use and readable by its owner only."""
    if given:
        return given
    data_dir.mkdir(parents=True, exist_ok=True)
    file = data_dir / "secret-key"
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text().strip()
    with os.fdopen(handle, "w") as out:
        out.write(key := secrets.token_urlsafe(50))
    return key


def mail_settings(url: str, demo: bool) -> dict[str, Any]:
    """Django's mail settings from KOMPAS_SMTP_URL. The demo sends nothing: a page shows what would have left."""
    if demo or not url:
        kept = "django.core.mail.backends.dummy.EmailBackend" if demo else ""
        return {"EMAIL_BACKEND": kept}
    parts = urlsplit(url)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or 587,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }
