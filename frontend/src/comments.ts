/** The comments that a reader has made on this page. They are nowhere but here until saved or copied. */

import { type About, type Comment, type Mark, newId, tidy, writeBlock } from "./block";
import type { MapFacts } from "./contract";

/** A comment that is being written. */
export interface Draft {
  /** The id of the comment that is changed; "" for a new one. */
  id: string;
  about: About;
  mark: Mark;
  text: string;
  property: string;
  value: string;
}

export class Comments {
  readonly made: Comment[] = [];
  draft: Draft | null = null;
  role = "";
  /** What was last said of saving or copying, and the text that was copied. */
  said = "";
  copied = "";
  private kept = true;

  constructor(private readonly changed: () => void) {}

  on(about: About): Comment[] {
    return this.made.filter((each) => each.about.id === about.id && each.about.kind === about.kind);
  }

  /** Begin to write one; agreeing takes no words, and is made at once, once a thing. */
  begin(about: About, mark: Mark): void {
    if (mark !== "agreed") this.draft = { id: "", about, mark, text: "", property: "", value: "" };
    else if (!this.on(about).some((each) => each.mark === "agreed")) this.put({ id: "", about, mark, text: "", property: "", value: "" });
  }

  change(id: string): void {
    const comment = this.made.find((each) => each.id === id);
    if (comment) this.draft = { ...comment };
  }

  /** Keep what is being written; false where there is nothing in it yet. */
  keep(): boolean {
    const { draft } = this;
    if (!draft || !(tidy(draft.text) || tidy(draft.value))) return false;
    this.put(draft);
    return true;
  }

  drop(): void {
    this.draft = null;
  }

  remove(id: string): void {
    this.made.splice(0, this.made.length, ...this.made.filter((each) => each.id !== id));
    if (this.draft?.id === id) this.draft = null;
    this.touch();
  }

  /** Everything as text: the same in a file and in an e-mail. */
  text(map: MapFacts, audience: string): string {
    const by = tidy(this.role);
    return [
      `Comments on “${tidy(map.name)}” by: ${by}.`,
      "",
      "To whoever keeps the map: save this text and run  sysmap comments MAP FILE",
      "Please leave the lines between the two marks as they are.",
      "",
      writeBlock(this.made, by, map.name, map.moment ?? "", audience),
    ].join("\n");
  }

  /** Whether closing the page would lose something. */
  get unsaved(): boolean {
    return !this.kept && this.made.length > 0;
  }

  /** Note that they are in a file or on the clipboard now. */
  keptAs(said: string, copied = ""): void {
    this.kept = true;
    this.said = said;
    this.copied = copied;
    this.changed();
  }

  private put(draft: Draft): void {
    const { about, mark } = draft;
    const comment: Comment = {
      id: draft.id || newId(),
      mark,
      about,
      text: draft.text.trim(),
      property: draft.value.trim() ? draft.property : "",
      value: draft.value.trim(),
      date: today(),
    };
    const at = this.made.findIndex((each) => each.id === comment.id);
    // One that was changed is another one: what was sent before stays what it was.
    if (at >= 0) this.made.splice(at, 1, this.kept ? { ...comment, id: newId() } : comment);
    else this.made.push(comment);
    this.draft = null;
    this.touch();
  }

  private touch(): void {
    this.kept = false;
    this.said = "";
    this.copied = "";
    this.changed();
  }
}

/** Today where the reader is. */
function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}
