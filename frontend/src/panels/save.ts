/** What can be taken away from this page: the picture as it is now, and what it shows as tables. */

import type { App } from "../app";
import { button, fill, h } from "../dom";
import { keyedBy, keyOf } from "./key";
import { savePicture, saveTable } from "../save/saving";
import type { Panel } from "./registry";

export const saving: Panel = { id: "save", tool: "Save", keepsChoice: true, says: () => true, show: showSave };

function showSave(panel: HTMLElement, app: App): void {
  const way = (text: string, says: string, save: () => void): HTMLElement =>
    h("li", {}, button(text, save, { class: "tool" }), h("p", { class: "note" }, says));
  const picture = (kind: "svg" | "png"): void => {
    const { view, drawn, shown, picture, filtered } = app;
    const key = keyOf(keyedBy(app)).flatMap(({ rows }) => rows);
    if (view) savePicture(kind, { data: app.model.data, view, drawn, shown, picture, filtered, key });
  };
  fill(
    panel,
    h("h2", { tabindex: -1 }, "Save"),
    h("p", { class: "note" }, "As it is shown now: what is hidden is left out, what is chosen stands out. Nothing leaves this computer."),
    h(
      "ul",
      { class: "ways" },
      way("Picture as SVG", "Stays sharp at any size, for Word, posters and drawing programs.", () => picture("svg")),
      way("Picture as PNG", "Pixels, for slides and e-mails.", () => picture("png")),
      way("Links as CSV", "What the lines say, for a spreadsheet.", () => saveTable("links", app.drawn, app.shown)),
      way("Things as CSV", "What stands on the map, for a spreadsheet.", () => saveTable("things", app.drawn, app.shown)),
      way("Print, or save as PDF", "The picture on one page, from the browser.", () => print()),
    ),
  );
}
