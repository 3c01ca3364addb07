/* Suggests while one types into the search box. The server decides what is found and from how many letters on; only the
   last question is asked and only its answer shows. Enter without a choice always goes to the page, as without this. */
(function () {
  "use strict";
  var form = document.querySelector("form[data-seek]");
  if (!form) { return; }
  var WAIT = 150;
  var SLOW = 1000;
  var box = form.querySelector("input");
  var list = form.querySelector("[role=listbox]");
  var said = form.querySelector("[role=status]");
  var slow = form.querySelector(".seek-slow");
  var timer = null;
  var patience = null;
  var asking = null;
  var shown = "";

  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");

  function options() { return Array.prototype.slice.call(list.querySelectorAll("[role=option]")); }

  function chosen() { return list.querySelector("[aria-selected=true]"); }

  function choose(option) {
    if (chosen()) { chosen().setAttribute("aria-selected", "false"); }
    if (!option) { box.removeAttribute("aria-activedescendant"); return; }
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", option.id);
  }

  function rest() {
    clearTimeout(timer);
    clearTimeout(patience);
    if (asking) { asking.abort(); asking = null; }
    slow.hidden = true;
  }

  function close() {
    rest();
    shown = "";
    choose(null);
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
  }

  function show(text, words) {
    var page = new DOMParser().parseFromString(text, "text/html");
    list.replaceChildren.apply(list, page.body.children);
    options().forEach(function (option, number) {
      option.id = list.id + "-" + number;
      option.tabIndex = -1;
      option.setAttribute("aria-selected", "false");
    });
    var count = options().length;
    shown = words;
    list.hidden = count === 0;
    box.setAttribute("aria-expanded", String(count > 0));
    box.removeAttribute("aria-activedescendant");
    said.textContent = count ? list.getAttribute("aria-label") + ": " + count : "";
  }

  function take(answer) { return answer.ok && !answer.redirected ? answer.text() : ""; }

  function ask() {
    var words = box.value.trim();
    rest();
    if (words === shown) { return; }
    if (words.length < 2) { close(); return; }
    var mine = asking = new AbortController();
    patience = setTimeout(function () { slow.hidden = false; }, SLOW);
    fetch(form.dataset.seek + "?q=" + encodeURIComponent(words), { credentials: "same-origin", signal: mine.signal })
      .then(take)
      .then(function (text) { if (asking === mine) { rest(); show(text, words); } })
      .catch(function () { if (asking === mine) { close(); } });
  }

  function move(by) {
    var all = options();
    var next = all.indexOf(chosen()) + by;
    choose(next < 0 ? null : all[Math.min(next, all.length - 1)]);
  }

  box.addEventListener("input", function () {
    choose(null);
    rest();
    timer = setTimeout(ask, WAIT);
  });

  box.addEventListener("keydown", function (event) {
    if (event.isComposing) { return; }
    if (event.key === "Escape" && !list.hidden) { event.preventDefault(); close(); return; }
    if (event.key === "ArrowDown" && list.hidden) { shown = ""; ask(); return; }
    if (list.hidden) { return; }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); move(event.key === "ArrowDown" ? 1 : -1); }
    if (event.key === "Enter" && chosen()) { event.preventDefault(); chosen().click(); }
  });

  list.addEventListener("mousedown", function (event) { event.preventDefault(); });
  form.addEventListener("submit", close);
  form.addEventListener("focusout", function (event) { if (!form.contains(event.relatedTarget)) { close(); } });
  window.addEventListener("pageshow", close);
}());
