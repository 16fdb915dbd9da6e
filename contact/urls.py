"""Addresses that the contact form posts to."""

from django.urls import path

from contact.views import send

urlpatterns = [path("<int:page_id>/", send, name="contact")]
