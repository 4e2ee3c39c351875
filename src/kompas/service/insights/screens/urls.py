"""The addresses of the outcomes."""

from django.urls import path

from kompas.service.insights.screens import pages

urlpatterns = [
    path("", pages.outcomes, name="outcomes"),
    path("table.csv", pages.table, name="outcomes-table"),
]
