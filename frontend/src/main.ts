/** Where the page starts: the data is read once, the rest is the app's. */

import { App } from "./app";
import type { PageData } from "./contract";
import { font, SIZE } from "./draw/letters";
import type { Point } from "./geometry";
import { type Embedded, unpack } from "./packing";
import { putRestBack, setRestAside, whenRead } from "./unscripted";

declare global {
  interface Window {
    /** For whoever feeds the page: a live room with newer data and pointers, tests. */
    sysmap?: { update(data: PageData): void; pick(id: string): void; where(id: string): Point | null; data(): PageData };
  }
}

async function start(): Promise<void> {
  const source = document.getElementById("sysmap-data")?.textContent;
  if (!source) return;
  // At once, so that the text for those without scripts does not flash by.
  document.documentElement.classList.add("live");
  setRestAside();
  // The typeface is in the page; letters are measured and drawn only once it is read, which others do for us meanwhile.
  const typeface = Promise.all([false, true].map((bold) => document.fonts.load(font(SIZE, bold), "aŵ"))).catch(() => undefined);
  const data = unpack(JSON.parse(source) as Embedded);
  await typeface;
  const app = new App(data);
  window.sysmap = {
    update: (data) => app.update(data),
    pick: (id) => app.pick(id, true),
    where: (id) => app.where(id),
    data: () => app.source,
  };
  // The frame after the first drawing is the one that people see.
  requestAnimationFrame(() => performance.mark("sysmap-ready"));
}

start().catch((error: unknown) => {
  // Whatever went wrong, the text and tables of the page can still be read.
  document.documentElement.classList.remove("live");
  whenRead(putRestBack);
  throw error;
});
