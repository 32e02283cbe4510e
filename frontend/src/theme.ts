/** Light or dark, with more contrast or not: as the computer has it, until somebody says otherwise. */

export class Theme {
  private readonly systemDark = matchMedia("(prefers-color-scheme: dark)");
  private readonly systemStrong = matchMedia("(prefers-contrast: more)");
  private readonly systemForced = matchMedia("(forced-colors: active)");
  /** What somebody chose here; null leaves it to the computer. */
  private chosenDark: boolean | null = null;
  private chosenStrong: boolean | null = null;
  private paper = false;

  /** `changed` is told when somebody or the computer chooses otherwise while the page is open. */
  constructor(private readonly changed: () => void) {
    this.apply();
    for (const each of [this.systemDark, this.systemStrong, this.systemForced]) {
      each.addEventListener("change", () => this.turned());
    }
  }

  private get dark(): boolean {
    return this.chosenDark ?? this.systemDark.matches;
  }

  private get strong(): boolean {
    return this.chosenStrong ?? this.systemStrong.matches;
  }

  turnDark(): void {
    this.chosenDark = !this.dark;
    this.turned();
  }

  turnStrong(): void {
    this.chosenStrong = !this.strong;
    this.turned();
  }

  /** Paper is light, whatever the screen is. */
  setPaper(paper: boolean): void {
    this.paper = paper;
    this.turned();
  }

  /** Differs where the picture looks different. */
  get key(): string {
    return `${this.dark && !this.paper} ${this.strong} ${this.systemForced.matches}`;
  }

  private turned(): void {
    this.apply();
    this.changed();
  }

  private apply(): void {
    const { dataset } = document.documentElement;
    dataset["theme"] = this.dark && !this.paper ? "dark" : "light";
    dataset["contrast"] = this.strong ? "more" : "normal";
  }
}
