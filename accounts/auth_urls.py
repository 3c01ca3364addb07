"""The pages of django-allauth that this house uses, and a plain answer at the two that it does not."""

from allauth.account import views as allauth
from django.urls import path

from accounts import views, views_doors
from accounts.access import public, signed_in

urlpatterns = [
    path("login/", public(allauth.login), name="account_login"),
    path("second-step/", views_doors.second_step, name="mfa_authenticate"),
    path("passkey/", views_doors.passkey_sign_in, name="passkey_sign_in"),
    path("passkey/options/", views_doors.passkey_options, name="passkey_options"),
    path("logout/", public(allauth.logout), name="account_logout"),
    path("password/change/", signed_in(allauth.password_change), name="account_change_password"),
    path("password/reset/", views.ask_an_admin, name="account_reset_password"),
    path("signup/", views.ask_an_admin, name="account_signup"),
]
