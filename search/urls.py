"""The addresses under `/fr/recherche/` and `/en/search/`."""

from django.urls import path

from search import views

urlpatterns = [
    path("", views.search, name="search"),
    path("suggestions/", views.suggestions, name="search_suggestions"),
    path("unopened/", views.unopened, name="search_unopened"),
]
