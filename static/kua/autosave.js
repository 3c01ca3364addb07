/* Saves a draft while one types. A form says <form data-autosave="/address/">; an element [data-draft-state] inside it
   (aria-live) says how it stands, in the words that it carries. Nothing is ever written into the browser's storage:
   a seized telephone must not tell. What could not be sent stays in the page only, and the page says so. */
(function () {
  "use strict";
  var WAIT = 2000;

  function watch(form) {
    var state = form.querySelector("[data-draft-state]");
    var timer = null;
    var sending = false;
    var stopped = false;
    var sent = snapshot();
    var submitting = false;

    function snapshot() {
      var data = new FormData(form);
      form.querySelectorAll("input[type=file]").forEach(function (input) { data.delete(input.name); });
      return new URLSearchParams(data).toString();
    }

    function say(word, bad, time) {
      if (!state) { return; }
      state.textContent = (state.dataset[word] || "").replace("{time}", time || "");
      state.classList.toggle("unsaved", Boolean(bad));
    }

    function now() {
      return new Date().toLocaleTimeString(document.documentElement.lang || [], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    }

    function settle(body, answer) {
      if (answer.status === 409) { stopped = true; say("conflict", true); return; }
      if (answer.redirected || answer.status === 401 || answer.status === 403) { say("signedOut", true); return; }
      if (!answer.ok) { say("failed", true); return; }
      sent = body;
      say("saved", false, now());
      return answer.text().then(function (text) { takeVersion(text); });
    }

    /* The answer may carry the new version of the draft, which the next save must show. */
    function takeVersion(text) {
      var version = null;
      try { version = JSON.parse(text).version; } catch (error) { return; }
      var field = form.elements.namedItem("version");
      if (field && version !== undefined && version !== null) { field.value = version; sent = snapshot(); }
    }

    function save() {
      clearTimeout(timer);
      var body = snapshot();
      if (sending || stopped || submitting || body === sent) { return; }
      sending = true;
      say("saving", false);
      fetch(form.dataset.autosave, {
        method: "POST",
        body: body,
        credentials: "same-origin",
        headers: { "Content-Type": "application/x-www-form-urlencoded", "X-Requested-With": "autosave" }
      }).then(function (answer) { return settle(body, answer); })
        .catch(function () { say("offline", true); })
        .then(function () {
          sending = false;
          if (!stopped && snapshot() !== sent) { later(WAIT * 5); }
        });
    }

    function later(wait) { clearTimeout(timer); timer = setTimeout(save, wait); }

    form.addEventListener("input", function () { later(WAIT); });
    form.addEventListener("change", function () { later(WAIT); });
    form.addEventListener("focusout", function () { later(200); });
    form.addEventListener("submit", function () { submitting = true; clearTimeout(timer); });
    window.addEventListener("online", save);
    window.addEventListener("pageshow", function () { submitting = false; });
    window.addEventListener("beforeunload", function (event) {
      if (!submitting && !window.kuaLeaving && snapshot() !== sent) { event.preventDefault(); event.returnValue = ""; }
    });
  }

  document.querySelectorAll("form[data-autosave]").forEach(watch);
}());
