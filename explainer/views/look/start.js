/* The first lines of a page, before anything is drawn: what older browsers lack, the frame of an embedded page, and
   `kakusan`, by which Gradio's own listeners and views reach the modules (views/look/page.js). */
for (const { prototype } of [Array, String, Object.getPrototypeOf(Uint8Array)]) { // Safari before 15.4 has no `at`
  if (prototype.at) continue;
  const value = function at(index) { return this[index < 0 ? this.length + index : index]; };
  Object.defineProperty(prototype, "at", { value, writable: true, configurable: true });
}
document.documentElement.classList.toggle("k-embed", new URLSearchParams(location.search).get("view") === "embed");

window.kakusan = (() => {
  const address = (name) => new URL(document.querySelector(`meta[name="kakusan-${name}"]`).content, document.baseURI);
  /* What did not come because the server is away comes once it is there (views/look/reach.js). */
  const load = async (path) => {
    const where = new URL(path, address("modules")).href;
    return import(where).catch(async (problem) => {
      if (!(await fetch(where)).ok) throw problem;
      return import(where);
    });
  };
  const page = load("look/page.js");
  const through = (name) => async (...given) => (await page)[name](...given);
  return { address, load, mount: through("mount"), opened: through("opened"), openedTab: through("openedTab"), filled: through("filled"), unfilled: through("unfilled"), chosen: through("chosen"), unchosen: through("unchosen") };
})();
