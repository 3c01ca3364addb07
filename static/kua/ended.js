/* Warns before the session ends. The server decides; this script only asks it how long is left (which makes nothing
   longer), shows the box that is on every page, and sends “stay signed in” when that is pressed. */
(function () {
  "use strict";
  var box = document.querySelector("[data-ends]");
  if (!box) { return; }
  var WARN = 180 * 1000;
  var LOOK = 10 * 1000;
  var form = box.querySelector("form");
  var words = form.querySelector("[data-words]");
  var button = form.querySelector("button");
  var ends = Date.parse(box.dataset.ends);
  var asking = false;

  function show(text, over) {
    if (words.textContent !== text) { words.textContent = text; }
    button.hidden = over;
    box.hidden = false;
  }

  function take(answer) {
    if (!answer.ok || answer.redirected) { show(box.dataset.over, true); ends = 0; return null; }
    return answer.json().then(function (told) {
      ends = Date.now() + told.left * 1000;
      if (told.left * 1000 > WARN) { box.hidden = true; } else { show(words.dataset.words, false); }
    });
  }

  function ask(method) {
    if (asking || !ends) { return; }
    asking = true;
    var sent = { method: method, credentials: "same-origin", headers: {} };
    if (method === "POST") { sent.body = new URLSearchParams(new FormData(form)); } else { sent.headers["Kua-Unattended"] = "1"; }
    fetch(box.dataset.session, sent).then(take).catch(function () { /* no network: the next look asks again */ })
      .then(function () { asking = false; });
  }

  function look() { if (ends && ends - Date.now() <= WARN) { ask("GET"); } }

  form.addEventListener("submit", function (event) { event.preventDefault(); ask("POST"); });
  document.addEventListener("visibilitychange", function () { if (!document.hidden) { look(); } });
  setInterval(look, LOOK);
  look();
}());
