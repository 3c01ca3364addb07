/* Draws the boxes of a redaction on the picture: [data-boxes] holds the picture, every [data-box] four number fields
   (data-part: left, top, width, height, in per cent). Press and pull on the picture for a new box; a box is moved by
   pulling it or with the arrow keys, made larger or smaller with Shift and the arrow keys, taken away with Delete.
   Without this script the numbers are typed. */
(function () {
  "use strict";
  var sheet = document.querySelector("[data-boxes]");
  var list = document.querySelector("[data-box-list]");
  if (!sheet || !list) { return; }

  function rows() { return Array.from(list.querySelectorAll("[data-box]")); }
  function field(row, part) { return row.querySelector("[data-part='" + part + "']"); }
  function number(row, part) { return parseFloat(field(row, part).value.replace(",", ".")) || 0; }
  function within(value, low, high) { return Math.min(high, Math.max(low, value)); }
  function short(value) { return String(Math.round(value * 100) / 100); }
  function isEmpty(row) { return !number(row, "width") || !number(row, "height"); }

  function write(row, box) {
    var width = within(box.width, 0.5, 100);
    var height = within(box.height, 0.5, 100);
    field(row, "left").value = short(within(box.left, 0, 100 - width));
    field(row, "top").value = short(within(box.top, 0, 100 - height));
    field(row, "width").value = short(width);
    field(row, "height").value = short(height);
    draw(row);
  }

  function read(row) {
    return { left: number(row, "left"), top: number(row, "top"), width: number(row, "width"), height: number(row, "height") };
  }

  function draw(row) {
    var shape = row.shape;
    var box = read(row);
    shape.hidden = isEmpty(row);
    shape.style.left = box.left + "%";
    shape.style.top = box.top + "%";
    shape.style.width = box.width + "%";
    shape.style.height = box.height + "%";
  }

  function clear(row) {
    ["left", "top", "width", "height"].forEach(function (part) { field(row, part).value = ""; });
    draw(row);
  }

  function blank() {
    var free = rows().find(isEmpty);
    if (free) { return free; }
    var last = rows()[rows().length - 1];
    var count = rows().length + 1;
    var made = last.cloneNode(true);
    if (count > 50) { return null; }
    made.querySelector("legend").textContent = list.dataset.label + " " + count;
    made.querySelectorAll("input").forEach(function (input) {
      var id = "box-" + count + "-" + input.dataset.part;
      made.querySelector("label[for='" + input.id + "']").htmlFor = id;
      input.id = id;
      input.value = "";
    });
    last.after(made);
    shapeFor(made, count);
    return made;
  }

  function at(event) {
    var edge = sheet.getBoundingClientRect();
    return { x: within((event.clientX - edge.left) / edge.width * 100, 0, 100), y: within((event.clientY - edge.top) / edge.height * 100, 0, 100) };
  }

  function pull(event, go) {
    var from = at(event);
    function move(next) { var to = at(next); go(from, to); }
    function end() {
      document.removeEventListener("pointermove", move);
      document.removeEventListener("pointerup", end);
      document.removeEventListener("pointercancel", end);
    }
    event.preventDefault();
    document.addEventListener("pointermove", move);
    document.addEventListener("pointerup", end);
    document.addEventListener("pointercancel", end);
  }

  function shapeFor(row, count) {
    var shape = document.createElement("button");
    shape.type = "button";
    shape.className = "box";
    shape.setAttribute("aria-label", list.dataset.label + " " + count);
    row.shape = shape;
    shape.addEventListener("pointerdown", function (event) {
      var began = read(row);
      shape.focus();
      event.stopPropagation();
      pull(event, function (from, to) {
        write(row, { left: began.left + to.x - from.x, top: began.top + to.y - from.y, width: began.width, height: began.height });
      });
    });
    shape.addEventListener("keydown", function (event) {
      var by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      var box = read(row);
      if (event.key === "Delete" || event.key === "Backspace") { event.preventDefault(); clear(row); add.focus(); return; }
      if (!by) { return; }
      event.preventDefault();
      if (event.shiftKey) { box.width += by[0]; box.height += by[1]; } else { box.left += by[0]; box.top += by[1]; }
      write(row, box);
    });
    row.addEventListener("input", function () { draw(row); });
    sheet.append(shape);
    draw(row);
  }

  sheet.addEventListener("pointerdown", function (event) {
    if (event.button) { return; }
    var row = blank();
    if (!row) { return; }
    pull(event, function (from, to) {
      write(row, { left: Math.min(from.x, to.x), top: Math.min(from.y, to.y), width: Math.abs(to.x - from.x), height: Math.abs(to.y - from.y) });
    });
  });

  var add = document.querySelector("[data-box-add]");
  add.hidden = false;
  add.addEventListener("click", function () {
    var row = blank();
    if (!row) { return; }
    write(row, { left: 40, top: 40, width: 20, height: 20 });
    row.shape.focus();
  });
  rows().forEach(function (row, index) { shapeFor(row, index + 1); });
  sheet.classList.add("drawing");
  document.querySelectorAll("[data-with-script]").forEach(function (one) { one.hidden = false; });
}());
