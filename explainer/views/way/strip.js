/* Every step as a column: above what it expects, below the animal that CLIP finds nearest to that. */
function drawStrip(place, chosen) {
  const columns = film.places.clip.map(({ index, near }, i) => {
    const button = document.createElement("button"), expected = document.createElement("canvas");
    const animal = document.createElement("canvas"), label = document.createElement("span");
    button.type = "button";
    paintCell(expected, film.cells, i);
    paintAnimal(animal, index);
    animal.classList.toggle("y-round", featureOf("kind", index) === "dog");
    label.textContent = i === film.last ? words.end : String(i + 1);
    button.classList.toggle("y-decides", i === film.decided.kind);
    button.append(expected, animal, label);
    button.setAttribute("aria-label", kakusan.fill(i === film.last ? words.alternative.end : words.alternative.step, { step: i + 1, name: nameOf(index), near }));
    button.addEventListener("click", () => chosen(i));
    return button;
  });
  place.replaceChildren(...columns);
}

function paintAnimal(canvas, index) {
  const { cell, columns } = film.animals;
  canvas.width = canvas.height = cell;
  canvas.style.setProperty("--of", colorOf(featureOf("kind", index)));
  canvas.getContext("2d").drawImage(film.herd, (index % columns) * cell, Math.floor(index / columns) * cell, cell, cell, 0, 0, cell, cell);
}
