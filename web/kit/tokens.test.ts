// SPDX-License-Identifier: AGPL-3.0-or-later
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const css = readFileSync(join(import.meta.dirname, "tokens.css"), "utf8");
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)].map(
    ([, name, light, dark]) => [name as string, { light: light as string, dark: dark as string }],
  ),
);

function luminance(colour: string): number {
  const channel = (at: number) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

// Pair, then the ratios of the design's table for light and dark.
const table: [string, string, number, number][] = [
  ["text", "bg", 17.92, 16.15],
  ["text", "surface", 16.86, 14.98],
  ["text", "sunken", 15.7, 16.78],
  ["text-2", "bg", 7.96, 9.73],
  ["text-2", "surface", 7.49, 9.02],
  ["text-3", "bg", 5.2, 6.32],
  ["text-3", "surface", 4.9, 5.87],
  ["text-3", "sunken", 4.56, 6.57],
  ["accent", "bg", 5.73, 7.92],
  ["accent", "surface", 5.39, 7.35],
  ["on-accent", "accent", 5.73, 7.98],
  ["accent-text", "accent-soft", 7.04, 8.86],
  ["text", "accent-soft", 15.51, 12.34],
  ["ok", "bg", 6.07, 9.57],
  ["ok", "ok-soft", 5.31, 7.36],
  ["warn", "bg", 6.39, 10.05],
  ["warn", "warn-soft", 5.67, 7.69],
  ["bad", "bg", 6.54, 8.44],
  ["bad", "bad-soft", 5.55, 6.87],
  ["info", "info-soft", 5.9, 7.37],
  ["promise", "bg", 6.81, 8.1],
  ["promise", "promise-soft", 5.79, 6.6],
  ["note-text", "note", 10, 11.47],
  ["control", "bg", 3.38, 4.08],
  ["control", "surface", 3.18, 3.78],
  ["focus", "bg", 5.73, 7.92],
  ["focus", "accent-soft", 4.96, 6.06],
];
const graphics = new Set(["control", "focus"]);

describe("the table of colours", () => {
  it.each(table)("%s on %s has the contrast it was chosen for", (fore, back, light, dark) => {
    const [one, other] = [tokens.get(fore), tokens.get(back)];
    if (!one || !other) throw new Error(`${fore} or ${back} is missing`);
    const needed = graphics.has(fore) ? 3 : 4.5;
    for (const [ratio, wanted] of [
      [contrast(one.light, other.light), light],
      [contrast(one.dark, other.dark), dark],
    ] as const) {
      expect(ratio).toBeGreaterThanOrEqual(needed);
      expect(Math.abs(ratio - wanted)).toBeLessThan(0.03);
    }
  });
});
