"""The answers of the authorisation matrix: for anonymous, activist, reviewer and admin."""

IN = "sign in"
GONE = (404, 404, 404, 404)
NOT_FOUND = (IN, 404, 404, 404)
EVERYBODY = (IN, 200, 200, 200)
SENT = (IN, 302, 302, 302)
REVIEWERS = (IN, 404, 200, 404)
READERS = (IN, 404, 200, 200)
ADMINS = (IN, 404, 404, 200)
AUTHOR, AUTHOR_TOO = (IN, 200, 404, 404), (IN, 404, 200, 404)
TO_REVIEW = (IN, 404, 302, 404)
# What somebody says who looks at a secret.
LOOK = {"because": "ask", "words": "To ask which bridge."}
