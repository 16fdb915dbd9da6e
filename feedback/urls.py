"""Addresses that readers' answers are posted to."""

from django.urls import path

from feedback.views import answer

urlpatterns = [path("<int:page_id>/", answer, name="feedback")]
