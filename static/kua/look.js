/* Makes a picture larger and smaller and turns it, in the browser alone: nothing is saved. figure[data-look] holds
   [data-frame] > [data-sheet] > img, and [data-tools] with [data-zoom], [data-turn], [data-state]. The keys + - r are
   pressed by keys.js. Without this script a link opens the picture at full size. */
(function () {
  "use strict";
  var STEPS = [1, 1.5, 2, 3, 4, 6, 8];

  function begin(look) {
    var frame = look.querySelector("[data-frame]");
    var sheet = look.querySelector("[data-sheet]");
    var picture = sheet.querySelector("img");
    var state = look.querySelector("[data-state]");
    var step = 0;
    var turned = 0;
    var first = null;

    function measure() {
      if (!first) { first = { width: picture.clientWidth, height: picture.clientHeight }; }
      if (picture.dataset.large) { picture.src = picture.dataset.large; picture.removeAttribute("data-large"); }
    }

    function draw() {
      var lies = turned % 180 !== 0;
      var fit = lies ? Math.min(1, frame.clientWidth / first.height) : 1;
      var width = first.width * fit * STEPS[step];
      var height = first.height * fit * STEPS[step];
      look.classList.add("look-moved");
      sheet.style.width = (lies ? height : width) + "px";
      sheet.style.height = (lies ? width : height) + "px";
      picture.style.width = width + "px";
      picture.style.height = height + "px";
      picture.style.transform = "translate(-50%, -50%) rotate(" + turned + "deg)";
      state.textContent = Math.round(STEPS[step] * 100) + " %" + (turned ? " · " + turned + "°" : "");
    }

    look.addEventListener("click", function (event) {
      var zoom = event.target.closest("[data-zoom]");
      var turn = event.target.closest("[data-turn]");
      if (!zoom && !turn) { return; }
      measure();
      if (zoom) { step = Math.min(STEPS.length - 1, Math.max(0, step + Number(zoom.dataset.zoom))); }
      if (turn) { turned = (turned + 90) % 360; }
      draw();
    });
    frame.setAttribute("tabindex", "0");
    look.querySelector("[data-tools]").hidden = false;
  }

  document.querySelectorAll("figure[data-look]").forEach(begin);
}());
