/** Light or dark, with more contrast or not: as the computer has it, until somebody says otherwise. */

export class Theme {
  private dark = matchMedia("(prefers-color-scheme: dark)").matches;
  private strong = matchMedia("(prefers-contrast: more)").matches;
  private paper = false;

  constructor() {
    this.apply();
  }

  turnDark(): void {
    this.dark = !this.dark;
    this.apply();
  }

  turnStrong(): void {
    this.strong = !this.strong;
    this.apply();
  }

  /** Paper is light, whatever the screen is. */
  setPaper(paper: boolean): void {
    this.paper = paper;
    this.apply();
  }

  /** Differs where the picture looks different. */
  get key(): string {
    return `${this.dark && !this.paper} ${this.strong}`;
  }

  private apply(): void {
    const { dataset } = document.documentElement;
    dataset["theme"] = this.dark && !this.paper ? "dark" : "light";
    dataset["contrast"] = this.strong ? "more" : "normal";
  }
}
