/** What rests on what? Choose something, and see what would stop with it. */

import type { App } from "../app";
import { askedId, askedOf, restsItemOf } from "../answers";
import type { Rests, RestsItem } from "../contract";
import { button, fill, h } from "../dom";
import { nameOf } from "../model";
import { more, section } from "./details";
import { made } from "./press";
import type { Panel } from "./registry";
import { way } from "./ways";

const WHY: Record<string, string> = {
  needs: "cannot work without",
  part_of: "is part of",
  paid_by: "nobody else on this map pays for it:",
  delivered_by: "nobody else on this map delivers it:",
};

export const rests: Panel = {
  id: "rests",
  says: (app) => askedOf(app.state.pick)?.what === "rests" || (app.state.pick === "" && app.view?.shape === "rests"),
  show: (panel, app) => {
    const asked = askedOf(app.state.pick);
    const item = asked && restsItemOf(app.model.data, asked.id);
    const found = app.model.data.rests;
    if (item && found) showItem(panel, app, item, found);
    else showAll(panel, app, found);
  },
};

function showAll(panel: HTMLElement, app: App, found: Rests | undefined): void {
  const { view } = app;
  if (!view) return;
  const heading = [h("h2", { tabindex: -1 }, view.question), view.note ? h("p", { class: "story" }, view.note) : null];
  if (!found) {
    fill(panel, ...heading, h("p", { class: "story" }, "Nothing on this map rests on one thing alone. Draw what services depend on and who delivers them: then it stands here."));
    return;
  }
  const items = found.items.map((item) => {
    const id = askedId({ what: "rests", id: item.id });
    const line = h("li", {}, button(item.said, () => app.pick(id, true), { class: "way said", id: `rests-${item.id}` }));
    for (const name of ["pointerenter", "focusin"]) line.addEventListener(name, () => app.preview(id));
    for (const name of ["pointerleave", "focusout"]) line.addEventListener(name, () => app.preview(""));
    return line;
  });
  fill(
    panel,
    ...heading,
    h("p", { class: "note" }, view.hint),
    more(items),
    found.more > 0 ? h("p", { class: "note" }, `${found.more} more are not on this page.`) : null,
    h("p", { class: "note" }, found.caution),
    made("", "sysmap depends MAP", found.how, app),
  );
}

function showItem(panel: HTMLElement, app: App, item: RestsItem, found: Rests): void {
  const names = (ids: readonly string[]): string => ids.map((id) => `“${nameOf(app.model, id)}”`).join(", ");
  const title = `What if “${nameOf(app.model, item.id)}” stopped?`;
  const above = found.items.filter((other) => other.stops.some(([id]) => id === item.id));
  fill(
    panel,
    h("p", { class: "kicker" }, way(app, item.id, nameOf(app.model, item.id))),
    h("h2", { tabindex: -1 }, title),
    h("p", { class: "story" }, item.said),
    section(
      "Would stop with it",
      more(item.stops.map(([id, because, gone]) => h("li", {}, way(app, id, nameOf(app.model, id)), h("p", { class: "note" }, `${WHY[because] ?? ""} ${names(gone)}`)))),
    ),
    item.weakened.length > 0
      ? section("Loses some, and may go on", more(item.weakened.map(([id, lost]) => h("li", {}, way(app, id, nameOf(app.model, id)), h("p", { class: "note" }, `without ${names(lost)}`)))))
      : null,
    above.length > 0
      ? section("It would itself stop with", more(above.map((other) => h("li", {}, button(nameOf(app.model, other.id), () => app.pick(askedId({ what: "rests", id: other.id }), true), { class: "way" })))))
      : null,
    h("p", { class: "note" }, found.caution),
    made("", "sysmap depends MAP", found.how, app),
  );
  panel.scrollTop = 0;
  app.say(title);
}
