"""Queue, review page and findings."""

from django.urls import path

from incidents.views import finding, review

urlpatterns = [
    path("queue/", review.queue, name="queue"),
    path("review/<str:ref>/", review.sheet, name="review"),
    path("review/<str:ref>/take/", review.take, name="review_take"),
    path("review/<str:ref>/put-back/", review.put_back, name="review_put_back"),
    path("review/<str:ref>/ask/", review.ask, name="review_ask"),
    path("review/<str:ref>/accept/", review.accept, name="review_accept"),
    path("review/<str:ref>/reject/", review.reject, name="review_reject"),
    path("review/<str:ref>/match/", review.match, name="review_match"),
    path("review/<str:ref>/reopen/", review.reopen, name="review_reopen"),
    path("review/<str:ref>/rate/", review.rate, name="review_rate"),
    path("review/<str:ref>/origin/", review.origin, name="review_origin"),
    path("review/<str:ref>/incident/", review.attach, name="review_incident"),
    path("review/<str:ref>/propose/", review.propose, name="review_propose"),
    path("findings/", finding.findings, name="findings"),
    path("findings/<str:ref>/", finding.finding, name="finding"),
    path("findings/<str:ref>/agree/", finding.agree, name="finding_agree"),
    path("findings/<str:ref>/dispute/", finding.dispute, name="finding_dispute"),
    path("findings/<str:ref>/withdraw/", finding.withdraw, name="finding_withdraw"),
]
