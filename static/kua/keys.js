/* Keyboard shortcuts, all of them on the page itself: an element with data-key="s" is pressed (or entered) by the key s;
   j and k go to the next and the previous [data-item]; ? opens the list in dialog[data-keys]. Never while one types.
   The box [data-keys-off] in the list switches them off on this device (some people steer by voice). */
(function () {
  "use strict";

  function off() {
    try { return window.localStorage.getItem("kua-keys") === "off"; } catch (error) { return false; }
  }

  var box = document.querySelector("[data-keys-off]");
  if (box) {
    box.checked = off();
    box.addEventListener("change", function () {
      try { window.localStorage.setItem("kua-keys", box.checked ? "off" : "on"); } catch (error) { box.checked = false; }
    });
  }

  function typing(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }

  function shown(element) { return element.getClientRects().length > 0 && !element.disabled; }

  function move(by) {
    var items = Array.prototype.filter.call(document.querySelectorAll("[data-item]"), shown);
    if (!items.length) { return; }
    var here = items.findIndex(function (item) { return item.contains(document.activeElement); });
    var next = here < 0 ? (by > 0 ? 0 : items.length - 1) : Math.min(items.length - 1, Math.max(0, here + by));
    var target = items[next].querySelector("a, button, input, select, textarea, summary") || items[next];
    if (target === items[next]) { target.setAttribute("tabindex", "-1"); }
    target.focus();
    items[next].scrollIntoView({ block: "nearest" });
  }

  function near(key) {
    var scope = document.activeElement && document.activeElement.closest("[data-item]");
    var selector = "[data-key=\"" + CSS.escape(key) + "\"]";
    var own = scope ? scope.querySelector(selector) : null;
    return own || Array.prototype.find.call(document.querySelectorAll(selector), shown);
  }

  function act(element) {
    if (typing(element)) { element.focus(); return; }
    element.focus();
    element.click();
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) { return; }
    var help = document.querySelector("dialog[data-keys]");
    if (!off() && (event.key === "j" || event.key === "k")) { move(event.key === "j" ? 1 : -1); event.preventDefault(); return; }
    if (event.key === "?" && help) { help.open ? help.close() : help.showModal(); event.preventDefault(); return; }
    if (off() || (help && help.open)) { return; }
    var element = near(event.key);
    if (element && shown(element)) { event.preventDefault(); act(element); }
  });
}());
