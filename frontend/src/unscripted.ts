/**
 * What follows the script in the file: a still picture and tables, for readers without scripts.
 *
 * Read into elements of the page, the tables of a large map take longer than its picture. So the script, once it runs,
 * opens a `noscript` for the parser to go on in: the rest is then one run of text, read into elements where it is asked
 * for. It is not in a `noscript` in the file, which a reader whose scripts were taken out and not switched off never sees.
 */

const REST = "sysmap-rest";

/** Let the parser take the rest of the file as text. Only while it waits for the script that calls this. */
export function setRestAside(): void {
  // "loading" is also what a script that waits for nothing finds; the parser waits for this one alone.
  if (document.readyState === "loading" && document.currentScript) document.write(`<noscript id="${REST}">`);
}

/** The elements of the rest of the file; none before it is all there, or where it was never set aside. */
export function readRest(): Element[] {
  const rest = document.getElementById(REST);
  // The file's own bytes, which the parser would have read here; the page's policy holds for what comes of them.
  return rest ? [...new DOMParser().parseFromString(rest.textContent ?? "", "text/html").body.children] : [];
}

/** Put the rest where it stands in the file, for a page whose script could not go on. */
export function putRestBack(): void {
  document.getElementById(REST)?.replaceWith(...readRest());
}

/** Do something when the whole file is read: the script stands before its end. */
export function whenRead(then: () => void): void {
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", then, { once: true });
  else then();
}
