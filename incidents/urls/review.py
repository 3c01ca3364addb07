"""Queue, review page and findings."""

urlpatterns: list = []
