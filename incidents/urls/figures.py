"""Claimed figures and their topics. The address of one figure takes any word: it comes after all others of figures/."""

from django.urls import path

from incidents.views import figure_deeds, figure_entering, figure_topics, figures

urlpatterns = [
    path("figures/", figures.figures, name="figures"),
    path("figures/topics/new/", figure_topics.figure_topic_new, name="figure_topic_new"),
    path("figures/topics/<str:ref>/", figure_topics.figure_topic, name="figure_topic"),
    path("figures/topics/<str:ref>/edit/", figure_topics.figure_topic_edit, name="figure_topic_edit"),
    path("figures/topics/<str:ref>/chart.<str:ext>", figure_topics.figure_topic_file, name="figure_topic_file"),
    path("figures/enter/<str:ref>/", figure_entering.figure_enter, name="figure_enter"),
    path("figures/<str:ref>/", figures.figure, name="figure"),
    path("figures/<str:ref>/state/", figure_deeds.figure_state, name="figure_state"),
    path("figures/<str:ref>/tie/", figure_deeds.figure_tie, name="figure_tie"),
    path("figures/<str:ref>/untie/<int:pk>/", figure_deeds.figure_untie, name="figure_untie"),
    path("figures/<str:ref>/strike/", figure_deeds.figure_strike, name="figure_strike"),
    path("figures/<str:ref>/topics/", figure_deeds.figure_place, name="figure_place"),
]
