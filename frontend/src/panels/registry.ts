/**
 * The panels on the right: one module each, listed here. A panel is added by writing its module and naming it below.
 *
 * While something on the map is chosen its details stand there; else whichever panel the reader opened, else the panel
 * of the view.
 */

import type { App } from "../app";
import { commenting } from "./comments";
import { details } from "./details";
import { figures } from "./figures";
import { filters } from "./filters";
import { levers } from "./levers";
import { press } from "./press";
import { rests } from "./rests";
import { key } from "./key";
import { origin } from "./origin";
import { paths } from "./paths";
import { saving } from "./save";
import { story } from "./story";
import { table } from "./table";
import { viewPanel } from "./views";

export interface Panel {
  id: string;
  /** The words on its button among the tools; without them it opens by itself, with a view or a choice. */
  tool?: string;
  /** Whether what is chosen stays chosen while it stands there; else opening it lets go of that. */
  keepsChoice?: boolean;
  /** Whether it stays when something else is chosen. */
  stays?: boolean;
  /** Whether it has anything to say now. A panel that has not is not offered, and not shown. */
  says(app: App): boolean;
  /** Write it. It begins with an `h2` that can take the focus. */
  show(panel: HTMLElement, app: App): void;
}

/** In order: the first that has something to say of a choice or a view is shown; tools stand in this order too. */
export const PANELS: readonly Panel[] = [paths, origin, press, levers, rests, details, story, viewPanel, figures, filters, table, key, commenting, saving];

/** The panels that are opened by a button. */
export const TOOLS: readonly Panel[] = PANELS.filter((panel) => panel.tool);

export function panelNamed(id: string): Panel | undefined {
  return PANELS.find((panel) => panel.id === id);
}

/** What stands on the right when no tool is open. */
export function ownPanel(app: App): Panel | undefined {
  return PANELS.find((panel) => !panel.tool && panel.says(app));
}
