"""The addresses of the library."""

from django.urls import path

from kompas.service.library.screens import editor, listing, new

urlpatterns = [
    path("", listing.library, name="library"),
    path("new/", new.new, name="library-new"),
    path("new/keep/", new.create, name="library-create"),
    path("article/<slug:slug>/", editor.article, name="library-article"),
    path("article/<slug:slug>/<str:lang>/keep/", editor.save, name="library-save"),
]
