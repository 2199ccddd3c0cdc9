/* What the browser keeps for the page, for ever or for this visit: a frame may be refused any of it. */
const places = { always: () => localStorage, visit: () => sessionStorage };

/** @param {"always" | "visit"} how */
export const kept = (key, how = "always") => { try { return places[how]().getItem(key); } catch { return null; } };
export const keep = (key, text, how = "always") => { try { places[how]().setItem(key, text); } catch { /* refused */ } };
export const forget = (key, how = "always") => { try { places[how]().removeItem(key); } catch { /* refused */ } };
