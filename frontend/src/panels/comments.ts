/** Saying what is wrong, missing or agreed: three choices on anything, and the panel that sends them. */

import type { App } from "../app";
import type { About, Comment, Mark } from "../block";
import type { Ask } from "../contract";
import { button, download, fill, h, plainName } from "../dom";
import { count } from "../words";
import { section } from "./details";
import type { Panel } from "./registry";
import { chip, way } from "./ways";

const MARKS: readonly (readonly [Mark, string])[] = [
  ["wrong", "Wrong"],
  ["missing", "Missing"],
  ["agreed", "Agreed"],
];
const MISSING: readonly Ask[] = ["factor", "service", "organisation", "link"].map((name) => ({ name, label: name }));

export const commenting: Panel = { id: "comments", tool: "Comments", says: () => true, show: showComments };

function showComments(panel: HTMLElement, app: App): void {
  const { comments, model } = app;
  const { map } = model.data;
  fill(
    panel,
    h("h2", { tabindex: -1 }, "Comments"),
    h("p", { class: "note" }, "Say what is wrong, missing or agreed. Choose anything on the map for that, or speak of the whole map here. Nothing leaves this page until you save or copy it."),
    marks(app, { id: "", kind: "Map", name: map.name }, "The whole map"),
    comments.made.some((each) => each.about.kind !== "Map") &&
      section("On the map", h("ul", { class: "list" }, ...comments.made.filter((each) => each.about.kind !== "Map").map((each) => item(app, each, true)))),
    comments.made.length > 0 && sending(app),
  );
}

/** The three choices on one thing, with what was said of it. */
export function marks(app: App, about: About, title = "Is this right?"): HTMLElement {
  const { comments } = app;
  const draft = comments.draft?.about.id === about.id && comments.draft.about.kind === about.kind ? comments.draft : null;
  const made = comments.on(about).filter((each) => each.id !== draft?.id);
  return h(
    "section",
    { class: "marks" },
    h("h3", {}, title),
    h(
      "div",
      { class: "choices", role: "group", "aria-label": title },
      ...MARKS.map(([mark, words]) =>
        button(words, () => choose(app, about, mark), {
          id: `mark-${mark}`,
          "aria-pressed": String(draft ? draft.mark === mark : made.some((each) => each.mark === mark)),
        }),
      ),
    ),
    draft && form(app),
    made.length > 0 && h("ul", { class: "list" }, ...made.map((each) => item(app, each, false))),
    about.kind !== "Map" &&
      made.length > 0 &&
      button(`Send ${count(comments.made.length, "comment")} …`, () => app.openComments(), { class: "action" }),
  );
}

function choose(app: App, about: About, mark: Mark): void {
  app.comments.begin(about, mark);
  app.refresh(mark === "agreed" ? "mark-agreed" : "comment-text");
  if (mark === "agreed") app.say("Noted: agreed.");
}

function form(app: App): HTMLElement | null {
  const { comments, model } = app;
  const { draft } = comments;
  if (!draft) return null;
  const wrong = draft.mark === "wrong";
  const asks = wrong ? (model.data.asks?.[draft.about.kind] ?? []) : MISSING;
  const chosen = asks.find((each) => each.name === draft.property);
  const nothing = h("p", { class: "warn", role: "alert", id: "comment-nothing" });
  const text = h("textarea", { id: "comment-text" });
  text.rows = 3;
  text.dir = "auto";
  text.maxLength = 2000;
  text.value = draft.text;
  text.addEventListener("input", () => (draft.text = text.value));
  const what = h("select", { id: "comment-what" }, option("", wrong ? "no one value" : "not sure"), ...asks.map((each) => option(each.name, each.label)));
  what.value = draft.property;
  what.addEventListener("change", () => {
    draft.property = what.value;
    if (wrong) draft.value = "";
    app.refresh("comment-what");
  });
  const made = h(
    "form",
    { class: "comment" },
    labelled("In a few words", text),
    asks.length > 0 && labelled(wrong ? "Which value is wrong?" : "What sort of thing?", what),
    (chosen || !wrong) && labelled(wrong ? "It should say" : "What is it called?", valueField(app, chosen)),
    nothing,
    h("div", { class: "choices" }, h("button", { type: "submit", class: "main" }, "Keep comment"), button("Cancel", () => {
      comments.drop();
      app.refresh(`mark-${draft.mark}`);
    })),
  );
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    if (comments.keep()) {
      app.refresh(`mark-${draft.mark}`);
      app.say("Kept. Send your comments when you have made them all.");
    } else {
      refuse(text, nothing);
      nothing.textContent = wrong ? "Say in a few words what is wrong." : "Say in a few words what is missing.";
      text.focus();
    }
  });
  return made;
}

/** Say of a field that it is why nothing happened. */
function refuse(field: HTMLElement, why: HTMLElement): void {
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", why.id);
}

function valueField(app: App, ask: Ask | undefined): HTMLInputElement | HTMLSelectElement {
  const { draft } = app.comments;
  const values = ask?.values;
  const input = values ? h("select", { id: "comment-value" }, option("", "choose"), ...values.map(([value, words]) => option(value, words))) : h("input", { id: "comment-value", type: "text" });
  if (input instanceof HTMLInputElement) input.maxLength = 500;
  input.dir = "auto";
  input.value = draft?.value ?? "";
  input.addEventListener("input", () => {
    if (draft) draft.value = input.value;
  });
  return input;
}

function item(app: App, comment: Comment, named: boolean): HTMLElement {
  const { comments, model } = app;
  const ask = (comment.mark === "wrong" ? model.data.asks?.[comment.about.kind] : MISSING)?.find((each) => each.name === comment.property);
  const value = ask?.values?.find(([each]) => each === comment.value)?.[1] ?? comment.value;
  const proposed = comment.mark === "wrong" ? `${ask?.label ?? "It"} should say: ${value}` : `${ask?.label ?? "Missing"}: ${value}`;
  const here = model.elements.has(comment.about.id) || model.links.has(comment.about.id) || model.loops.has(comment.about.id);
  const which = [comment.mark, `“${comment.about.name}”`, comment.text || value].filter(Boolean).join(", ");
  return h(
    "li",
    { class: "made" },
    h("p", {}, chip(comment.mark, comment.mark), " ", named && (here ? way(app, comment.about.id, comment.about.name) : comment.about.name)),
    comment.text && h("p", {}, comment.text),
    value && h("p", { class: "note" }, proposed),
    h(
      "div",
      { class: "choices" },
      comment.mark !== "agreed" &&
        button("Change", () => {
          comments.change(comment.id);
          if (comment.about.kind !== "Map" && here) app.pick(comment.about.id, true);
          app.refresh("comment-text");
        }, { class: "action", "aria-label": `Change comment: ${which}` }),
      button("Remove", () => {
        comments.remove(comment.id);
        app.refresh();
        app.say("Removed.");
      }, { class: "action", "aria-label": `Remove comment: ${which}` }),
    ),
  );
}

function sending(app: App): HTMLElement {
  const { comments, model } = app;
  const role = h("input", { id: "comment-role", type: "text" });
  role.maxLength = 80;
  role.dir = "auto";
  role.value = comments.role;
  role.autocomplete = "off";
  role.addEventListener("input", () => (comments.role = role.value));
  const wanted = h("p", { class: "warn", role: "alert", id: "comment-wanted" });
  const ready = (): string | null => {
    if (comments.role.trim()) return comments.text(model.data.map, model.data.audience);
    refuse(role, wanted);
    wanted.textContent = "Say in what role you speak, such as ward manager. Never your name.";
    role.focus();
    return null;
  };
  const save = (): void => {
    const text = ready();
    if (text === null) return;
    download(fileName(model.data.map.name), text, "text/plain;charset=utf-8");
    comments.keptAs("Saved. Attach the file to an e-mail to whoever sent you this map.");
    app.refresh("comment-save");
    app.say(comments.said);
  };
  const copy = (): void => {
    const text = ready();
    if (text === null) return;
    void toClipboard(text).then((done) => {
      comments.keptAs(done ? "Copied. Paste it into an e-mail to whoever sent you this map." : "Select this text and copy it into an e-mail:", text);
      app.refresh(done ? "comment-copy" : "comment-copied");
      app.say(comments.said);
    });
  };
  const copied = h("textarea", { id: "comment-copied", "aria-label": "The text that was copied" });
  copied.readOnly = true;
  copied.rows = 6;
  copied.value = comments.copied;
  copied.addEventListener("focus", () => copied.select());
  return h(
    "section",
    { class: "sending" },
    h("h3", {}, `Send ${count(comments.made.length, "comment")}`),
    labelled("Your role, never your name", role),
    wanted,
    h("div", { class: "choices" }, button("Save file", save, { id: "comment-save", class: "main" }), button("Copy for an e-mail", copy, { id: "comment-copy" })),
    comments.said && h("p", { class: "note" }, comments.said),
    comments.copied && copied,
  );
}

async function toClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function fileName(map: string): string {
  return `comments-${plainName(map) || "map"}.txt`;
}

function option(value: string, words: string): HTMLOptionElement {
  const made = h("option", {}, words);
  made.value = value;
  return made;
}

function labelled(words: string, field: HTMLElement): HTMLElement {
  return h("label", { class: "field" }, h("span", {}, words), field);
}
