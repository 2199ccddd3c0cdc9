/* What the page needs and older browsers lack: nested styles (Safari before 17.2, Firefox before 117, Chromium before
   120). Where they are there, nothing here does anything. */

/* `css` with each rule that stands in another written by itself: `.a { b, & c { … } }` as `.a b, .a c { … }`. */
export function unnested(css) {
  /* The blocks of one level, each with its head; declarations between them have none. */
  function blocksOf(text) {
    const found = [];
    let start = 0, open = 0, depth = 0;
    function declare(body) {
      if (!body.trim()) return;
      if (found.length && found[found.length - 1].head === null) found[found.length - 1].body += `;${body}`;
      else found.push({ head: null, body });
    }
    for (let at = 0; at < text.length; at++) {
      const sign = text[at];
      if (sign === '"' || sign === "'") at = text.indexOf(sign, at + 1);
      else if (sign === "{" && !depth++) open = at;
      else if (sign === "}" && !--depth) {
        found.push({ head: text.slice(start, open).trim(), body: text.slice(open + 1, at) });
        start = at + 1;
      } else if (sign === ";" && !depth) {
        declare(text.slice(start, at));
        start = at + 1;
      }
    }
    declare(text.slice(start));
    return found;
  }
  /* The selectors of a list, which commas in brackets do not part. */
  function selectorsOf(head) {
    const found = [""];
    let depth = 0;
    for (const sign of head) {
      depth += { "(": 1, ")": -1 }[sign] ?? 0;
      if (sign === "," && !depth) found.push("");
      else found[found.length - 1] += sign;
    }
    return found.map((one) => one.trim());
  }
  const joined = (parent, one) => (one.includes("&") ? one.replace(/&/g, parent) : `${parent} ${one}`);
  const within = (parents, head) => (parents ? selectorsOf(head).flatMap((one) => parents.map((parent) => joined(parent, one))) : selectorsOf(head));

  function flat({ head, body }, parents) {
    if (head === null) return parents ? `${parents.join(", ")} { ${body.trim()} }` : `${body};`;
    if (/^@(keyframes|font-face)/.test(head)) return `${head} { ${body} }`;
    return head.startsWith("@") ? `${head} {\n${all(body, parents)}\n}` : all(body, within(parents, head));
  }
  const all = (text, parents) => blocksOf(text).map((block) => flat(block, parents)).join("\n");
  return all(css.replace(/\/\*[^]*?\*\//g, ""), null);
}

/* Gradio nests each view's style in the view's id, and this page its parts in .gradio-container. */
{
  const knowsNesting = () => {
    const style = document.head.appendChild(document.createElement("style"));
    style.textContent = ".a { b { color: red } }";
    const inner = style.sheet.cssRules[0]?.cssRules;
    style.remove();
    return inner?.length === 1;
  };
  if (!knowsNesting()) {
    const isNested = (css) => /^#\S+ \{[^{}]*\{/.test(css) || css.includes("\n.gradio-container {\n");
    const mend = () => {
      for (const style of document.querySelectorAll("style")) {
        if (isNested(style.textContent)) style.textContent = unnested(style.textContent);
      }
    };
    /* the views' styles come as a file, which is laid into the page so that it can be mended */
    const lay = async (link) => {
      const style = document.createElement("style");
      style.textContent = unnested(await (await fetch(link.href)).text());
      link.replaceWith(style);
    };
    document.querySelectorAll('link[rel="stylesheet"][href*="/kakusan/"]').forEach(lay);
    mend();
    new MutationObserver(mend).observe(document.head, { childList: true, subtree: true, characterData: true });
  }
}
