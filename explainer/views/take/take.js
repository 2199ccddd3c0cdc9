/* Take it along: the moment is saved by the browser itself, a film is made by the server. */
import { fill, finder, make } from "../parts/dom.js";
import { address, lastMoment, leavesOut, ownPicture, wants } from "../parts/link.js";
import { percent } from "../parts/numbers.js";
import { makeRun } from "../parts/run.js";

const KEPT = 10_000; // milliseconds that a picture stays for the browser to save it

const save = (href, download) => make("a", { href, download }).click();

export default (view) => {
  const { element, props } = view, { words, tab } = props;
  const one = finder(element), said = one(".t-done"), progress = one(".t-progress");

  one("details").id = `take-${tab}`; // each tab has one, opened by ?section=take
  one("details").open = wants("take");
  const films = props.kinds.map((kind) => make("button", { class: "k-button", text: words.film[kind], on: { click: () => ask(kind) } }));
  one(".t-films").append(...films);
  const run = makeRun({
    view, event: "ask", prop: "film", root: one(".t-body"), now: said, error: one(".t-error"), words,
    on: {
      become(state) {
        progress.hidden = state !== "running";
        for (const button of films) button.disabled = !progress.hidden;
      },
      running({ share }) {
        said.textContent = "";
        show(share);
      },
      done({ asked, file, megabytes }) {
        save(file.url, file.orig_name);
        said.textContent = fill(words.film_saved, { kind: asked.kind.toUpperCase(), megabytes });
      },
    },
  });

  function show(share) {
    progress.querySelector("progress").value = share;
    one(".t-share").textContent = `${percent(share)} %`;
  }
  function ask(kind) {
    const moment = lastMoment(tab);
    if (!moment) return;
    const recipe = { ...moment };
    for (const key of ["tab", "canvas", "name"]) delete recipe[key];
    said.textContent = "";
    show(0);
    run.ask({ kind, ...recipe });
  }

  function savePicture(type) {
    const moment = lastMoment(tab);
    if (!moment) return;
    const { canvas, name } = moment;
    canvas.toBlob((blob) => {
      const url = URL.createObjectURL(blob);
      save(url, `${name}.${blob.type.split("/")[1]}`); // a browser that writes no WebP gives PNG
      setTimeout(() => URL.revokeObjectURL(url), KEPT);
      said.textContent = words.saved;
    }, type);
  }

  async function copyLink() {
    const missing = leavesOut() ? (ownPicture() ? "_without_both" : "_without_text") : ownPicture() ? "_without_picture" : "";
    try {
      await navigator.clipboard.writeText(address());
      said.textContent = words[`copied${missing}`];
    } catch {
      said.textContent = fill(words.copy_yourself, { link: address() });
    }
  }

  for (const type of ["png", "webp"]) one(`.t-${type}`).addEventListener("click", () => savePicture(`image/${type}`));
  one(".t-link").addEventListener("click", copyLink);
  one(".t-stop").addEventListener("click", run.stop);
};
