/** Writes sysmap/static/licences.txt: the licence of all that is bundled into the page, which each of them asks for. */

import { readdir, readFile, writeFile } from "node:fs/promises";

const HERE = new URL("./", import.meta.url);
const read = (place) => readFile(new URL(place, HERE), "utf8");

const bundled = Object.keys(JSON.parse(await read("package.json")).dependencies);

const section = async (name) => {
  const folder = `node_modules/${name}/`;
  const { version, license } = JSON.parse(await read(`${folder}package.json`));
  const files = (await readdir(new URL(folder, HERE))).filter((file) => /^licen[cs]e/i.test(file)).sort();
  // Of two licences to choose from, sysmap takes MIT.
  const file = files.find((each) => /MIT/.test(each)) ?? files[0];
  if (file === undefined) throw new Error(`${name} ${version} comes without the text of its licence`);
  return `${name} ${version}: ${license}\n\n${(await read(folder + file)).trim()}\n`;
};

const rule = `\n${"-".repeat(80)}\n\n`;
const sections = await Promise.all(bundled.map(section));
await writeFile(new URL("../sysmap/static/licences.txt", HERE), `Bundled into the page of sysmap:\n${rule}${sections.join(rule)}`);
