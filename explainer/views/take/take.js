/* Take it along: the moment is saved by the browser itself, a film is made by the server. */
const words = props.words, TAB = props.tab;
const one = (name) => element.querySelector(name);
const done = one(".t-done"), progress = one(".t-progress");
let moment = null, run = 0;

kakusan.dress(element, props);
one("details").id = `take-${TAB}`; // each tab has one, opened by ?section=take
window.addEventListener("kakusan:moment", ({ detail }) => { if (detail.tab === TAB) moment = detail; });

function save(url, name) {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}

function savePicture(type) {
  if (!moment) return;
  const { canvas, name } = moment;
  canvas.toBlob((blob) => {
    const url = URL.createObjectURL(blob);
    save(url, `${name}.${blob.type.split("/")[1]}`); // a browser that writes no WebP gives PNG
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
    done.textContent = words.saved;
  }, type);
}

async function copyLink() {
  try {
    await navigator.clipboard.writeText(location.href);
    done.textContent = words[kakusan.leavesOut() ? (kakusan.own ? "copied_without_both" : "copied_without_text") : kakusan.own ? "copied_without_picture" : "copied"];
  } catch {
    done.textContent = kakusan.fill(words.copy_yourself, { link: location.href });
  }
}

function work(share) {
  progress.hidden = share === null;
  for (const button of element.querySelectorAll(".t-films button")) button.disabled = share !== null;
  progress.querySelector("progress").value = share ?? 0;
  one(".t-share").textContent = share === null ? "" : `${Math.round(100 * share)} %`;
}

function ask(kind) {
  if (!moment) return;
  done.textContent = "";
  work(0);
  const { tab, canvas, name, ...recipe } = moment;
  trigger("ask", { kind, ...recipe, run: ++run });
}

function showFilm() {
  const film = props.film;
  if (film?.run !== run || progress.hidden) return; // of one that was stopped
  if (film.file) {
    work(null);
    save(film.file.url, film.file.orig_name);
    done.textContent = kakusan.fill(words.film_saved, { kind: film.kind.toUpperCase(), megabytes: film.megabytes });
  } else {
    work(film.failed ? null : film.share);
  }
}

for (const kind of props.kinds) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "k-button";
  button.textContent = words.film[kind];
  button.addEventListener("click", () => ask(kind));
  one(".t-films").append(button);
}
for (const type of ["png", "webp"]) one(`.t-${type}`).addEventListener("click", () => savePicture(`image/${type}`));
one(".t-link").addEventListener("click", copyLink);
one(".t-stop").addEventListener("click", () => { trigger("stop"); work(null); done.textContent = words.stopped; });
if (kakusan.wants("take")) one("details").open = true;
watch("film", showFilm);
