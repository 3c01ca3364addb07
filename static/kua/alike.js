/* While one describes a person, asks whether the same one was logged before: <form data-alike="/address/"> and an
   element [data-alike-found] (aria-live) inside it, which the answer fills. The last words win, however late an earlier
   answer comes; on a slow line a question that is overtaken is given up. It keeps nobody from going on. */
(function () {
  "use strict";
  var WAIT = 700;
  var LEFT_OUT = ["csrfmiddlewaretoken", "version", "tab", "key", "back"];

  function watch(form) {
    var place = form.querySelector("[data-alike-found]");
    var timer = null;
    var asking = null;
    var asked = words();
    if (!place) { return; }

    function words() {
      var data = new URLSearchParams(new FormData(form));
      LEFT_OUT.forEach(function (name) { data.delete(name); });
      return data.toString();
    }

    function show(text) {
      var page = new DOMParser().parseFromString(text, "text/html");
      place.replaceChildren.apply(place, Array.prototype.slice.call(page.body.childNodes));
    }

    function ask() {
      var now = words();
      if (now === asked) { return; }
      asked = now;
      if (asking) { asking.abort(); }
      asking = new AbortController();
      fetch(form.dataset.alike, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        credentials: "same-origin",
        signal: asking.signal
      }).then(function (answer) { return answer.ok && !answer.redirected ? answer.text() : null; })
        .then(function (text) { if (text !== null && now === asked) { show(text); } })
        .catch(function () { if (now === asked) { asked = ""; } });
    }

    function later() { clearTimeout(timer); timer = setTimeout(ask, WAIT); }

    form.addEventListener("input", later);
    form.addEventListener("change", later);
  }

  document.querySelectorAll("form[data-alike]").forEach(watch);
}());
