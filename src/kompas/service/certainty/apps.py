from django.apps import AppConfig


class CertaintyConfig(AppConfig):
    name = "kompas.service.certainty"
    label = "certainty"
    default_auto_field = "django.db.models.BigAutoField"
