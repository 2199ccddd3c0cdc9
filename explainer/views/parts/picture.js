/* Choosing a sample or one's own picture, by button, drop, paste or camera, in any view.

   The view's element holds a [data-picture-bar]; its props: common (the table), samples [{id, src}].
   Calls `choose({sample})` or `choose({path})` and `preview(src)` at once with something to look at. A choice whose
   answer was cut off is made again. */
import { hasCamera, photographed } from "./camera.js";
import { cropped } from "./crop.js";
import { complain as show, fill, hear, isDraggedText, make } from "./dom.js";
import { carried, openingSample, openTab, own, ownPicture, remember, takeOver } from "./link.js";

const TYPES = ["image/png", "image/jpeg", "image/webp"];
const LIMIT = 10, PIXELS = 25; // MB and megapixels, as the server's
const ELSEWHERE = 100; // milliseconds
const CUT = 1000; // milliseconds in which a choice that failed turns out to have been cut off
const REFUSALS = { NotAllowedError: "camera_refused", SecurityError: "camera_refused" };

export function makePictureBar({ element, props, upload }, tab, ask, preview) {
  const { common, samples } = props;
  const words = common.picture;
  const place = element.querySelector("[data-picture-bar]");

  const button = (text, main = "") => make("button", { class: `k-button${main}`, text });
  const mine = button(words.own, " k-main"), pick = button(words.sample), camera = button(words.camera);
  const sheet = make("div", { class: "k-samples", hidden: true });
  const note = make("p", { class: "k-note", text: words.pasting, hidden: true });
  const error = make("p", { class: "k-error", role: "alert", hidden: true });
  const file = make("input", { class: "k-hidden", type: "file", accept: TYPES.join(","), tabIndex: -1, "aria-label": words.own });
  const buttons = make("div", { class: "k-buttons" }, mine, pick, camera);
  pick.setAttribute("aria-expanded", "false");
  camera.hidden = !hasCamera();
  place.replaceChildren(buttons, sheet, note, error, file);

  const complain = (sentence) => show(error, sentence);

  let wanted = null;
  function choose(what) {
    wanted = what;
    ask(what);
  }
  const settle = (what) => { if (wanted === what) wanted = null; };
  hear("chosen", (where) => { if (where === tab) settle(wanted); });
  hear("unchosen", (where) => { if (where === tab) setTimeout(settle, CUT, wanted); });
  hear("cut", () => { if (wanted) choose({ ...wanted }); });

  /* What cannot be decoded here goes to the server as it is, which says what is wrong with it. */
  async function cutOut(chosen) {
    const bitmap = chosen instanceof ImageBitmap ? chosen : await createImageBitmap(chosen).catch(() => null);
    if (!bitmap) return chosen;
    const megapixels = bitmap.width * bitmap.height / 1e6;
    if (megapixels > PIXELS) throw fill(words.too_large, { megapixels: megapixels.toFixed(0), limit: PIXELS });
    const square = await cropped(place, words, bitmap);
    return square && new File([square], "picture.png", { type: "image/png" });
  }

  async function take(chosen) {
    if (!chosen || mine.disabled) return; // one at a time
    const megabytes = (chosen.size || 0) / 2 ** 20;
    if (megabytes > LIMIT) {
      complain(fill(words.too_heavy, { megabytes: megabytes.toFixed(1), limit: LIMIT }));
      return;
    }
    complain("");
    mine.disabled = true;
    try {
      const cut = await cutOut(chosen);
      if (cut) await send(cut);
    } catch (problem) {
      complain(typeof problem === "string" ? problem : common.upload_failed);
    } finally {
      mine.disabled = false;
      file.value = "";
    }
  }

  async function send(cut) {
    const { path } = await upload(cut);
    choose({ path });
    own(path);
    remember(tab, { sample: null });
    note.textContent = words.not_in_link;
    note.hidden = false;
  }

  async function photograph() {
    complain("");
    camera.disabled = true;
    const bitmap = await photographed(place, words).catch((problem) => {
      complain(words[REFUSALS[problem.name] || "camera_missing"]);
    });
    camera.disabled = false;
    if (bitmap) await take(bitmap);
  }

  for (const sample of samples) {
    const image = make("img", { src: sample.src, alt: "" }), label = make("span", { text: common.sample[sample.id] });
    const chooseIt = () => {
      complain("");
      note.textContent = words.pasting;
      own(null);
      preview(sample.src);
      choose({ sample: sample.id });
      remember(tab, { sample: sample.id });
    };
    sheet.append(make("button", { on: { click: chooseIt } }, image, label));
  }

  mine.addEventListener("click", () => { note.hidden = false; file.click(); });
  camera.addEventListener("click", photograph);
  file.addEventListener("change", () => take(file.files[0]));
  pick.addEventListener("click", () => {
    sheet.hidden = !sheet.hidden;
    note.hidden = sheet.hidden;
    pick.setAttribute("aria-expanded", String(!sheet.hidden));
  });

  const isHere = () => openTab() === tab || element.offsetParent !== null;
  element.dataset.takesPictures = "";
  element.addEventListener("dragover", (event) => {
    if (isDraggedText(event)) return;
    event.preventDefault();
    element.classList.add("k-drop-here");
  });
  element.addEventListener("dragleave", () => element.classList.remove("k-drop-here"));
  element.addEventListener("drop", (event) => {
    if (isDraggedText(event)) return;
    event.preventDefault();
    element.classList.remove("k-drop-here");
    const dropped = [...event.dataTransfer.files];
    if (dropped.length) take(dropped.find((one) => TYPES.includes(one.type)) ?? dropped[0]);
    else complain(words.no_file);
  });
  document.addEventListener("paste", (event) => {
    const pasted = [...(event.clipboardData?.files || [])].find((one) => one.type.startsWith("image/"));
    if (pasted && isHere()) take(pasted);
  });

  /* One's own picture is no longer on the server: one bar, that in sight if there is one, goes back to the sample. */
  hear("gone", (path) => setTimeout(() => {
    if (!path || ownPicture() !== path) return;
    own(null);
    const { id, src } = openingSample(samples);
    preview(src);
    choose({ sample: id });
    note.hidden = true;
    complain(words.gone);
  }, isHere() ? 0 : ELSEWHERE));

  /* The picture that came along from the page in the other language, once the tab stands. */
  const came = carried();
  const standing = came && setInterval(() => {
    if (openTab() !== tab || !props.value) return;
    clearInterval(standing);
    if (carried() !== came) return;
    takeOver();
    own(came);
    choose({ path: came });
  }, 100);

  return { buttons };
}

/* What there is to look at before the first numbers come: the sample that the address names, or the first. */
export const firstLook = (samples) => openingSample(samples).src;
