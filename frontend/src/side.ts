/** What stands on the right of the map: a tool's panel, what the view or the choice brings, or nothing. */

import type { App } from "./app";
import { fill } from "./dom";
import { ownPanel, type Panel, panelNamed } from "./panels/registry";
import type { View } from "./views";

const OWN = "own";
const CLOSED = "closed";

export class Side {
  /** The id of the tool that is open; or that the view and the choice have their own, or that nothing stands there. */
  private open = CLOSED;

  constructor(private readonly app: App) {}

  /** What comes with a view: its panel, if it has one. */
  turn(view: View | null): void {
    this.open = view?.panel ? OWN : CLOSED;
  }

  /** Whether the tool that is open stands beside what is chosen. */
  get keeps(): boolean {
    return keepsChoice(this.open);
  }

  /** Whether nothing would be left if what is chosen were let go. */
  get isClosed(): boolean {
    return this.open === CLOSED;
  }

  /** The tool whose button is pressed; "" where something else stands there. */
  get tool(): string {
    return this.app.state.pick && !this.keeps ? "" : this.open;
  }

  close(): void {
    this.open = CLOSED;
  }

  openTool(id: string): void {
    this.open = id;
  }

  /** Whether pressing a tool's button opens it; else it is open, and closes. */
  opens(id: string): boolean {
    return this.open !== id || !(keepsChoice(id) || !this.app.state.pick);
  }

  /** Something was chosen: a tool that neither keeps nor outlasts the choice gives way to what the choice brings. */
  chosen(view: View | null): void {
    if (this.keeps && !panelNamed(this.open)?.stays) this.turn(view);
  }

  /** The panel that stands there now. */
  get panel(): Panel | undefined {
    const { state, view } = this.app;
    if (state.projector || !view || view.shape === "tables") return undefined;
    if (this.keeps) return panelNamed(this.open);
    if (state.pick || this.open === OWN) return ownPanel(this.app);
    return this.isClosed ? undefined : panelNamed(this.open);
  }

  /** Write it; whoever goes by keyboard goes on from the same place, or from its heading, or with `leave`. */
  write(panel: HTMLElement, leave: () => void): void {
    const inside = panel.contains(document.activeElement);
    const focused = inside ? document.activeElement?.id : undefined;
    const now = this.panel;
    if (now) now.show(panel, this.app);
    else fill(panel);
    // A panel is written anew at every choice; whoever chose by keyboard goes on from the same place in it.
    if (focused) document.getElementById(focused)?.focus();
    // Whoever goes by keyboard goes on from the new heading, not from the top of the page.
    if (inside && !panel.contains(document.activeElement)) {
      const heading = panel.querySelector("h2");
      if (heading) heading.focus({ preventScroll: true });
      else leave();
    }
  }
}

/** Whether what is chosen stays chosen while a tool stands there. */
export function keepsChoice(tool: string): boolean {
  return panelNamed(tool)?.keepsChoice ?? false;
}
