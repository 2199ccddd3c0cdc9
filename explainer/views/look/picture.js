/* kakusan.pictureBar: choosing a sample or one's own picture, by button, drop, paste or camera, in any view.

   `element` holds a [data-picture-bar]; props: words (table `common`, as props.common), samples [{id, src}].
   Calls `choose({sample})` or `choose({path})` and `preview(src)` at once with something to look at. */
kakusan.pictureBar = (element, props, tab, upload, choose, preview) => {
  const { common, samples } = props;
  const TYPES = ["image/png", "image/jpeg", "image/webp"];
  const LIMIT = 10, PIXELS = 25; // MB and megapixels, as the server's
  const words = common.picture;
  const place = element.querySelector("[data-picture-bar]");

  const make = (name, className, text) => {
    const made = document.createElement(name);
    made.className = className;
    if (text) made.textContent = text;
    return made;
  };
  const buttons = make("div", "k-buttons");
  const own = make("button", "k-button k-main", words.own);
  const pick = make("button", "k-button", words.sample);
  const camera = make("button", "k-button", words.camera);
  const sheet = make("div", "k-samples");
  const note = make("p", "k-note", words.pasting);
  const error = make("p", "k-error");
  const file = make("input", "k-hidden");
  own.type = pick.type = camera.type = "button";
  file.type = "file";
  file.accept = TYPES.join(",");
  file.tabIndex = -1;
  file.setAttribute("aria-label", words.own);
  sheet.hidden = true;
  note.hidden = true;
  error.hidden = true;
  error.setAttribute("role", "alert");
  pick.setAttribute("aria-expanded", "false");
  camera.hidden = !kakusan.hasCamera();
  buttons.append(own, pick, camera);
  place.replaceChildren(buttons, sheet, note, error, file);

  const complain = (sentence) => { error.textContent = sentence; error.hidden = !sentence; };

  /* What cannot be decoded here goes to the server as it is, which says what is wrong with it. */
  async function cutOut(chosen) {
    const bitmap = chosen instanceof ImageBitmap ? chosen : await createImageBitmap(chosen).catch(() => null);
    if (!bitmap) return chosen;
    const megapixels = bitmap.width * bitmap.height / 1e6;
    if (megapixels > PIXELS) throw kakusan.fill(words.too_large, { megapixels: megapixels.toFixed(0), limit: PIXELS });
    const square = await kakusan.cropped(place, words, bitmap);
    return square && new File([square], "picture.png", { type: "image/png" });
  }

  async function take(chosen) {
    if (!chosen || own.disabled) return; // one at a time
    const megabytes = (chosen.size || 0) / 2 ** 20;
    if (megabytes > LIMIT) {
      complain(kakusan.fill(words.too_heavy, { megabytes: megabytes.toFixed(1), limit: LIMIT }));
      return;
    }
    complain("");
    own.disabled = true;
    try {
      const cut = await cutOut(chosen);
      if (cut) await send(cut);
    } catch (problem) {
      complain(typeof problem === "string" ? problem : common.upload_failed);
    } finally {
      own.disabled = false;
      file.value = "";
    }
  }

  async function send(cut) {
    const { path } = await upload(cut);
    choose({ path });
    kakusan.own = path;
    kakusan.remember(tab, { sample: null });
    note.textContent = words.not_in_link;
    note.hidden = false;
  }

  const REFUSALS = { NotAllowedError: "camera_refused", SecurityError: "camera_refused" };
  async function photograph() {
    complain("");
    camera.disabled = true;
    const bitmap = await kakusan.photographed(place, words).catch((problem) => {
      complain(words[REFUSALS[problem.name] || "camera_missing"]);
    });
    camera.disabled = false;
    if (bitmap) await take(bitmap);
  }

  for (const sample of samples) {
    const button = make("button", "");
    const image = document.createElement("img");
    button.type = "button";
    image.src = sample.src;
    image.alt = "";
    button.append(image, make("span", "", common.sample[sample.id]));
    button.addEventListener("click", () => {
      complain("");
      note.textContent = words.pasting;
      kakusan.own = null;
      preview(sample.src);
      choose({ sample: sample.id });
      kakusan.remember(tab, { sample: sample.id });
    });
    sheet.append(button);
  }

  own.addEventListener("click", () => { note.hidden = false; file.click(); });
  camera.addEventListener("click", photograph);
  file.addEventListener("change", () => take(file.files[0]));
  pick.addEventListener("click", () => {
    sheet.hidden = !sheet.hidden;
    note.hidden = sheet.hidden;
    pick.setAttribute("aria-expanded", String(!sheet.hidden));
  });

  const isHere = () => kakusan.openTab() === tab || element.offsetParent !== null;
  element.dataset.takesPictures = "";
  element.addEventListener("dragover", (event) => {
    if (kakusan.isDraggedText(event)) return;
    event.preventDefault();
    element.classList.add("k-drop-here");
  });
  element.addEventListener("dragleave", () => element.classList.remove("k-drop-here"));
  element.addEventListener("drop", (event) => {
    if (kakusan.isDraggedText(event)) return;
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

  /* The picture that came along from the page in the other language, once the tab stands. */
  const carried = kakusan.handedOver();
  const standing = carried && setInterval(() => {
    if (kakusan.openTab() !== tab || !props.value) return;
    clearInterval(standing);
    if (kakusan.handedOver() !== carried) return;
    kakusan.takeOver();
    kakusan.own = carried;
    choose({ path: carried });
  }, 100);

  return { buttons };
};
