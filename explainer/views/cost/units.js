/* How seconds, bytes and operations are written. */
import { fill } from "../parts/dom.js";

const rounded = (number, maximumSignificantDigits) => number.toLocaleString(document.documentElement.lang, { maximumSignificantDigits });

export const about = (number) => rounded(number, 2);
export const operations = (count, words) => rounded(count / Number(words.unit_size), 3);

export function lasting(seconds, words) {
  const isLong = seconds >= 100;
  return fill(isLong ? words.minutes : words.seconds, { n: about(isLong ? seconds / 60 : seconds) });
}

export function weight(bytes) {
  const unit = Math.min(Math.floor(Math.log10(bytes) / 3), 4);
  return `${about(bytes / 1000 ** unit)} ${["B", "kB", "MB", "GB", "TB"][unit]}`;
}
