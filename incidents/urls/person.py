"""People and the case list."""

urlpatterns: list = []
