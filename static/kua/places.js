/* Suggests places while one types: <input list="x" data-places="/address/"> and its datalist. An unknown place is simply
   typed, with or without this script. */
(function () {
  "use strict";

  function suggest(input) {
    var list = document.getElementById(input.getAttribute("list"));
    var timer = null;
    var asked = "";
    if (!list) { return; }

    function show(text) {
      var page = new DOMParser().parseFromString("<datalist>" + text + "</datalist>", "text/html");
      list.replaceChildren.apply(list, page.querySelectorAll("option"));
    }

    function ask() {
      var words = input.value.trim();
      if (words.length < 2 || words === asked) { return; }
      asked = words;
      fetch(input.dataset.places + "?q=" + encodeURIComponent(words), { credentials: "same-origin" })
        .then(function (answer) { return answer.ok && !answer.redirected ? answer.text() : ""; })
        .then(function (options) { if (words === asked) { show(options); } })
        .catch(function () { asked = ""; });
    }

    input.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(ask, 250); });
  }

  document.querySelectorAll("input[data-places]").forEach(suggest);
}());
