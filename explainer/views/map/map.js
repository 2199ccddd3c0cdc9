/* The map of the world's animals: each a framed thumbnail where CLIP, the latent or the raw pixels put it. */
import { badge, dataFinder, describe, fill, hear, press, say } from "../parts/dom.js";
import { linkOf, remember } from "../parts/link.js";
import { loadImage, loadJson } from "../parts/paint.js";
import { makeCamera } from "./camera.js";
import { makeCard } from "./card.js";
import { drawCompare } from "./compare.js";
import { makePainter } from "./draw.js";
import { wireHands } from "./hands.js";
import { makeMarks } from "./marks.js";
import { makePoints } from "./points.js";
import { makeSearch } from "./search.js";
import { drawLegend, drawSide } from "./side.js";
import { makeWorld } from "./world.js";

const TAB = "latent";

/* decoded once and for all: a large picture is otherwise decoded anew whenever a piece of it is cut out */
async function loadBitmap(url) {
  const image = await loadImage(url);
  return window.createImageBitmap ? createImageBitmap(image).catch(() => image) : image;
}

export default (view) => {
  const { element, props, watch } = view, { words } = props;
  const root = element.querySelector(".map"), find = dataFinder(root), canvas = find("canvas");
  const link = linkOf(TAB), world = makeWorld(link, words);
  const draw = () => painter.draw(), redraw = () => painter.redraw();
  const camera = makeCamera(canvas, world, redraw);
  const points = makePoints(world, camera, draw, redraw);
  const marks = makeMarks(root, world, camera, points, words);
  const painter = makePainter(canvas, world, camera, points, marks.draw);
  const select = makeCard(find("card"), canvas, { world, camera, points, words, redraw, tell: (name) => { find("said").textContent = name; } });
  const search = makeSearch({
    view, world, words, tab: TAB, form: find("search"), place: find("heard"), snippet: find("code"),
    changed() { if (world.map) explain(); painter.change(); },
  });
  let drawnSheet = null, calls = 0;

  function altText() {
    const { map, facts, space } = world;
    const census = Object.entries(map.census).map(([kind, number]) => `${words.kinds[kind]} ${number}`);
    const nearest = world.place.neighbors.map((one) => `${world.nameOf(one.index)} (${world.likeness(one)})`);
    return { ...map.facts, space: words.space[space], explained: facts.explained, census: census.join(", "), nearest: nearest.join(", ") };
  }
  /* said of what the whole map does not reach; of what one has zoomed past, the arrow says enough */
  function sayOutside() {
    const isOutside = (place) => camera.base && camera.isWhole() && camera.isOutside(camera.toScreen(place.point));
    const said = [];
    if (isOutside(world.place)) said.push(fill(words.outside, { what: world.map.facts.name }));
    if (world.wordPlace && isOutside(world.wordPlace)) said.push(fill(words.outside, { what: fill(words.quote, world.heard) }));
    find("outside").hidden = !said.length;
    find("outside").textContent = said.join(" ");
  }
  function explain() {
    const { map, facts, space } = world, { kind, breed } = facts.agreements;
    const values = { ...map.facts, ...facts, space: words.space[space], kind: kind.said, kind_blind: kind.blind, breed: breed.said, breed_blind: breed.blind };
    badge(find("badge"), props.common, map.made);
    say(find("now"), world.guess === null ? words.now_before : words.now, values);
    if (map.own.flat) find("now").append(` ${fill(words.flat, map.facts)}`);
    find("lede").textContent = fill(words.lede, map.facts);
    find("axes").textContent = fill(words.axes, facts);
    press(spaces, (button) => button.dataset.space === space);
    for (const button of spaces) button.querySelector("span").textContent = fill(words.space.numbers, map.spaces[button.dataset.space]);
    describe(canvas, words.alt, altText());
    find("look").textContent = world.wordsShown ? fill(words.landmarks.found, map.facts) : words.look;
    drawLegend(find("legend"), world, words, painter.change, showWords);
    drawSide(find("side"), world, words, select);
    search.draw();
    sayOutside();
  }

  const spaces = root.querySelectorAll("[data-space]");
  function chooseSpace(name) {
    if (name === world.space || !world.animals) return;
    const before = points.placesNow();
    world.space = name;
    select(null);
    camera.wholeMap();
    explain();
    points.setOut(before);
    remember(TAB, { space: name === "clip" ? null : name });
  }
  function showWords(shown) {
    world.withWords = shown;
    remember(TAB, { map_words: shown ? "1" : null });
    explain();
    painter.change();
  }
  function guess(which) {
    world.guess = which;
    remember(TAB, { map_guess: which });
    explain();
    compare();
    find("compare").querySelector(".map-verdict")?.focus();
  }
  const compare = () => drawCompare(find("compare"), world, words, guess);

  function countUp({ met, total, facts }) {
    if (world.map) return;
    root.dataset.state = "counting";
    root.style.setProperty("--done", met / total);
    say(find("now"), words.counting, facts);
    find("progress").setAttribute("aria-valuenow", Math.round((100 * met) / total));
  }
  async function show() {
    const value = props.value;
    if (!value) return;
    if (!value.spaces) { countUp(value); return; }
    const call = ++calls;
    const [sheet, animals, own] = await Promise.all([loadBitmap(value.sheet.url), loadJson(value.data.url), loadImage(value.own.picture.url)]);
    if (call !== calls) return; // another one came while the pictures did
    const isFirst = drawnSheet !== value.sheet.url;
    Object.assign(world, { map: value, sheet, animals, own, current: null });
    drawnSheet = value.sheet.url;
    root.dataset.state = "shown";
    find("card").hidden = true;
    if (isFirst) {
      painter.frameAnew();
      camera.base = null;
      search.light();
    }
    compare();
    appear();
    if (isFirst || world.heard) search.askAgain();
  }
  /* a canvas in a closed tab has no size; the observer calls again when it gets one */
  function appear() {
    if (!world.map || !canvas.clientWidth) return;
    const isFirst = !camera.base;
    camera.wholeMap();
    explain();
    if (isFirst) points.setOut(points.heap());
  }
  function recolor() {
    marks.inkAnew();
    if (!world.map) return;
    painter.frameAnew();
    explain();
    redraw();
  }

  find("now").textContent = words.waiting;
  hear("theme", recolor);
  new ResizeObserver(appear).observe(canvas);
  for (const button of spaces) button.addEventListener("click", () => chooseSpace(button.dataset.space));
  wireHands(canvas, root.querySelectorAll("[data-do]"), world, camera, points, select);
  search.begin(link.text("word", ""));
  watch("value", show);
  show();
};
