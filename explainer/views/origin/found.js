/* The nearest training pictures, and on one line how near the nearest of unseen pictures lie. */
function layMatches(place, matches, words) {
  place.replaceChildren(...matches.map(({ index, near, src, said, lacking }, i) => {
    const figure = document.createElement("figure"), image = document.createElement("img"), text = document.createElement("figcaption");
    image.src = src;
    image.alt = said;
    const number = document.createElement("b");
    number.textContent = near.toFixed(3);
    text.append(number, ` ${said}`);
    if (lacking.length) {
      const differs = document.createElement("em");
      differs.textContent = ` ${kakusan.fill(words.instead, { lacking: lacking.join(words.and) })}`;
      text.append(differs);
    }
    figure.append(image, text);
    figure.title = kakusan.fill(words.number, { index });
    return figure;
  }));
}

/* Nearer is always on the left: a distance grows to the right, a likeness to the left. */
function drawLine(plot, unseen, here, isLikeness, words) {
  const svg = (name, attributes, text = "") => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.textContent = text;
    return made;
  };
  const all = [...unseen, here, isLikeness ? 1 : 0], low = Math.min(...all), high = Math.max(...all);
  const share = (value) => (value - low) / (high - low || 1);
  const x = (value) => 12 + 536 * (isLikeness ? 1 - share(value) : share(value));
  plot.replaceChildren(
    svg("line", { class: "k-line2", x1: 12, x2: 548, y1: 20, y2: 20 }),
    ...unseen.map((value) => svg("circle", { class: "o-unseen", cx: x(value), cy: 20, r: 5 })),
    svg("circle", { class: "o-here", cx: x(here), cy: 20, r: 7 }),
    svg("text", { x: 12, y: 50 }, words.equal),
    svg("text", { x: 548, y: 50, "text-anchor": "end" }, words.farther),
  );
}
