"""The addresses of the accounts: own profile, the team, one-time links, language, and the quick way out."""

from django.urls import path

from accounts import views

app_name = "accounts"

urlpatterns = [
    path("language/", views.language, name="language"),
    path("exit/", views.leave, name="exit"),
    path("profile/", views.profile, name="profile"),
    path("join/<str:token>/", views.join, name="join"),
    path("team/", views.team, name="team"),
    path("team/invite/", views.invite, name="invite"),
    path("team/links/<str:ref>/withdraw/", views.invitation_revoke, name="invitation_revoke"),
    path("team/<str:ref>/", views.person, name="person"),
    path("team/<str:ref>/role/", views.person_role, name="person_role"),
    path("team/<str:ref>/suspend/", views.person_suspend, name="person_suspend"),
    path("team/<str:ref>/restore/", views.person_restore, name="person_restore"),
    path("team/<str:ref>/password-link/", views.person_password_link, name="person_password_link"),
]
