/* Exit this page: the button is a form that works without this script. With it, leaving is immediate and takes the
   page out of the browser's history; Shift three times does the same. */
(function () {
  "use strict";
  var form = document.querySelector("form[data-exit]");
  if (!form) { return; }

  function leave() {
    document.documentElement.hidden = true;
    try {
      fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), keepalive: true, redirect: "manual" });
    } catch (error) { /* leaving comes first */ }
    window.kuaLeaving = true;
    window.location.replace(form.dataset.exit);
  }

  form.addEventListener("submit", function (event) { event.preventDefault(); leave(); });

  var pressed = 0;
  var since = 0;
  document.addEventListener("keyup", function (event) {
    if (event.key !== "Shift") { pressed = 0; return; }
    if (Date.now() - since > 5000) { pressed = 0; since = Date.now(); }
    pressed += 1;
    if (pressed === 3) { leave(); }
  });
}());
