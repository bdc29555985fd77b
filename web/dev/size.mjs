// SPDX-License-Identifier: AGPL-3.0-or-later
// Fails when the desk grows over what a first visit may cost. Run after `npm run build`.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const limit = { initial: 180, css: 15 };
const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));
const kilobytes = (file) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length / 1000;

/** A chunk and everything it cannot run without. */
function closure(name, seen = new Set()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const next of manifest[name].imports ?? []) closure(next, seen);
  return seen;
}

const entry = Object.keys(manifest).find(
  (name) => manifest[name].isEntry && name.endsWith(".html"),
);
const initial = [...closure(entry)];
const scripts = initial.map((name) => manifest[name].file);
const styles = initial.flatMap((name) => manifest[name].css ?? []);
const total = (files) => files.reduce((sum, file) => sum + kilobytes(file), 0);

const rows = [
  ["desk, first load, JavaScript", total(scripts), limit.initial],
  ["desk, first load, CSS", total(styles), limit.css],
];
for (const [name, chunk] of Object.entries(manifest)) {
  if (chunk.isDynamicEntry) {
    const more = [...closure(name)].filter((one) => !initial.includes(one));
    rows.push([`  later: ${name}`, total(more.map((one) => manifest[one].file)), null]);
  }
}

let failed = false;
for (const [name, size, most] of rows) {
  const over = most !== null && size > most;
  failed ||= over;
  const verdict = most === null ? "" : over ? `OVER ${most}` : `of ${most}`;
  console.log(`${name.padEnd(64)} ${size.toFixed(1).padStart(7)} kB gz  ${verdict}`);
}
if (failed)
  console.log("The first load is over its budget: load later what the list does not need.");
process.exit(failed ? 1 : 0);
