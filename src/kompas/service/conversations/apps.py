from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "kompas.service.conversations"
    label = "conversations"
    default_auto_field = "django.db.models.BigAutoField"
