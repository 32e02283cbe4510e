/** The one thing of Node that tests of styles need. */
declare module "node:fs" {
  export function readFileSync(path: URL, encoding: "utf8"): string;
}
