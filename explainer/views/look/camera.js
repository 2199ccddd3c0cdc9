/* kakusan.photographed: one picture from the reader's camera, in a sheet over the page.

   Gives a bitmap, or null if they think better of it; throws { name } as getUserMedia does where the camera is
   refused or missing. The camera is let go at once. */
kakusan.hasCamera = () => Boolean(window.isSecureContext && navigator.mediaDevices?.getUserMedia);

kakusan.photographed = async (place, words) => {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { width: { ideal: 1280 } }, audio: false });
  const make = (name, className, text) => Object.assign(document.createElement(name), { className, textContent: text || "" });
  const dialog = make("dialog", "k-sheet"), video = make("video", "k-viewfinder"), buttons = make("div", "k-buttons");
  const shoot = make("button", "k-button k-main", words.shoot), leave = make("button", "k-button", words.leave);
  shoot.type = leave.type = "button";
  shoot.disabled = true;
  Object.assign(video, { srcObject: stream, autoplay: true, playsInline: true, muted: true });
  video.addEventListener("loadeddata", () => { shoot.disabled = false; });
  buttons.append(shoot, leave);
  dialog.append(make("p", "k-sheet-title", words.camera), video, buttons);
  dialog.setAttribute("aria-label", words.camera);
  place.append(dialog);
  kakusan.openSheet(dialog);
  return new Promise((resolve) => {
    const close = (result) => {
      for (const track of stream.getTracks()) track.stop();
      kakusan.closeSheet(dialog);
      resolve(result);
    };
    shoot.addEventListener("click", async () => close(await createImageBitmap(video).catch(() => null)));
    leave.addEventListener("click", () => close(null));
    dialog.addEventListener("cancel", (event) => { event.preventDefault(); close(null); });
  });
};
