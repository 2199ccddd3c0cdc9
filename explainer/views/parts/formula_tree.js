/* The tree of a formula. In: its text, as in formula.js. Out: nodes { kind, ... }:

   row {of}, letter {text, mark, primes}, number, name, words or sign {text}, value {name}, root {of},
   group {open, close, of}, call {what, group}, script {base, below, above}, fraction {over, under}. */
const CLOSING = { "(": ")", "[": "]", "‖": "‖", "|": "|" };
export const MARKS = { "\u0302": "hat", "\u0304": "bar" };
export const PREFIXES = new Set(["−", "+", "±"]);
const SIGNS = new Set([...PREFIXES, "Σ", ..."=<>≤≥≈~·×,;:←→∈"]);
const LETTER = "\\p{Script=Latin}|\\p{Script=Greek}|[∞∅ℒ]";
const WORDS = "[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー]+";
const TOKEN = new RegExp(`(\\s*)(?:\\{(\\w+)\\}|(\\d+(?:\\.\\d+)?)|(Σ)|([A-Za-z]{2,})(?![\u0302\u0304])|((?:${LETTER})[\u0302\u0304]?′*)|(${WORDS})|(\\S))`, "uy");
const KINDS = ["value", "number", "sign", "name", "letter", "words", "sign"];

/* [{kind, text, touches}] of a formula's text; `touches` where no space is before it. */
function tokensOf(text) {
  const plain = text.trim().replace(/[\p{Script=Latin}\p{Script=Greek}]/gu, (letter) => letter.normalize("NFD")).replace(/-/g, "−");
  const found = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(plain); match; match = TOKEN.exec(plain)) {
    const which = match.slice(2).findIndex((part) => part !== undefined);
    found.push({ kind: KINDS[which], text: match[which + 2], touches: !match[1] });
  }
  return found;
}

function letterOf(text) {
  const [letter, ...more] = text;
  const primes = more.filter((one) => one === "′").length;
  return { kind: "letter", text: letter, mark: more.find((one) => one in MARKS), primes };
}

/* The tree of a formula's text; throws an Error that says what is wrong. */
export function parse(text) {
  const tokens = tokensOf(text);
  let at = 0;
  const is = (sign) => tokens[at]?.kind === "sign" && tokens[at].text === sign;
  const take = (sign) => is(sign) && Boolean(++at);
  const opens = () => tokens[at]?.kind === "sign" && tokens[at].text in CLOSING;

  function row(close) {
    const of = [];
    while (at < tokens.length && !(close && is(close))) {
      of.push(tokens[at].kind === "sign" && SIGNS.has(tokens[at].text) ? sign() : term());
    }
    if (close && !take(close)) throw new Error(`no ${close}`);
    if (!of.length) throw new Error("nothing where something belongs");
    return { kind: "row", of };
  }
  function sign() {
    const made = { kind: "sign", text: tokens[at++].text };
    return made.text === "Σ" ? scripted(made) : made;
  }
  function group() {
    const open = tokens[at++].text;
    return { kind: "group", open, close: CLOSING[open], of: row(CLOSING[open]) };
  }
  function one() {
    if (opens()) return group();
    const token = tokens[at++];
    if (!token) throw new Error("it ends too early");
    if (token.kind === "name" && token.text === "sqrt") {
      if (!is("(")) throw new Error("no ( after sqrt");
      return { kind: "root", of: group().of };
    }
    if (token.kind === "letter") return letterOf(token.text);
    if (token.kind === "sign") throw new Error(`${token.text} where a term belongs`);
    return token.kind === "value" ? { kind: "value", name: token.text } : { kind: token.kind, text: token.text };
  }
  function scripted(base) {
    let below = null, above = null;
    for (;;) {
      if (!below && take("_")) below = bare(one());
      else if (!above && take("^")) above = bare(one());
      else return below || above ? { kind: "script", base, below, above } : base;
    }
  }
  function factor() {
    const first = scripted(one());
    const head = first.kind === "script" && first.below ? first.base : first;
    const isCalled = (head.kind === "letter" || head.kind === "name") && opens() && tokens[at].touches && !first.above && !closesHere();
    if (!isCalled) return first;
    const isNorm = is("‖") || is("|");
    const inner = group();
    return isNorm ? { kind: "call", what: first, group: scripted(inner) } : scripted({ kind: "call", what: first, group: inner });
  }
  /* ‖ and | look the same at both ends: after a letter they open only if as many are open as are closed */
  function closesHere() {
    const mark = tokens[at].text;
    return CLOSING[mark] === mark && tokens.slice(0, at).filter((token) => token.text === mark).length % 2 === 1;
  }
  function term() {
    let made = factor();
    while (take("/")) made = { kind: "fraction", over: bare(made), under: bare(factor()) };
    return made;
  }
  return row();
}

const bare = (node) => (node.kind === "group" && node.open === "(" ? node.of : node);

/* Whether the node is a name, as of a function, with or without something below and above it. */
export const isName = (node) => node?.kind === "name" || (node?.kind === "script" && isName(node.base));
export const isSign = (node) => !node || node.kind === "sign" || (node.kind === "script" && node.base.kind === "sign");
