"""The addresses of sources, below the library."""

from django.urls import path

from kompas.service.library.sources.screens import accepting, acts, beginning, one

urlpatterns = [
    path("", one.sources, name="library-sources"),
    path("new/", beginning.new, name="library-source-new"),
    path("add/", beginning.add, name="library-source-add"),
    path("<int:id>/", one.source, name="library-source"),
    path("<int:id>/progress/", one.progress, name="library-source-progress"),
    path("<int:id>/act/", acts.act, name="library-source-act"),
    path("<int:id>/accept/", accepting.accept, name="library-source-accept"),
    path("<int:id>/bring/", acts.bring, name="library-source-bring"),
]
