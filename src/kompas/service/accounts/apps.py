from pathlib import Path

from django.apps import AppConfig
from django.conf import settings


class AccountsConfig(AppConfig):
    name = "kompas.service.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kompas.service.accounts import happenings  # noqa: F401 - listens from its import on
        from kompas.service.accounts.catalogues import compile_catalogues

        for folder in settings.LOCALE_PATHS:
            compile_catalogues(Path(folder))
