/* What is dropped beside its place: the browser would leave the page for a file, or for a link in Firefox. It stays,
   and one sentence says where a picture goes. What a view takes, it takes first, and prevents what would follow. */
import { common, isDraggedText, make } from "../parts/dom.js";

const SHOWN = 8000; // milliseconds
let told = null;

const isSomewhere = () => [...document.querySelectorAll("[data-takes-pictures]")].some((one) => one.offsetParent !== null);

function tell() {
  const page = document.querySelector(".gradio-container:not(#k-first)");
  if (!common.picture || !page) return; // the page is not laid yet
  told?.remove();
  const note = told = make("p", { class: "k-missed", role: "alert", text: common.picture[isSomewhere() ? "drop_here" : "drop_elsewhere"] });
  page.append(note);
  setTimeout(() => note.remove(), SHOWN);
}

/** @param {any} event */
const carries = ({ dataTransfer }) => Array.from(dataTransfer?.types || []).some((one) => ["Files", "text/uri-list"].includes(one));
for (const name of ["dragover", "drop"]) window.addEventListener(name, (event) => {
  if (event.defaultPrevented || isDraggedText(event)) return;
  event.preventDefault();
  if (name === "drop" && carries(event)) tell();
});
