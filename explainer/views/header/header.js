/* The head of the page. Its words, the table `common`, are those of the page itself, too. */
import { dress, isDark } from "../parts/dom.js";
import { ownPicture } from "../parts/link.js";

export default ({ element, props }) => {
  const { kakusan } = window, { words, language } = props;
  const toggle = element.querySelector("[data-theme]");
  const showTheme = () => {
    toggle.textContent = isDark() ? "☀" : "☾";
    toggle.title = isDark() ? words.to_light : words.to_dark;
    toggle.setAttribute("aria-label", toggle.title);
  };

  dress(element, words);
  kakusan.words = words;
  document.documentElement.lang = language;
  document.title = words.title;
  for (const link of element.querySelectorAll("[data-language]")) {
    if (link.dataset.language === language) link.setAttribute("aria-current", "page");
    link.addEventListener("click", () => {
      link.href = kakusan.inLanguage(link.dataset.language);
      if (ownPicture()) kakusan.handOver(ownPicture());
    });
  }
  toggle.addEventListener("click", () => { kakusan.setDark(!isDark()); showTheme(); });
  showTheme();
};
