from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "kompas.service.library.sources"
    label = "sources"
    default_auto_field = "django.db.models.BigAutoField"
