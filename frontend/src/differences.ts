/** Makes data of a scenario from those of the base: reads back what `sysmap/render/differences.py` wrote. Pure. */

export type Difference = { is: unknown } | OfNames | OfList;

interface OfNames {
  names: Record<string, Difference>;
  gone?: string[];
}

interface OfList {
  /** What tells the things of the list apart. */
  by: string;
  same: Record<string, Difference>;
  gone: string[];
  /** Each with the one before it; "" for the first. */
  new: [after: string, thing: unknown][];
}

type Thing = Record<string, unknown>;

/** A value with what differs. The one given is not changed. */
export function changed(base: unknown, differs: Difference): unknown {
  if ("is" in differs) return differs.is;
  return "names" in differs ? ofNames(base as Thing, differs) : ofList(base as Thing[], differs);
}

function ofNames(base: Thing, { names, gone = [] }: OfNames): Thing {
  const found = new Map(Object.entries(base));
  for (const name of gone) found.delete(name);
  for (const [name, differs] of Object.entries(names)) found.set(name, changed(found.get(name), differs));
  return Object.fromEntries(found);
}

function ofList(base: readonly Thing[], { by, same, gone, new: added }: OfList): Thing[] {
  const left = new Set(gone);
  const differs = new Map(Object.entries(same));
  const following = new Map<string, Thing[]>();
  for (const [after, thing] of added as [string, Thing][]) {
    const several = following.get(after);
    if (several) several.push(thing);
    else following.set(after, [thing]);
  }
  const found: Thing[] = [];
  const follow = (name: string): void => {
    for (const thing of following.get(name) ?? []) {
      found.push(thing);
      follow(String(thing[by]));
    }
  };
  follow("");
  for (const thing of base) {
    const name = String(thing[by]);
    if (left.has(name)) continue;
    const change = differs.get(name);
    found.push(change ? (changed(thing, change) as Thing) : thing);
    follow(name);
  }
  return found;
}
