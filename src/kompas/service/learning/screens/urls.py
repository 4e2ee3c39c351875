"""The addresses of the gaps."""

from django.urls import path

from kompas.service.learning.screens import pages

urlpatterns = [
    path("", pages.gaps, name="gaps"),
    path("<int:id>/", pages.gap, name="gap"),
    path("<int:id>/move/", pages.move, name="move-gap"),
]
