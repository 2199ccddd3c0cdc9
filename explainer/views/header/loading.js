const line = element.querySelector(".k-loading");
function draw() {
  const note = props.value || { kind: "ready", text: "" };
  line.hidden = note.kind === "ready";
  line.dataset.kind = note.kind;
  line.textContent = note.text;
}
draw();
watch("value", draw);
