/** What of a scene is drawn, and how. */

import type { Shown } from "../filters";
import { READ_FAR, READ_NEAR } from "./letters";
import type { Hue } from "./links";
import type { Palette } from "./palette";
import type { Scene } from "./scene";

export interface Look {
  shown: Shown;
  hue: Hue;
  palette: Palette;
  /** Whether it is read from afar, on a wall: whatever is written on it is large. */
  far?: boolean;
  /** Whether links have words at any size; close by they have them too, unless `quiet`. */
  labels?: boolean;
  /** That the widest ribbons have their figures at any size, but for those that have them on a plate. */
  figures?: { on: Pick<ReadonlySet<string>, "has"> };
  /** Whether links have no words by themselves: a story tells them beside the map. */
  quiet?: boolean;
}

/** The least height of letters on the screen for whoever reads it, in pixels. */
export function leastOf({ far }: Look): number {
  return far ? READ_FAR : READ_NEAR;
}

/** What is drawn, and how, at the moment. */
export interface Drawn {
  scene: Scene;
  look: Look;
}
