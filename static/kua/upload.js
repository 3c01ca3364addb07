/* Sends the files of a form in parts, so that a lost line costs one part: <form data-upload="/address/" data-report="R-…">
   with a file field, a list [data-upload-list] that carries the words, and a <template data-upload-row>. Each row shows how
   far its file is, and can be paused or left out. Without this script, or where the browser lacks something, the plain
   form does the same. Nothing is written into the browser's storage: the server knows what was left unfinished. */
(function () {
  "use strict";
  var STEP = 256 * 1024;
  var LARGEST = 16 * 1024 * 1024;
  var STALLED = 90 * 1000;
  var LONGEST_WAIT = 60 * 1000;
  var EDGE = 64 * 1024;

  function able() {
    return window.XMLHttpRequest && window.Promise && window.URLSearchParams && window.File && File.prototype.slice &&
      "upload" in new XMLHttpRequest() && "content" in document.createElement("template");
  }

  function key() {
    var bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = bytes[6] & 15 | 64;
    bytes[8] = bytes[8] & 63 | 128;
    return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  function hex(bytes) {
    return Array.prototype.map.call(bytes, function (byte) { return ("0" + byte.toString(16)).slice(-2); }).join("");
  }

  /* By which the same file is known again when it is chosen a second time: a hash of its edges, else when it was changed. */
  function mark(file) {
    if (!window.crypto || !crypto.subtle || !file.arrayBuffer) { return Promise.resolve("m:" + (file.lastModified || 0)); }
    return new Blob([file.slice(0, EDGE), file.slice(Math.max(0, file.size - EDGE))]).arrayBuffer()
      .then(function (edges) { return crypto.subtle.digest("SHA-256", edges); })
      .then(function (sum) { return "h:" + hex(new Uint8Array(sum)); });
  }

  function clock(seconds) {
    var whole = Math.max(1, Math.round(seconds));
    var parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
    var text = parts.map(function (part) { return ("0" + part).slice(-2); }).join(":");
    return text.replace(/^00:0?/, "");
  }

  /* One request. Resolves to {status, told}: told is nothing when the answer was not meant for a script, and the status 0
     when no answer came. */
  function ask(state, url, body, type, progress) {
    return new Promise(function (resolve) {
      var sent = new XMLHttpRequest();
      var stall = null;
      function alive() { clearTimeout(stall); stall = setTimeout(function () { sent.abort(); }, STALLED); }
      function over() {
        clearTimeout(stall);
        state.sent = null;
        var told = null;
        try { told = JSON.parse(sent.responseText); } catch (error) { told = null; }
        resolve({ status: sent.status, told: told });
      }
      sent.onload = sent.onerror = sent.onabort = over;
      sent.upload.onprogress = function (event) { alive(); if (progress) { progress(event.loaded); } };
      sent.open("POST", url);
      sent.setRequestHeader("Content-Type", type);
      sent.setRequestHeader("X-CSRFToken", state.form.elements.csrfmiddlewaretoken.value);
      sent.setRequestHeader("X-Requested-With", "upload");
      if (state.ticket) { sent.setRequestHeader("Kua-Ticket", state.ticket); }
      alive();
      state.sent = sent;
      sent.send(body);
    });
  }

  function Upload(form, list, file) {
    this.form = form;
    this.list = list;
    this.file = file;
    this.key = key();
    this.offset = 0;
    this.part = STEP;
    this.wait = 1000;
    this.told = new URLSearchParams();
    new FormData(form).forEach(function (value, name) {
      if (typeof value === "string") { this.told.append(name.replace(/^.*-/, ""), value); }
    }, this);
    this.show();
  }

  Upload.prototype.show = function () {
    var row = this.list.querySelector("template").content.cloneNode(true).firstElementChild;
    row.querySelector("[data-name]").textContent = this.file.name;
    this.row = row;
    this.bar = row.querySelector("progress");
    this.bar.setAttribute("aria-label", this.file.name);
    this.button = row.querySelector("[data-pause]");
    this.button.addEventListener("click", this.press.bind(this));
    row.querySelector("[data-leave]").addEventListener("click", this.leave.bind(this));
    this.list.appendChild(row);
    this.say("waiting");
  };

  /* Words of the list; aloud only what changes seldom. */
  Upload.prototype.say = function (word, sentence) {
    var text = sentence || this.list.dataset[word] || "";
    this.row.querySelector("[data-state]").textContent = text;
    if (word !== "going") { this.list.parentNode.querySelector("[data-upload-said]").textContent = this.file.name + ": " + text; }
  };

  Upload.prototype.percent = function (here) {
    var share = this.file.size ? Math.min(1, here / this.file.size) : 1;
    this.bar.value = Math.floor(100 * share);
    var text = this.list.dataset.going.replace("{percent}", String(this.bar.value));
    var left = this.speed ? clock((this.file.size - here) / this.speed) : "…";
    this.say("going", text.replace("{left}", left));
  };

  Upload.prototype.press = function () {
    var go = this.resume;
    this.paused = !(go && this.paused);
    this.label();
    if (go && !this.paused) { this.resume = null; go(); return; }
    if (go) { this.say("paused"); }
    if (this.sent) { this.sent.abort(); }
  };

  Upload.prototype.label = function () {
    this.button.textContent = this.paused ? this.button.dataset.on : this.button.dataset.off;
  };

  Upload.prototype.leave = function () {
    var go = this.resume;
    this.gone = true;
    this.resume = null;
    if (this.sent) { this.sent.abort(); }
    if (go) { go(); }
    if (this.id) { ask(this, this.url("drop/"), "", "application/x-www-form-urlencoded"); }
    this.row.remove();
  };

  Upload.prototype.url = function (last) { return this.form.dataset.upload + this.id + "/" + last; };

  /* Rests until it is pressed, or for a while that grows with each failure. */
  Upload.prototype.rest = function (word, forGood) {
    var self = this;
    if (this.gone) { return Promise.resolve(); }
    this.say(word);
    return new Promise(function (go) {
      self.resume = go;
      if (forGood || self.paused) { self.paused = true; self.label(); return; }
      setTimeout(function () { if (self.resume === go && !self.paused) { self.resume = null; go(); } }, self.wait);
      self.wait = Math.min(2 * self.wait, LONGEST_WAIT);
    });
  };

  /* What to do after an answer that was not taken: go on at another byte, wait, sign in again, or give up. */
  Upload.prototype.mend = function (answer) {
    var self = this;
    if (this.gone) { return Promise.reject(new Error("left")); }
    if (this.paused) { return this.rest("paused", true); }
    if (answer.status === 409 && answer.told && answer.told.offset !== undefined) { this.offset = answer.told.offset; return Promise.resolve(); }
    if (answer.status === 409 || answer.status === 429) { return this.rest(answer.status === 409 ? "broken" : "busy"); }
    if (answer.told && answer.told.sentence && answer.status < 500) { return Promise.reject(new Error(answer.told.sentence)); }
    if (!answer.status || answer.status >= 500) { return this.rest("broken"); }
    return this.token().then(function (known) { return known ? self.rest("broken") : self.rest("signedOut", true); });
  };

  /* The page as it is for whoever is signed in now: its token is the one that counts. */
  Upload.prototype.token = function () {
    var form = this.form;
    return fetch(window.location.href, { credentials: "same-origin" }).then(function (answer) { return answer.text(); }).then(function (text) {
      var found = new DOMParser().parseFromString(text, "text/html").querySelector("form[data-upload] [name=csrfmiddlewaretoken]");
      if (found) { form.elements.csrfmiddlewaretoken.value = found.value; }
      return Boolean(found);
    }).catch(function () { return true; });
  };

  Upload.prototype.announce = function () {
    var self = this;
    var told = new URLSearchParams(this.told);
    told.append("key", this.key);
    told.append("report", this.form.dataset.report);
    told.append("name", this.file.name);
    told.append("size", String(this.file.size));
    return mark(this.file).then(function (sign) {
      told.append("mark", sign);
      return ask(self, self.form.dataset.upload, told.toString(), "application/x-www-form-urlencoded");
    }).then(function (answer) {
      if (answer.status !== 200 || !answer.told) { return self.mend(answer).then(function () { return self.announce(); }); }
      self.id = answer.told.id;
      self.offset = answer.told.offset;
      self.ticket = answer.told.ticket;
    });
  };

  Upload.prototype.send = function () {
    var self = this;
    if (this.gone) { return Promise.reject(new Error("left")); }
    if (this.offset >= this.file.size) { return Promise.resolve(); }
    var from = this.offset;
    var begun = Date.now();
    return ask(this, this.url("bytes/?offset=" + from), this.file.slice(from, from + this.part), "application/octet-stream", function (loaded) {
      self.percent(from + loaded);
    }).then(function (answer) {
      if (answer.status !== 200 || !answer.told) { return self.mend(answer); }
      self.offset = answer.told.offset;
      self.wait = 1000;
      self.fit(self.offset - from, (Date.now() - begun) / 1000);
      self.percent(self.offset);
    }).then(function () { return self.send(); });
  };

  /* A part takes some ten seconds: small on a bad line, so that little is lost; large on a good one. */
  Upload.prototype.fit = function (bytes, seconds) {
    var speed = bytes / Math.max(seconds, 0.001);
    this.speed = this.speed ? 0.7 * this.speed + 0.3 * speed : speed;
    if (seconds < 5) { this.part = Math.min(2 * this.part, LARGEST); }
    if (seconds > 20) { this.part = Math.max(this.part / 2, STEP); }
  };

  Upload.prototype.finish = function () {
    var self = this;
    this.say("checking");
    return ask(this, this.url("finish/"), "", "application/x-www-form-urlencoded").then(function (answer) {
      if (answer.status === 200 && answer.told) { return; }
      return self.mend(answer).then(function () { return self.send(); }).then(function () { return self.finish(); });
    });
  };

  Upload.prototype.run = function () {
    var self = this;
    if (this.gone) { return Promise.resolve(true); }
    return (this.paused ? this.rest("paused", true) : Promise.resolve())
      .then(function () { return self.announce(); })
      .then(function () { return self.send(); })
      .then(function () { return self.finish(); })
      .then(function () { self.bar.value = 100; self.over("done"); return true; })
      .catch(function (error) {
        if (self.gone) { return true; }
        self.row.querySelector("[data-state]").classList.add("field-error");
        self.over("failed", error.message);
        return false;
      });
  };

  Upload.prototype.over = function (word, sentence) {
    this.say(word, sentence);
    this.row.querySelectorAll("button").forEach(function (button) { button.remove(); });
  };

  function watch(form) {
    var list = form.querySelector("[data-upload-list]");
    var input = form.querySelector("input[type=file]");
    var line = Promise.resolve();
    var waiting = 0;
    var good = true;
    var after = function () { window.location.href = form.dataset.done; };

    function add(file) {
      var upload = new Upload(form, list, file);
      waiting += 1;
      line = line.then(function () { return upload.run(); }).then(function (kept) {
        good = good && kept;
        waiting -= 1;
        if (!waiting && good) { after(); }
        if (!waiting) { good = true; }
      });
    }

    function take(event) {
      if (!input.files.length) { return; }
      event.preventDefault();
      list.hidden = false;
      Array.prototype.forEach.call(input.files, add);
      input.value = "";
    }

    form.addEventListener("submit", take);
    /* Whoever chose files and presses “Save and continue” meant them to go along: they are sent first. */
    document.querySelectorAll("main form").forEach(function (other) {
      if (other === form || !other.requestSubmit || other.querySelector("input:not([type=hidden]), textarea, select")) { return; }
      other.addEventListener("submit", function (event) {
        if (!input.files.length) { return; }
        after = function () { other.requestSubmit(event.submitter); };
        take(event);
      });
    });
    window.addEventListener("beforeunload", function (event) {
      if (waiting && !window.kuaLeaving) { event.preventDefault(); event.returnValue = ""; }
    });
  }

  if (able()) { document.querySelectorAll("form[data-upload]").forEach(watch); }
}());
