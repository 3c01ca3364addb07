/* Reads a chart's value at the pointer, or with the arrow keys, from the table below it: figure[data-chart] holds
   [data-drawing] with two layouts of which one is shown, [data-told] and the table. Rows stand beside marks by data-row;
   of lines over days each row says by data-at how far along the axis it lies. Without this script the table is all there. */
(function () {
  "use strict";

  function begin(figure) {
    var drawing = figure.querySelector("[data-drawing]");
    var told = figure.querySelector("[data-told]");
    var rows = Array.prototype.slice.call(figure.querySelectorAll("tbody tr"));
    var guide = document.createElement("div");
    var stop = -1;
    if (!rows.length) { return; }

    function shown() {
      return Array.prototype.filter.call(drawing.querySelectorAll("svg"), function (svg) { return svg.getClientRects().length; })[0];
    }

    function cells(row) {
      return Array.prototype.map.call(row.cells, function (cell) { return cell.textContent.trim(); });
    }

    function rowOf(mark) {
      var within = mark.closest("[data-offset]");
      return rows[Number(mark.dataset.row) + (within ? Number(within.dataset.offset) : 0)];
    }

    function place(left, top, width, height) {
      var around = drawing.getBoundingClientRect();
      guide.hidden = false;
      guide.style.left = left - around.left + "px";
      guide.style.top = top - around.top + "px";
      guide.style.width = width + "px";
      guide.style.height = height + "px";
    }

    function sayDays(at, box) {
      var held = {};
      rows.forEach(function (row) {
        if (Number(row.dataset.at) <= at + 0.002) { held["line " + row.dataset.line] = row; }
      });
      var said = Object.keys(held).map(function (line) {
        var words = cells(held[line]);
        return words[1] + ": " + words[2] + " (" + [words[0], words[3]].filter(Boolean).join(", ") + ")";
      });
      place(box.left + box.width * at, box.top, 0, box.height);
      told.textContent = said.join(" · ") || "–";
    }

    function sayRow(mark) {
      var box = mark.getBoundingClientRect();
      told.textContent = Array.prototype.map.call(rowOf(mark).cells, function (cell) {
        return (cell.dataset.label ? cell.dataset.label + ": " : "") + cell.textContent.trim();
      }).join(" · ");
      place(box.left - 2, box.top - 2, box.width + 4, box.height + 4);
    }

    function away(box, x, y) {
      return Math.max(box.left - x, 0, x - box.right) + Math.max(box.top - y, 0, y - box.bottom);
    }

    function nearest(marks, x, y) {
      return marks.reduce(function (best, mark) {
        return !best || away(mark.getBoundingClientRect(), x, y) < away(best.getBoundingClientRect(), x, y) ? mark : best;
      }, null);
    }

    function parts() {
      var svg = shown();
      var fields = svg ? svg.querySelectorAll("[data-field]") : [];
      return {
        field: fields.length === 1 ? fields[0].getBoundingClientRect() : null,
        marks: svg ? Array.prototype.filter.call(svg.querySelectorAll("[data-row]"), rowOf) : []
      };
    }

    function point(event) {
      var now = parts();
      if (now.field) {
        sayDays(Math.min(1, Math.max(0, (event.clientX - now.field.left) / now.field.width)), now.field);
      } else if (now.marks.length) {
        sayRow(nearest(now.marks, event.clientX, event.clientY));
      }
    }

    function step(event) {
      var way = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      var now = parts();
      var stops = now.field ? rows : now.marks;
      if (event.key === "Escape") { guide.hidden = true; }
      if (!way || !stops.length || event.ctrlKey || event.metaKey || event.altKey) { return; }
      event.preventDefault();
      stop = Math.min(stops.length - 1, Math.max(0, stop + way));
      if (now.field) { sayDays(Number(rows[stop].dataset.at), now.field); } else { sayRow(stops[stop]); }
    }

    guide.className = "chart-guide";
    guide.hidden = true;
    drawing.appendChild(guide);
    if (!parts().field && !parts().marks.length) { return; }
    drawing.classList.add("chart-ready");
    drawing.setAttribute("tabindex", "0");
    told.hidden = false;
    drawing.addEventListener("pointermove", point);
    drawing.addEventListener("pointerdown", point);
    drawing.addEventListener("keydown", step);
    drawing.addEventListener("pointerleave", function () { guide.hidden = true; });
  }

  document.querySelectorAll("figure[data-chart]").forEach(begin);
}());
