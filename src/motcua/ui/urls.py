"""Addresses of the furniture: joined files and the gallery."""

from django.urls import path

from motcua.ui import views

app_name = "ui"
urlpatterns = [
    path("_ui/<str:name>", views.asset, name="asset"),
    path("_gallery/", views.gallery, name="gallery"),
    path("_gallery/suggest/", views.gallery_suggest, name="gallery_suggest"),
    path("_gallery/desk/", views.gallery_desk, name="gallery_desk"),
]
