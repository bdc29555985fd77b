// SPDX-License-Identifier: AGPL-3.0-or-later

const variable = /\{\{?\s*([\w.]+)\s*\}?\}/g;

export const variablesIn = (text: string): string[] => [
  ...new Set([...text.matchAll(variable)].map((found) => found[0])),
];

/** The template with an example in its gaps; a gap nobody can fill stays as it is. */
export const filled = (text: string, values: Record<string, string>): string =>
  text.replace(
    variable,
    (whole, name: string) => values[name.split(".").at(-1) ?? ""] ?? values[name] ?? whole,
  );
