"""The addresses of the accounts: own profile, the team, one-time links, language, and the quick way out."""

from django.urls import path

from accounts import views, views_doors

app_name = "accounts"

urlpatterns = [
    path("language/", views.language, name="language"),
    path("exit/", views.leave, name="exit"),
    path("profile/", views.profile, name="profile"),
    path("profile/again/", views_doors.who, name="again"),
    path("profile/session/", views_doors.session, name="session"),
    path("profile/sessions/", views_doors.session_list, name="sessions"),
    path("profile/sessions/others/end/", views_doors.sessions_end, name="sessions_end"),
    path("profile/sessions/<int:ref>/end/", views_doors.session_end, name="session_end"),
    path("profile/second-step/", views_doors.second_factor, name="factors"),
    path("profile/second-step/telephone/", views_doors.totp_add, name="totp_add"),
    path("profile/second-step/telephone/remove/", views_doors.totp_remove, name="totp_remove"),
    path("profile/second-step/passkeys/add/", views_doors.passkey_add, name="passkey_add"),
    path("profile/second-step/passkeys/<int:ref>/rename/", views_doors.passkey_rename, name="passkey_rename"),
    path("profile/second-step/passkeys/<int:ref>/remove/", views_doors.passkey_remove, name="passkey_remove"),
    path("profile/second-step/codes/", views_doors.recovery, name="recovery"),
    path("profile/second-step/codes/text/", views_doors.recovery_text, name="recovery_text"),
    path("profile/second-step/codes/renew/", views_doors.recovery_renew, name="recovery_renew"),
    path("join/<str:token>/", views.join, name="join"),
    path("team/", views.team, name="team"),
    path("team/invite/", views.invite, name="invite"),
    path("team/links/<str:ref>/withdraw/", views.invitation_revoke, name="invitation_revoke"),
    path("team/<str:ref>/", views.person, name="person"),
    path("team/<str:ref>/role/", views.person_role, name="person_role"),
    path("team/<str:ref>/suspend/", views.person_suspend, name="person_suspend"),
    path("team/<str:ref>/restore/", views.person_restore, name="person_restore"),
    path("team/<str:ref>/second-step/", views.person_factor_reset, name="person_factor_reset"),
    path("team/<str:ref>/password-link/", views.person_password_link, name="person_password_link"),
]
