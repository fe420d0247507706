"""`/account/…`."""

from __future__ import annotations

from django.urls import path

from youlin.web.shared.account import views

app_name = "account"
urlpatterns = [
    path("login/", views.login, name="login"),
    path("logout/", views.logout, name="logout"),
    path("password/", views.password, name="password"),
    path("", views.home, name="home"),
]
