"""The addresses of the entrance."""

from django.urls import URLPattern

app_name = "entrance"
urlpatterns: list[URLPattern] = []
