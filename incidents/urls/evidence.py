"""Files and links of a report."""

urlpatterns: list = []
