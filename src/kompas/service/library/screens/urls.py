"""The addresses of the library."""

from django.urls import include, path

from kompas.service.library.screens import acts, contradicting, editor, house, listing, new, preview, versions

urlpatterns = [
    path("", listing.library, name="library"),
    path("contradictions/", contradicting.contradictions, name="library-contradictions"),
    path("contradictions/judge/", contradicting.judge, name="library-judge"),
    path("sources/", include("kompas.service.library.sources.screens.urls")),
    path("waiting/", versions.waiting, name="library-waiting"),
    path("versions/<path:path>/", versions.versions, name="library-versions"),
    path("preview/<path:path>/", preview.preview, name="library-preview"),
    path("act/", acts.act, name="library-act"),
    path("house/", house.files, name="library-house"),
    path("house/keep/<path:path>/", house.save_file, name="library-file-save"),
    path("house/file/<path:path>/", house.file, name="library-file"),
    path("new/", new.new, name="library-new"),
    path("new/keep/", new.create, name="library-create"),
    path("article/<slug:slug>/", editor.article, name="library-article"),
    path("article/<slug:slug>/<str:lang>/keep/", editor.save, name="library-save"),
]
