"""The addresses of the workspace. Changes are POST only; a conversation is named by its random id."""

from django.urls import path

from kompas.service.handover.screens import acts, live, pages, stopping

urlpatterns = [
    path("", pages.desk, name="desk"),
    path("queue/", pages.queue, name="queue"),
    path("bars/", pages.bars, name="bars"),
    path("live/", live.stream, name="live"),
    path("stop/", stopping.stop, name="stop"),
    path("stop/why/", stopping.explain, name="explain-stop"),
    path("stop/lift/", stopping.lift, name="lift-stop"),
    path("promise/<int:promise>/kept/", acts.keep, name="keep"),
    path("<slug:id>/", pages.desk, name="conversation"),
    path("<slug:id>/matter/", pages.matter, name="matter"),
    path("<slug:id>/why/<int:seq>/", pages.why, name="why"),
    path("<slug:id>/take/", acts.take, name="take"),
    path("<slug:id>/reply/", acts.reply, name="reply"),
    path("<slug:id>/note/", acts.note, name="note"),
    path("<slug:id>/give-back/", acts.give_back, name="give-back"),
    path("<slug:id>/resolve/", acts.resolve, name="resolve"),
]
