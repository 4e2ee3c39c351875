"""The address of the status page."""

from django.urls import path

from kompas.service.status.screens import held, pages

urlpatterns = [
    path("", pages.status, name="status"),
    path("mail/<int:id>/send/", held.send, name="send_held_mail"),
    path("mail/<int:id>/drop/", held.drop, name="drop_held_mail"),
]
