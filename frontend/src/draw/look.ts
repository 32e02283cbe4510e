/** What of a scene is drawn, and how. */

import type { Shown } from "../filters";
import type { Hue } from "./links";
import type { Palette } from "./palette";
import type { Scene } from "./scene";

export interface Look {
  shown: Shown;
  hue: Hue;
  palette: Palette;
  /** Whether links have words at any size; close by they have them too, unless `quiet`. */
  labels?: boolean;
  /** Whether links have no words by themselves: a story tells them beside the map. */
  quiet?: boolean;
}

/** What is drawn, and how, at the moment. */
export interface Drawn {
  scene: Scene;
  look: Look;
}
