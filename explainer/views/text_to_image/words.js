/* The prompt: its tokens with ids, what the pack does not know, and examples to try. */
const one = (name) => element.querySelector(name);
const words = props.words;
const prompt = one(".i-prompt");

function tokenPrint([text, id, known]) {
  const item = document.createElement("li");
  const number = document.createElement("small");
  item.textContent = text.trim() || "␣";
  number.textContent = id;
  item.append(number);
  if (!known) {
    item.dataset.unknown = "";
    item.title = words.heard.unknown_token;
  }
  return item;
}

function rest(count) {
  const item = document.createElement("li");
  item.className = "i-more";
  item.textContent = kakusan.fill(words.heard.more, { count });
  return item;
}

function showHeard(heard) {
  const items = heard.tokens.map(tokenPrint);
  if (heard.count > items.length) items.push(rest(heard.count - items.length));
  one(".i-tokens").replaceChildren(...items);
  one(".i-heard-title").textContent = kakusan.fill(words.heard.title, { count: heard.count });
  const notes = [];
  if (!heard.prompt) notes.push(words.heard.empty);
  if (heard.cut_off) notes.push(kakusan.fill(words.heard.cut_off, { room: heard.room }));
  if (heard.unknown.length) notes.push(kakusan.fill(words.heard.unknown, { words: heard.unknown.map(shorten).join(words.heard.and) }));
  one(".i-notes").textContent = notes.join(" ");
}

const shorten = (text) => (text.length > 24 ? `${text.slice(0, 24)}…` : text);

function showExamples(choose) {
  for (const example of Object.values(words.examples)) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = example;
    button.addEventListener("click", () => choose(example));
    one(".i-examples").append(button);
  }
}

/* The field grows with what is written in it, up to four lines. */
function fitPrompt() {
  prompt.style.height = "";
  if (prompt.scrollHeight > prompt.clientHeight) prompt.style.height = `${Math.min(prompt.scrollHeight + 2, 132)}px`;
}
