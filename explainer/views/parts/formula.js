/* Formulas in MathML, with the sentence that says them aloud: no font is fetched.

   `formula("x_t = sqrt(ᾱ_t) x_0 + sqrt(1 − ᾱ_t) ε", spoken)`. Written as one would on a blackboard:
   a_b and a_{b c} below, a^b above, sqrt(…), (a)/(b) for a fraction, names and signs as they are. */
const SPACE = "http://www.w3.org/1998/Math/MathML";
const OPERATORS = new Set([..."+−-=·×,<>≤≥≈→∈|()[]{}:;‖∑∼~"]);

function node(name, children = [], attributes = {}) {
  const made = document.createElementNS(SPACE, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const TOKEN = /\s*(sqrt|[A-Za-z]{2,}|\d+(?:\.\d+)?|[A-Za-zα-ωΑ-Ωℓ]\u0304?|ᾱ|[^\s])/uy;

function tokensOf(text) {
  const found = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) found.push(match[1]);
  return found;
}

function parse(tokens) {
  const row = [];
  const group = (close) => {
    const inner = [];
    while (tokens.length && tokens[0] !== close) inner.push(...next());
    tokens.shift();
    return inner;
  };
  const argument = () => {
    if (tokens[0] !== "{") return atom();
    tokens.shift();
    return node("mrow", group("}"));
  };
  function atom() {
    const token = tokens.shift();
    if (token === "sqrt") { tokens.shift(); return node("msqrt", group(")")); }
    if (token === "(") return node("mrow", [node("mo", ["("]), ...group(")"), node("mo", [")"])], { "data-group": "" });
    if (/^\d/.test(token)) return node("mn", [token]);
    if (OPERATORS.has(token)) return node("mo", [token]);
    return node("mi", [token], token.length > 1 && !/\u0304/.test(token) ? { mathvariant: "normal" } : {});
  }
  function next() {
    let made = atom();
    const under = tokens[0] === "_" && (tokens.shift(), argument());
    const over = tokens[0] === "^" && (tokens.shift(), argument());
    if (under && over) made = node("msubsup", [made, under, over]);
    else if (under) made = node("msub", [made, under]);
    else if (over) made = node("msup", [made, over]);
    if (tokens[0] !== "/") return [made];
    tokens.shift();
    const bare = (one) => (one.hasAttribute("data-group") ? node("mrow", [...one.childNodes].slice(1, -1)) : one);
    return [node("mfrac", [bare(made), bare(next()[0])])];
  }
  while (tokens.length) row.push(...next());
  return row;
}

/* A <math> of `text`, said to a screen reader as `spoken`. */
export function formula(text, spoken = text) {
  const written = node("math", [node("mrow", parse(tokensOf(text)))], { "aria-label": spoken, class: "k-formula" });
  return written;
}
