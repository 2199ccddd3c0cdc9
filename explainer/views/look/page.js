/* `kakusan`: what all views of the page share. State in the address, theme, language, words. */
window.kakusan = (() => {
  const shared = { words: {} };
  let refused = null; // what the browser would not take as its address
  const query = () => new URLSearchParams(refused ?? location.search);
  const KEPT = ["__theme", "view", "sample"]; // of the whole page; all else belongs to one tab
  const inSpace = window.parent !== window && location.hostname.endsWith(".hf.space");
  const remembered = {}; // tab -> its part of the address
  const asked = query().get("tab"); // the tab that the address named when the page was opened
  const LATER = 2000; // milliseconds
  let open = null, again = 0;

  /* Safari takes 100 addresses in half a minute and throws at the next: it is then told the newest later. */
  function write(params) {
    const search = params.toString();
    const address = location.pathname + (search ? "?" + search : "") + location.hash;
    clearTimeout(again);
    try {
      history.replaceState(history.state, "", address);
      refused = null;
    } catch {
      refused = search;
      again = setTimeout(() => write(query()), LATER);
      return;
    }
    if (inSpace) window.parent.postMessage({ queryString: search }, "https://huggingface.co");
  }

  function show(changes) {
    const now = query();
    const next = new URLSearchParams();
    if (open) next.set("tab", open);
    for (const key of KEPT) if (now.has(key)) next.set(key, now.get(key));
    for (const [key, value] of Object.entries({ ...remembered[open], ...changes })) {
      if (value === null || value === undefined || value === shared.LEFT_OUT) next.delete(key);
      else next.set(key, value);
    }
    if (next.toString() !== now.toString()) write(next);
  }

  /* Keep `values` ({t: 420, seed: 7}) of `tab` in the address; `sample` is for all tabs. An empty text is kept as
     any other; null takes a value out: what the page opens with, or nothing; LEFT_OUT is of what no link can carry. */
  shared.LEFT_OUT = Symbol("left out of the address");
  shared.leavesOut = () => Object.values(remembered[open] ?? {}).includes(shared.LEFT_OUT);
  shared.remember = (tab, values) => {
    const { sample, ...own } = values;
    if (open === null && (tab === asked || !isThere(asked))) begin(tab);
    remembered[tab] = { ...remembered[tab], ...own };
    if (tab === open) show(sample === undefined ? {} : { sample });
  };

  /* A tab was opened. Gradio says so of the first tab as well, before the one in the address is chosen. */
  shared.opened = (tab) => {
    if (open === null && tab !== asked && isThere(asked)) return;
    if (open === null) begin(tab);
    open = tab;
    show({});
    window.dispatchEvent(new CustomEvent("kakusan:opened", { detail: tab }));
  };

  /* A tab's button is there before its content is. */
  const isThere = (tab) => Boolean(tab && document.getElementById(`tab-${tab}-button`));

  /* `tab` is the first to be open: what the address says beside is of this tab. */
  function begin(tab) {
    const own = [...query()].filter(([key]) => key !== "tab" && !KEPT.includes(key));
    remembered[tab] = { ...Object.fromEntries(own), ...remembered[tab] };
    open = tab;
  }

  /* The update that makes Gradio choose the tab in the address. */
  shared.openedTab = () => {
    return isThere(asked) ? { __type__: "update", selected: asked } : { __type__: "update" };
  };

  shared.openTab = () => open;

  /* tab -> what its figure's last finished run was asked for: the detail of the event kakusan:run, for those
     who come after it. */
  shared.runs = {};
  window.addEventListener("kakusan:run", ({ detail }) => { shared.runs[detail.tab] = detail; });
  /* The same of the event kakusan:moment: what its figure shows now. */
  shared.moments = {};
  window.addEventListener("kakusan:moment", ({ detail }) => { shared.moments[detail.tab] = detail; });
  /* Whether the address asks for the section of that id to be open: ?section=squares. */
  shared.wants = (section) => Boolean(section) && query().get("section") === section;
  shared.isEmbedded = () => query().get("view") === "embed";

  /* One's own picture, handed to the page in the other language. A frame may be refused any storage. */
  shared.handOver = (path) => { try { sessionStorage.setItem("kakusan.own", path); } catch { /* refused */ } };
  shared.handedOver = () => { try { return sessionStorage.getItem("kakusan.own"); } catch { return null; } };
  shared.takeOver = () => { try { sessionStorage.removeItem("kakusan.own"); } catch { /* refused */ } };

  shared.isDark = () => document.body.classList.contains("dark");
  shared.setDark = (dark) => {
    document.body.classList.toggle("dark", dark);
    const params = query();
    params.set("__theme", dark ? "dark" : "light");
    write(params);
    window.dispatchEvent(new Event("kakusan:theme"));
  };

  /* The address of this very state in `language`; its query is never empty, so that nothing redirects. */
  shared.inLanguage = (language) => {
    const home = location.pathname.replace(/\/ja\/?$/, "/");
    const params = query();
    if (![...params].length) params.set("tab", open || "forward");
    return (language === "ja" ? home.replace(/\/?$/, "/ja") : home) + "?" + params;
  };

  /* A view's `trigger`, which numbers what is asked for. A "stop" says up to which number of each event, so that
     it stops what is still on its way as well (tabs/desk.py). */
  let turn = 0;
  shared.numbered = (trigger) => {
    const turns = {};
    return (event, data) => {
      if (event === "stop") return trigger(event, { ...data, turns: { ...turns } });
      turns[event] = ++turn;
      trigger(event, { ...data, turn });
    };
  };

  /* Call the default export of a view's module, once what the view was made with is there. `kept` is that, or the
     key of it in the file of the page's language. */
  const meta = (name) => document.querySelector(`meta[name="kakusan-${name}"]`)?.content;
  const files = {};
  const fileOf = (language) => (files[language] ??= fetch(new URL(meta(language), document.baseURI)).then((answer) => answer.json()));
  const propsOf = async (language, key) => {
    const { values, views } = await fileOf(language);
    return Object.fromEntries(Object.entries(views[key]).map(([name, which]) => [name, values[which]]));
  };
  shared.mount = async ({ module, language, kept }, { props, trigger, ...view }) => {
    const arriving = import(new URL(meta("modules") + module, document.baseURI));
    const ours = typeof kept === "string" ? await propsOf(language, kept) : kept;
    for (const [key, value] of Object.entries(ours)) if (!(key in props)) props[key] = value;
    const { default: begin } = await arriving;
    begin({ ...view, props, trigger: shared.numbered(trigger) });
  };

  /* What is to be written; where there is nothing, "…", and the console, to which the tests listen, is told. */
  const orMissing = (found, what) => {
    if (found !== undefined && found !== null) return found;
    console.error(`kakusan: nothing to write for ${what}`);
    return "…";
  };
  const valueOf = (name, values, sentence) => orMissing(values?.[name], `{${name}} in "${sentence}"`);

  /* The text of every [data-text] and [data-label] in `element`, from props.words. */
  shared.dress = (element, props) => {
    const find = (path) => orMissing(path.split(".").reduce((table, key) => table?.[key], props.words), path);
    for (const one of element.querySelectorAll("[data-text]")) one.textContent = find(one.dataset.text);
    for (const one of element.querySelectorAll("[data-label]")) one.setAttribute("aria-label", find(one.dataset.label));
  };

  /* `sentence` with its {names} filled in, as plain text. */
  shared.fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => valueOf(name, values, sentence));

  /* The same into `element`, each value in <b>. */
  shared.say = (element, sentence, values) => {
    const parts = sentence.split(/\{(\w+)\}/);
    element.replaceChildren(...parts.map((part, index) => {
      if (index % 2 === 0) return document.createTextNode(part);
      const bold = document.createElement("b");
      bold.textContent = valueOf(part, values, sentence);
      return bold;
    }));
  };

  /* How a result came to be: live, or recorded `made` seconds after 1970, with the time if that is today;
     `made` may also be a mere day, as in "2026-11-25". */
  shared.badge = (badge, common, made) => {
    const isDay = typeof made === "string";
    const date = made && new Date(isDay ? `${made}T12:00` : made * 1000);
    const today = date && !isDay && date.toDateString() === new Date().toDateString();
    const when = date && date.toLocaleString(document.documentElement.lang, today ? { timeStyle: "short" } : { dateStyle: "medium" });
    badge.dataset.kind = made ? "recorded" : "live";
    badge.textContent = made ? `${common.recorded} ${when}` : common.live;
    badge.title = made ? "" : common.live_means;
  };

  document.documentElement.classList.toggle("k-embed", shared.isEmbedded());
  return shared;
})();
