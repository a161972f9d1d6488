"""The addresses of the entrance."""

from django.urls import path

from motcua.doors.entrance.views import account, language, login

app_name = "entrance"
urlpatterns = [
    path("login/", login.login, name="login"),
    path("login/code/", login.code, name="code"),
    path("logout/", login.logout, name="logout"),
    path("language/", language.language, name="language"),
    path("account/", account.account, name="account"),
    path("account/password/", account.password, name="password"),
    path("account/posts/<int:post_id>/", account.post, name="post"),
    path("account/code/", account.second_factor, name="second_factor"),
    path("account/code/remove/", account.no_second_factor, name="no_second_factor"),
    path("account/sessions/", account.sessions, name="sessions"),
]
