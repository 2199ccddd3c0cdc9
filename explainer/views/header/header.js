/* The head of the page. Its words, the table `common`, are those of the page itself, too. */
import { isDark, setCommon } from "../parts/dom.js";
import { handOver, inLanguage, setDark } from "../parts/link.js";
import { setTerms } from "../parts/term.js";

export default ({ element, props }) => {
  const { words, terms, language } = props;
  const toggle = element.querySelector("[data-theme]");
  const showTheme = () => {
    toggle.textContent = isDark() ? "☀" : "☾";
    toggle.title = isDark() ? words.to_light : words.to_dark;
    toggle.setAttribute("aria-label", toggle.title);
  };

  setCommon(words);
  setTerms(terms);
  document.documentElement.lang = language;
  document.title = words.title;
  for (const link of element.querySelectorAll("[data-language]")) {
    if (link.dataset.language === language) link.setAttribute("aria-current", "page");
    link.addEventListener("click", () => {
      link.href = inLanguage(link.dataset.language);
      handOver();
    });
  }
  toggle.addEventListener("click", () => { setDark(!isDark()); showTheme(); });
  showTheme();
};
