/* How a number is written, and how it is kept where it makes sense. */
export const LARGEST_SEED = 2 ** 32 - 1;
export const anySeed = () => Math.floor(Math.random() * 100000);

/* With so many places behind the point, a true minus sign, and no minus before nothing. */
export function signed(number, places = 2) {
  const written = number.toFixed(places);
  return Number(written) === 0 ? written.replace("-", "") : written.replace("-", "−");
}
/* The same with a plus sign before what is above nothing. */
export const plus = (number, places = 2) => (Number(number.toFixed(places)) > 0 ? "+" : "") + signed(number, places);
/* With at most so many places: 0.5, 12. */
export const brief = (number, places = 2) => String(Number(number.toFixed(places))).replace("-", "−");
export const percent = (share, places = 0) => (100 * share).toFixed(places);
/* The same with one place where it is below ten, and there are tenths. */
export const finePercent = (share) => (share < 0.0995 ? percent(share, 1).replace(/\.0$/, "") : percent(share));
/* PSNR; equal pictures, for which it is infinite, come as null. */
export const decibels = (psnr) => (psnr === null ? "∞" : psnr.toFixed(1));
/* A whole number in the page's language: 12,000. The format is made once: a list writes thousands of numbers. */
let grouped = null;
export function counted(number) {
  grouped ??= new Intl.NumberFormat(document.documentElement.lang);
  return grouped.format(number ?? 0);
}

export const clamp = (number, low, high) => Math.min(Math.max(number, low), high);
/* The index of the one of `numbers` that is nearest. */
export const nearest = (numbers, wanted) =>
  numbers.reduce((best, number, index) => (Math.abs(number - wanted) < Math.abs(numbers[best] - wanted) ? index : best), 0);
/* Where the highest of `numbers` is, and the lowest; the first of equal ones. */
export const highest = (numbers) => numbers.indexOf(Math.max(...numbers));
export const lowest = (numbers) => numbers.indexOf(Math.min(...numbers));
export const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
