"""The addresses of certainty and of judging."""

from django.urls import path

from kompas.service.certainty.screens import judging, pages

urlpatterns = [
    path("", pages.certainty, name="certainty"),
    path("judging/", judging.judging, name="judging"),
    path("judging/<int:id>/", judging.judge, name="judge"),
    path("judging/<int:id>/take-back/", judging.take_back, name="take-back-judgement"),
]
