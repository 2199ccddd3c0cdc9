const words = props.words;
kakusan.dress(element, props);
kakusan.words = words;
document.documentElement.lang = props.language;
document.title = words.title;

for (const link of element.querySelectorAll("[data-language]")) {
  if (link.dataset.language === props.language) link.setAttribute("aria-current", "page");
  link.addEventListener("click", () => {
    link.href = kakusan.inLanguage(link.dataset.language);
    if (kakusan.own) kakusan.handOver(kakusan.own);
  });
}

const toggle = element.querySelector("[data-theme]");
function showTheme() {
  const dark = kakusan.isDark();
  toggle.textContent = dark ? "☀" : "☾";
  toggle.title = dark ? words.to_light : words.to_dark;
  toggle.setAttribute("aria-label", toggle.title);
}
toggle.addEventListener("click", () => { kakusan.setDark(!kakusan.isDark()); showTheme(); });
showTheme();
