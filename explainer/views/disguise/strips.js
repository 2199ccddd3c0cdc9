/* Embeddings as strips of colour: one band a number, indigo below zero, the seal's red above. */
const signed = (value) => value.toFixed(2).replace("-", "−");

/* Both strips and the numbers beside them; `kind` is raw or handed. */
function showPair(pair, kind) {
  for (const button of element.querySelectorAll("[data-kind]:is(button)")) button.setAttribute("aria-pressed", button.dataset.kind === kind);
  const near = signed(kind === "raw" ? pair.raw : pair.centered);
  for (const canvas of element.querySelectorAll(".dg-strip")) {
    paintRows(canvas, bytesOf(pair.strips[kind][canvas.dataset.of]), pair.size);
    const of = canvas.dataset.of === "0" ? pair.name : pair.words;
    canvas.setAttribute("aria-label", kakusan.fill(words.strips.alternative, { of, size: pair.size, near }));
  }
  one(".dg-of-picture").textContent = kakusan.fill(words.strips.picture, { name: pair.name });
  one(".dg-of-words").textContent = kakusan.fill(words.strips.words, { words: pair.words || words.empty });
  one(".dg-legend").textContent = kakusan.fill(words.strips.legend, { size: pair.size });
  one(".dg-raw").textContent = signed(pair.raw);
  one(".dg-centered").textContent = signed(pair.centered);
  one(".dg-gap").textContent = pair.gap.toFixed(2);
  kakusan.say(one(".dg-meaning"), words.meaning[kind], { raw: signed(pair.raw), centered: signed(pair.centered), gap: pair.gap.toFixed(2) });
}

/* What is to be said of the words before they are handed over. */
function noteOf(pair) {
  const notes = [];
  if (!pair.words) notes.push(words.note.empty);
  if (pair.cut_off) notes.push(kakusan.fill(words.note.cut_off, { room: pair.room }));
  if (pair.unknown.length) notes.push(kakusan.fill(words.note.unknown, { words: pair.unknown.join(words.note.and) }));
  return notes.join(" ");
}
