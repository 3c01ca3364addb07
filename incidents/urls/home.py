"""The first page of each role."""

urlpatterns: list = []
