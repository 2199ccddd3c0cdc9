/* Nothing is asked for before the page knows its picture: a tab would be filled with none. */
function ask() {
  const event = props.asks[kakusan.openTab()];
  if (props.value && event) trigger(event);
}
window.addEventListener("kakusan:opened", ask);
watch("value", ask);
