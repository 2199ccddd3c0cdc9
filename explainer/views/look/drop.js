/* What is dropped beside its place: the browser would leave the page for a file, or for a link in Firefox. It stays,
   and one sentence says where a picture goes. What a view takes, it takes first, and prevents what would follow. */
{
  const SHOWN = 8000; // milliseconds
  let told = null;

  /* Words dragged into a field are the browser's own affair. */
  const carries = ({ dataTransfer }, ...types) => Array.from(dataTransfer?.types || []).some((one) => types.includes(one));
  kakusan.isDraggedText = (event) => !carries(event, "Files") && Boolean(event.target.closest?.("input, textarea"));

  const isSomewhere = () => [...document.querySelectorAll("[data-takes-pictures]")].some((one) => one.offsetParent !== null);

  function tell() {
    const words = kakusan.words.picture;
    const page = document.querySelector(".gradio-container:not(#k-first)");
    if (!words || !page) return; // the page is not laid yet
    told?.remove();
    const note = told = Object.assign(document.createElement("p"), { className: "k-missed" });
    note.setAttribute("role", "alert");
    note.textContent = isSomewhere() ? words.drop_here : words.drop_elsewhere;
    page.append(note);
    setTimeout(() => note.remove(), SHOWN);
  }

  for (const name of ["dragover", "drop"]) window.addEventListener(name, (event) => {
    if (event.defaultPrevented || kakusan.isDraggedText(event)) return;
    event.preventDefault();
    if (name === "drop" && carries(event, "Files", "text/uri-list")) tell();
  });
}
