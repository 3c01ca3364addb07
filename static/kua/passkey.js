/* Asks the browser for a passkey. A form says <form data-passkey="get"> or "create"; the options stand in data-options
   or come from data-options-url; the answer goes into the field whose name ends in “credential”, and the form is sent.
   The button works only with this script; without it the page offers the code. */
(function () {
  "use strict";

  function bytes(text) {
    var plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, function (sign) { return sign.charCodeAt(0); });
  }

  function text(buffer) {
    var plain = "";
    new Uint8Array(buffer).forEach(function (byte) { plain += String.fromCharCode(byte); });
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  function opened(options) {
    var key = options.publicKey || options;
    key.challenge = bytes(key.challenge);
    if (key.user) { key.user.id = bytes(key.user.id); }
    ["excludeCredentials", "allowCredentials"].forEach(function (list) {
      (key[list] || []).forEach(function (one) { one.id = bytes(one.id); });
    });
    return { publicKey: key };
  }

  function written(found) {
    var answer = found.response;
    var response = { clientDataJSON: text(answer.clientDataJSON) };
    ["attestationObject", "authenticatorData", "signature", "userHandle"].forEach(function (name) {
      if (answer[name]) { response[name] = text(answer[name]); }
    });
    return JSON.stringify({
      id: found.id, rawId: text(found.rawId), type: found.type, response: response,
      clientExtensionResults: found.getClientExtensionResults()
    });
  }

  function optionsOf(form) {
    if (form.dataset.options) { return Promise.resolve(JSON.parse(form.dataset.options)); }
    return fetch(form.dataset.optionsUrl, {
      method: "POST", credentials: "same-origin", body: new URLSearchParams(new FormData(form))
    }).then(function (answer) { return answer.json(); });
  }

  function watch(form) {
    var button = form.querySelector("button[type=submit]");
    var state = form.querySelector("[data-passkey-state]");
    var field = form.querySelector("input[name$=credential]");
    if (!window.PublicKeyCredential || !navigator.credentials) { form.hidden = form.dataset.passkey === "get"; return; }
    button.disabled = false;
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      if (!form.reportValidity()) { return; }
      button.disabled = true;
      state.textContent = "";
      optionsOf(form)
        .then(function (options) { return navigator.credentials[form.dataset.passkey](opened(options)); })
        .then(function (found) { field.value = written(found); form.submit(); })
        .catch(function () { state.textContent = form.dataset.failed; button.disabled = false; });
    });
  }

  document.querySelectorAll("form[data-passkey]").forEach(watch);
}());
