// Words that the reader looks for: the animals that they name light up, and CLIP says where the words lie.
const input = find("words");
let run = 0, typing = 0, sent = "";

function ask(at = 0) {
  clearTimeout(typing);
  typing = setTimeout(() => {
    const text = input.value.trim();
    if (text === sent) return;
    sent = text;
    kakusan.remember(TAB, { word: text || null });
    if (!text) return hearNothing();
    find("heard").textContent = words.search.waiting;
    trigger("typed", { text, run: ++run });
  }, at);
}

function hearNothing() {
  run += 1; // what is still on its way is no longer wanted
  heard = lit = null;
  find("heard").replaceChildren(...examples());
  stale();
  if (map) describe();
  redraw();
}

function useWord(text) {
  input.value = text;
  ask();
}

function wordButton(text) {
  const button = made("button", "map-word", text);
  button.type = "button";
  button.addEventListener("click", () => useWord(text));
  return button;
}

const examples = () => [made("span", "", words.search.try), ...Object.values(words.search.examples).map(wordButton)];

const named = (index) => Object.entries(heard.factors).every(([name, values]) => values.includes(feature(name, index)));

function light() {
  const names = Object.keys(heard.factors).length > 0;
  lit = names ? new Set(Array.from({ length: count() }, (_, i) => i).filter(named)) : null;
  stale();
}

// what the words name, what no caption ever held, and where CLIP puts them
function heardParts() {
  const values = { text: heard.text, seconds: heard.seconds, found: lit?.size ?? 0, total: map.facts.total, ...(heard.closeness === null ? {} : { closeness: heard.closeness }), name: map.facts.name };
  const parts = [say(lit === null ? words.search.no_feature : lit.size ? words.search.found : words.search.found_none, values)];
  for (const [word, near] of heard.unknown) {
    const said = say(near ? words.search.unknown : words.search.unlike, { word });
    if (near) said.append(wordButton(near));
    parts.push(said);
  }
  if (!heard.place) parts.push(say(words.search.no_port, {}));
  else if (space !== "clip") parts.push(say(words.search.only_clip, values));
  else parts.push(say(words.search.place, values));
  return parts;
}

function say(sentence, values) {
  const line = made("p");
  kakusan.say(line, sentence, values);
  return line;
}

function drawHeard() {
  find("code").hidden = !heard?.place;
  find("code").querySelector("pre").textContent = heard?.code ?? "";
  if (!heard) find("heard").replaceChildren(...examples());
  else find("heard").replaceChildren(...heardParts(), clearButton());
}

function clearButton() {
  const button = wordButton(words.search.clear);
  button.addEventListener("click", () => useWord(""));
  return button;
}

function hearing() {
  const value = props.heard;
  if (!value || value.run !== run || !animals) return;
  if (value.error) return find("heard").replaceChildren(made("p", "", value.error), clearButton());
  heard = value;
  light();
  describe();
  redraw();
}

// the closeness of the words is to the picture on the page: another picture, another number
function askAgain() {
  if (!input.value.trim()) return;
  sent = "";
  ask();
}

function wireSearch() {
  input.placeholder = words.search.hint;
  input.value = linked.get("word") ?? "";
  find("search").addEventListener("submit", (event) => { event.preventDefault(); ask(); });
  input.addEventListener("input", () => ask(350));
  watch("heard", hearing);
}
