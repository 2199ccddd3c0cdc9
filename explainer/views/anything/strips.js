/* What is given, as strips of colour one above another, and what goes in at last. */
function paintStrip(canvas, base64) {
  const levels = bytesOf(base64), image = new ImageData(levels.length, 1), colors = divergingColors();
  levels.forEach((level, i) => image.data.set([...colors[level], 255], 4 * i));
  putPixels(canvas, image, true);
}

/* A row for each kind; those that go in now are marked. `name(row)` is what it is called. */
function layRows(place, rows, taken, name, words) {
  place.replaceChildren(...rows.map((row) => {
    const line = document.createElement("div"), label = document.createElement("span");
    const goes = taken.includes(row.kind);
    line.className = "a-row";
    line.dataset.goes = String(goes);
    label.textContent = name(row);
    line.append(label);
    if (row.missing) {
      const missing = document.createElement("span");
      missing.className = "a-missing";
      missing.textContent = words.strips.missing[row.kind] ?? row.missing;
      line.append(missing);
      return line;
    }
    const strip = document.createElement("canvas");
    strip.setAttribute("role", "img");
    strip.setAttribute("aria-label", kakusan.fill(words.alternative.strip, { name: name(row), count: bytesOf(row.levels).length }));
    paintStrip(strip, row.levels);
    line.append(strip);
    return line;
  }));
}

/* The nearest captions with bars: [[text, similarity], …] */
function layReads(place, reads) {
  place.replaceChildren(...reads.map(([text, near]) => {
    const line = document.createElement("li"), bar = document.createElement("i"), number = document.createElement("b");
    const label = document.createElement("span");
    label.textContent = text;
    bar.style.setProperty("--share", Math.max(0, near));
    number.textContent = twoPlaces(near);
    line.append(label, bar, number);
    return line;
  }));
}

const twoPlaces = (number) => number.toFixed(2).replace("-", "−");
