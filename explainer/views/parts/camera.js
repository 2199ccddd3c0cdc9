/* One picture from the reader's camera, in a sheet over the page. */
import { closeSheet, makeSheet, openSheet } from "./crop.js";
import { make } from "./dom.js";

export const hasCamera = () => Boolean(window.isSecureContext && navigator.mediaDevices?.getUserMedia);

/* Gives a bitmap, or null if they think better of it; throws { name } as getUserMedia does where the camera is refused
   or missing. The camera is let go at once. */
export async function photographed(place, words) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { width: { ideal: 1280 } }, audio: false });
  const shoot = make("button", { class: "k-button k-main", text: words.shoot, disabled: true });
  const leave = make("button", { class: "k-button", text: words.leave });
  const video = make("video", {
    class: "k-viewfinder", srcObject: stream, autoplay: true, playsInline: true, muted: true, on: { loadeddata: () => { shoot.disabled = false; } },
  });
  const dialog = makeSheet(words.camera, video, make("div", { class: "k-buttons" }, shoot, leave));
  place.append(dialog);
  openSheet(dialog);
  return new Promise((resolve) => {
    const close = (result) => {
      for (const track of stream.getTracks()) track.stop();
      closeSheet(dialog);
      resolve(result);
    };
    shoot.addEventListener("click", async () => close(await createImageBitmap(video).catch(() => null)));
    leave.addEventListener("click", () => close(null));
    dialog.addEventListener("cancel", (event) => { event.preventDefault(); close(null); });
  });
}
