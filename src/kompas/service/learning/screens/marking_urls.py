"""Where an agent marks an answer of a conversation."""

from django.urls import path

from kompas.service.learning.screens import marking

urlpatterns = [
    path("<slug:id>/wrong/<int:seq>/", marking.marking, name="marking"),
    path("<slug:id>/wrong/<int:seq>/mark/", marking.mark, name="mark"),
]
