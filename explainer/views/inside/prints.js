/* The prints of one step: decoded pictures or the latents themselves, and maps of noise. */
const one = (name) => element.querySelector(name);
const words = props.words;
const NOTHING = 128; // the level of zero

/* A run that has arrived: its sheet, and its maps by name. */
async function keep(value) {
  const [image, maps] = await Promise.all([loadImage(value.sheet.url), loadBytes(value.maps.url)]);
  const { columns, size, side, channels, places } = value, k = value.moments.length, area = channels * side * side;
  const cut = (index) => maps.subarray(index * area, (index + 1) * area);
  const row = (number) => (position) => cut(places + number * k + position);
  return {
    ...value, k,
    sheet: { image, columns, size },
    latent: cut, eps: row(0), truth: row(1), mistake: row(2), fresh: row(3), beneath: row(4),
  };
}

const paintMap = (run, name, levels) => paintLevels(one(`.n-${name}`), levels, run.side, run.channels);

function paintLatent(run, name, cell, levels, asNumbers) {
  if (asNumbers) paintMap(run, name, levels);
  else paintCell(one(`.n-${name}`), run.sheet, cell);
}

function paintStep(run, position, asNumbers) {
  const { before, after, back } = run.moments[position];
  paintLatent(run, "x", before, run.latent(before), asNumbers);
  paintLatent(run, "next", after, run.latent(after), asNumbers);
  paintLatent(run, "x0", run.places + position, run.beneath(position), asNumbers);
  paintMap(run, "eps", run.eps(position));
  paintMap(run, "guess", run.eps(position));
  paintMap(run, "truth", run.truth(position));
  paintMap(run, "mistake", run.mistake(position));
  paintMap(run, "fresh", back ? run.fresh(position) : run.fresh(position).map(() => NOTHING));
}

const PRINTS = ["x", "eps", "fresh", "next", "guess", "truth", "mistake", "x0"];
function describe(numbers) {
  for (const name of PRINTS) {
    const key = name === "guess" ? "eps" : name === "fresh" && numbers.nothing ? "nothing" : name;
    one(`.n-${name}`).setAttribute("aria-label", kakusan.fill(words.alternative[key], numbers));
  }
}
