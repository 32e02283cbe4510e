/** Where everything is, view by view: those of the whole map share one scene, each part has its own. */

import { Scene } from "./draw/scene";
import type { Model } from "./model";
import { positionsTable } from "./positions";
import { drawnBy, type View } from "./views";

/** What Python calls the places of organisations on a map that is folded to them. */
const OVERVIEW = "overview";

export class Scenes {
  private readonly known = new Map<string, Scene>();

  constructor(private readonly model: Model) {}

  /** The scene of a view. What was dragged on it stays where it was put. */
  of(view: View | null): Scene {
    const key = keyOf(view);
    const known = this.known.get(key);
    if (known) return known;
    const scene = new Scene(drawnBy(this.model, view));
    this.known.set(key, scene);
    return scene;
  }

  /** The same views of newer data: what was dragged is still where it was put. */
  renewed(model: Model, views: readonly View[]): Scenes {
    const scenes = new Scenes(model);
    for (const [key, scene] of this.known) scenes.of(views.find((view) => view.id === key) ?? null).takeOver(scene);
    return scenes;
  }

  /** Where everything stands on a view where something was dragged, as a table for Python: so the picture stays as it is. */
  positions(view: View | null): string {
    const scene = this.of(view);
    return positionsTable([keyOf(view), scene.moved.size > 0 ? scene.standing() : scene.moved], [OVERVIEW, scene.movedFolded]);
  }
}

function keyOf(view: View | null): string {
  return view?.part ? view.id : "";
}
