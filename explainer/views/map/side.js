// Beside the map: who is nearest to the picture and to the words; above it: the kinds, to be hidden.
function legendButton([kind, number]) {
  const button = made("button");
  button.type = "button";
  button.setAttribute("aria-pressed", String(!hidden.has(kind)));
  button.append(legendIcon(kind), `${words.kinds[kind]} ${number}`);
  button.addEventListener("click", () => {
    if (!hidden.delete(kind)) hidden.add(kind);
    button.setAttribute("aria-pressed", String(!hidden.has(kind)));
    stale();
    redraw();
  });
  return button;
}

function wordsButton() {
  const button = made("button", "map-words", words.landmarks.show);
  button.type = "button";
  button.disabled = !map.landmarks || space !== "clip";
  button.setAttribute("aria-pressed", String(withWords && !button.disabled));
  button.title = map.landmarks ? words.landmarks.hint : words.search.no_port;
  button.addEventListener("click", () => {
    withWords = !withWords;
    kakusan.remember(TAB, { map_words: withWords ? "1" : null });
    stale();
    describe();
    redraw();
  });
  return button;
}

function drawLegend() {
  find("legend").replaceChildren(...Object.entries(map.census).map(legendButton), ownEntry(), wordsButton());
}

function neighborRow(neighbor) {
  const { index } = neighbor;
  const row = made("li"), button = made("button"), picture = made("canvas");
  button.type = "button";
  cutInto(picture, index, 88);
  button.append(picture, made("b", "", nameOf(index)), made("span", "", `${words.places[feature("place", index)]} · ${likeness(neighbor)}`));
  for (const event of ["pointerenter", "focus", "click"]) button.addEventListener(event, () => select(index));
  for (const event of ["pointerleave", "blur"]) button.addEventListener(event, () => select(null));
  row.append(button);
  return row;
}

function list(title, note, neighbors) {
  const heading = made("h3", "", title), rows = made("ol");
  rows.append(...neighbors.map(neighborRow));
  return [heading, ...(note ? [made("p", "k-note", note)] : []), rows];
}

function drawSide() {
  const facts = map.spaces[space], word = space === "clip" && heard?.place;
  const note = facts.whole ? "" : kakusan.fill(words.near_note, facts);
  const most = word ? 3 : 5;
  const parts = list(kakusan.fill(words.near, map.facts), note, map.own.places[space].neighbors.slice(0, most));
  if (word) parts.push(...list(kakusan.fill(words.near, { name: kakusan.fill(words.quote, heard) }), "", heard.place.neighbors.slice(0, most)));
  find("side").replaceChildren(...parts);
}
