/** A surface that writes down what is drawn on it, as the elements of an SVG. Text stays text. */

import type { Surface } from "../draw/surface";
import type { Point } from "../geometry";

interface Style {
  fillStyle: Surface["fillStyle"];
  strokeStyle: Surface["strokeStyle"];
  globalAlpha: number;
  lineWidth: number;
  lineCap: CanvasLineCap;
  lineJoin: CanvasLineJoin;
  font: string;
  textAlign: CanvasTextAlign;
  textBaseline: CanvasTextBaseline;
  dash: number[];
  /** Turned by this angle, then moved. */
  angle: number;
  origin: Point;
}

const START: Style = {
  fillStyle: "#000000",
  strokeStyle: "#000000",
  globalAlpha: 1,
  lineWidth: 1,
  lineCap: "butt",
  lineJoin: "miter",
  font: "16px sans-serif",
  textAlign: "start",
  textBaseline: "alphabetic",
  dash: [],
  angle: 0,
  origin: { x: 0, y: 0 },
};

/** How far below the middle of letters their line is, as a share of their height; Python's pictures reckon the same. */
const BASELINE = 0.33;
const ANCHORS: Partial<Record<CanvasTextAlign, string>> = { center: "middle", right: "end", end: "end" };

export class Recorder implements Surface {
  readonly elements: string[] = [];
  private style: Style = { ...START };
  private readonly kept: Style[] = [];
  private path = "";

  /** Letters are measured by somebody who can. */
  constructor(private readonly measure: (text: string, font: string) => TextMetrics) {}

  get fillStyle(): Surface["fillStyle"] {
    return this.style.fillStyle;
  }
  set fillStyle(value: Surface["fillStyle"]) {
    this.style.fillStyle = value;
  }
  get strokeStyle(): Surface["strokeStyle"] {
    return this.style.strokeStyle;
  }
  set strokeStyle(value: Surface["strokeStyle"]) {
    this.style.strokeStyle = value;
  }
  get globalAlpha(): number {
    return this.style.globalAlpha;
  }
  set globalAlpha(value: number) {
    this.style.globalAlpha = value;
  }
  get lineWidth(): number {
    return this.style.lineWidth;
  }
  set lineWidth(value: number) {
    this.style.lineWidth = value;
  }
  get lineCap(): CanvasLineCap {
    return this.style.lineCap;
  }
  set lineCap(value: CanvasLineCap) {
    this.style.lineCap = value;
  }
  get lineJoin(): CanvasLineJoin {
    return this.style.lineJoin;
  }
  set lineJoin(value: CanvasLineJoin) {
    this.style.lineJoin = value;
  }
  get font(): string {
    return this.style.font;
  }
  set font(value: string) {
    this.style.font = value;
  }
  get textAlign(): CanvasTextAlign {
    return this.style.textAlign;
  }
  set textAlign(value: CanvasTextAlign) {
    this.style.textAlign = value;
  }
  get textBaseline(): CanvasTextBaseline {
    return this.style.textBaseline;
  }
  set textBaseline(value: CanvasTextBaseline) {
    this.style.textBaseline = value;
  }

  save(): void {
    this.kept.push({ ...this.style });
  }

  restore(): void {
    this.style = this.kept.pop() ?? this.style;
  }

  translate(x: number, y: number): void {
    this.style.origin = this.turned(x, y);
  }

  rotate(angle: number): void {
    this.style.angle += angle;
  }

  setLineDash(segments: Iterable<number>): void {
    this.style.dash = [...segments];
  }

  beginPath(): void {
    this.path = "";
  }

  closePath(): void {
    this.path += "Z";
  }

  moveTo(x: number, y: number): void {
    this.path += `M${this.at(x, y)}`;
  }

  lineTo(x: number, y: number): void {
    this.path += `${this.path ? "L" : "M"}${this.at(x, y)}`;
  }

  quadraticCurveTo(cx: number, cy: number, x: number, y: number): void {
    this.path += `Q${this.at(cx, cy)} ${this.at(x, y)}`;
  }

  bezierCurveTo(ax: number, ay: number, bx: number, by: number, x: number, y: number): void {
    this.path += `C${this.at(ax, ay)} ${this.at(bx, by)} ${this.at(x, y)}`;
  }

  arc(x: number, y: number, radius: number, from: number, to: number, backwards = false): void {
    const whole = Math.abs(to - from) >= 2 * Math.PI - 1e-6;
    const on = (angle: number): [number, number] => [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
    const turn = backwards ? 0 : 1;
    this.lineTo(...on(from));
    const half = whole ? from + Math.PI : (from + to) / 2;
    for (const angle of [half, whole ? from + 2 * Math.PI : to]) {
      this.path += `A${short(radius)} ${short(radius)} 0 0 ${turn} ${this.at(...on(angle))}`;
    }
    if (whole) this.closePath();
  }

  rect(x: number, y: number, w: number, h: number): void {
    this.moveTo(x, y);
    this.lineTo(x + w, y);
    this.lineTo(x + w, y + h);
    this.lineTo(x, y + h);
    this.closePath();
  }

  roundRect(x: number, y: number, w: number, h: number, radii?: number | DOMPointInit | Iterable<number | DOMPointInit>): void {
    const given = typeof radii === "object" && Symbol.iterator in radii ? [...radii] : [radii ?? 0];
    const [first, second = first, third = first, fourth = second] = given.map((each) =>
      Math.min(typeof each === "number" ? each : (each.x ?? 0), w / 2, h / 2),
    );
    const [a, b, c, d] = [first ?? 0, second ?? 0, third ?? 0, fourth ?? 0];
    const corner = (radius: number, toX: number, toY: number): void => {
      if (radius > 0) this.path += `A${short(radius)} ${short(radius)} 0 0 1 ${this.at(toX, toY)}`;
    };
    this.moveTo(x + a, y);
    this.lineTo(x + w - b, y);
    corner(b, x + w, y + b);
    this.lineTo(x + w, y + h - c);
    corner(c, x + w - c, y + h);
    this.lineTo(x + d, y + h);
    corner(d, x, y + h - d);
    this.lineTo(x, y + a);
    corner(a, x + a, y);
    this.closePath();
  }

  fillRect(x: number, y: number, w: number, h: number): void {
    this.beginPath();
    this.rect(x, y, w, h);
    this.fill();
  }

  fill(): void {
    this.elements.push(`<path d="${this.path}" fill="${safe(String(this.style.fillStyle))}"${this.alpha()}/>`);
  }

  stroke(): void {
    const { lineCap, lineJoin } = this.style;
    const ends = `${lineCap === "butt" ? "" : ` stroke-linecap="${lineCap}"`}${lineJoin === "miter" ? "" : ` stroke-linejoin="${lineJoin}"`}`;
    this.elements.push(`<path d="${this.path}" fill="none"${this.line()}${ends}${this.alpha()}/>`);
  }

  fillText(text: string, x: number, y: number, most?: number): void {
    this.write(text, x, y, ` fill="${safe(String(this.style.fillStyle))}"`, most);
  }

  strokeText(text: string, x: number, y: number, most?: number): void {
    this.write(text, x, y, ` fill="none"${this.line()} stroke-linejoin="round"`, most);
  }

  measureText(text: string): TextMetrics {
    return this.measure(text, this.style.font);
  }

  private write(text: string, x: number, y: number, paint: string, most?: number): void {
    const { font, textAlign, textBaseline, angle } = this.style;
    const size = Number(/([\d.]+)px/.exec(font)?.[1] ?? 16);
    const bold = /^(?:bold|[6-9]00)\b/.test(font) ? ' font-weight="700"' : "";
    const at = this.turned(x, y + (textBaseline === "middle" ? size * BASELINE : 0));
    const anchor = ANCHORS[textAlign] ? ` text-anchor="${ANCHORS[textAlign]}"` : "";
    const turn = angle === 0 ? "" : ` transform="rotate(${short((angle * 180) / Math.PI)} ${short(at.x)} ${short(at.y)})"`;
    const wide = most !== undefined && this.measureText(text).width > most;
    const fit = wide ? ` textLength="${short(most)}" lengthAdjust="spacingAndGlyphs"` : "";
    this.elements.push(
      `<text x="${short(at.x)}" y="${short(at.y)}" font-size="${short(size)}"${bold}${anchor}${paint}${fit}${turn}${this.alpha()} unicode-bidi="plaintext">${safe(text)}</text>`,
    );
  }

  private line(): string {
    const { strokeStyle, lineWidth, dash } = this.style;
    const dashes = dash.length > 0 ? ` stroke-dasharray="${dash.map(short).join(" ")}"` : "";
    return ` stroke="${safe(String(strokeStyle))}" stroke-width="${short(lineWidth)}"${dashes}`;
  }

  private alpha(): string {
    return this.style.globalAlpha === 1 ? "" : ` opacity="${Number(this.style.globalAlpha.toFixed(2))}"`;
  }

  private turned(x: number, y: number): Point {
    const { angle, origin } = this.style;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    return { x: origin.x + x * cos - y * sin, y: origin.y + x * sin + y * cos };
  }

  private at(x: number, y: number): string {
    const point = this.turned(x, y);
    return `${short(point.x)} ${short(point.y)}`;
  }
}

function short(value: number): string {
  return String(Number(value.toFixed(1)));
}

/** What no XML may hold, not even escaped, and halves of characters. */
const UNFIT = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** A text that cannot end the element or the value it stands in. */
export function safe(text: string): string {
  return text.replace(UNFIT, "\ufffd").replace(/[&<>"]/g, (each) => ESCAPES[each] ?? each);
}
