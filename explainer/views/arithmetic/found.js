/* Where the sum ends: how near to each term, which animals are there. */
const two = (number) => number.toFixed(2).replace("-", "−");
const nameOf = (term, words) => term.text ?? words.picture;

function layBars(place, value, words) {
  const top = Math.max(...value.terms.map(({ near }) => near));
  place.replaceChildren(...value.terms.flatMap((term) => {
    const bar = made("div", "a-bar"), fill = made("i");
    bar.style.setProperty("--near", term.near);
    bar.dataset.top = term.near === top;
    bar.append(fill);
    const label = made("span", "", `${signOf(term.sign)} ${nameOf(term, words)}`);
    if (term.caption && term.caption !== term.text) label.append(made("small", "", kakusan.fill(words.as, { caption: term.caption })));
    return [label, bar, made("span", "", two(term.near))];
  }));
}

function layRows(place, value, stamps, words) {
  const shared = new Set(value.rows.alone.map(([animal]) => animal));
  const first = nameOf(value.terms[value.first], words);
  const same = JSON.stringify(value.rows.fresh) === JSON.stringify(value.rows.sum);
  place.replaceChildren(...Object.entries(value.rows).map(([key, animals]) => {
    const row = made("div", "a-row"), said = made("p"), list = made("ol", "a-animals");
    kakusan.say(said, words.rows[key === "fresh" && same ? "fresh_same" : key], { first, shared: value.shared, count: animals.length });
    if (key !== "fresh" || !same) {
      list.append(...animals.map(([animal, similarity]) => {
        const item = made("li"), canvas = made("canvas");
        paintCell(canvas, stamps, animal);
        canvas.setAttribute("role", "img");
        canvas.setAttribute("aria-label", kakusan.fill(words.alternative.animal, { name: value.names[animal], similarity: two(similarity) }));
        item.dataset.shared = key === "sum" && shared.has(animal);
        item.append(canvas, made("b", "", two(similarity)), document.createTextNode(value.names[animal]));
        return item;
      }));
    }
    row.append(said, list);
    return row;
  }));
}

/* Words that CLIP never met, each with a button that puts the nearest known one in its place. */
function layUnknown(place, unknown, words, replace) {
  place.hidden = !unknown.length;
  place.replaceChildren(...unknown.flatMap(([word, near]) => {
    const button = made("button", "k-button", kakusan.fill(words.instead, { near }));
    button.addEventListener("click", () => replace(word, near));
    return [document.createTextNode(kakusan.fill(words.unknown, { word, near })), button];
  }));
}
