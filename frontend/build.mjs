/** Builds page.js, unlock.js and page.css into sysmap/static/, the same bytes from the same sources. */

import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { build } from "esbuild";

const OUT = new URL("../sysmap/static/", import.meta.url);
const FONTS = new URL("./node_modules/@fontsource/", import.meta.url);

for (const [entry, out] of [["main", "page"], ["unlock", "unlock"]]) {
  await build({
    entryPoints: [`src/${entry}.ts`],
    absWorkingDir: new URL(".", import.meta.url).pathname,
    outfile: new URL(`${out}.js`, OUT).pathname,
    bundle: true,
    minify: true,
    format: "iife",
    target: ["chrome109", "firefox115", "safari16"],
    charset: "utf8",
    legalComments: "eof",
    banner: { js: "/* sysmap page, Apache-2.0 */" },
    logLevel: "warning",
  });
}

// Latin, and the letters beyond it that Welsh and most of Europe write with: those of the typeface's next edition, of the
// same height and width, as the first has no ŵ and no ŷ.
const PACKAGES = { latin: "atkinson-hyperlegible", "latin-ext": "atkinson-hyperlegible-next" };
const fileOf = (subset, weight, ending) => new URL(`${PACKAGES[subset]}/files/${PACKAGES[subset]}-${subset}-${weight}-normal.${ending}`, FONTS);
const RANGES = { latin: "U+0000-00FF,U+0131,U+0152-0153,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212", "latin-ext": "U+0100-0130,U+0132-0151,U+0154-02BA,U+1E00-1EFF,U+20A0-20AB,U+20AD-20C0" };
const face = async ([subset, weight]) => {
  const bytes = await readFile(fileOf(subset, weight, "woff2"));
  return `@font-face{font-family:"Atkinson Hyperlegible";font-weight:${weight};font-display:block;unicode-range:${RANGES[subset]};src:url(data:font/woff2;base64,${bytes.toString("base64")}) format("woff2")}`;
};
const styles = await build({
  entryPoints: ["src/page.css"],
  bundle: true,
  absWorkingDir: new URL(".", import.meta.url).pathname,
  write: false,
  minify: true,
  charset: "utf8",
  target: ["chrome109", "firefox115", "safari16"],
  logLevel: "warning",
});
await mkdir(OUT, { recursive: true });
const faces = await Promise.all(Object.keys(RANGES).flatMap((subset) => [400, 700].map((weight) => face([subset, weight]))));
await writeFile(
  new URL("page.css", OUT),
  `/* Atkinson Hyperlegible: Braille Institute of America, SIL Open Font License 1.1 */\n${faces.join("\n")}\n${styles.outputFiles[0].text}`,
);

// The same letters for drawings that Python writes: older packing, which it reads without another library.
await mkdir(new URL("fonts/", OUT), { recursive: true });
for (const subset of Object.keys(RANGES)) {
  for (const weight of [400, 700]) {
    await copyFile(fileOf(subset, weight, "woff"), new URL(`fonts/atkinson-hyperlegible-${subset}-${weight}.woff`, OUT));
  }
}
