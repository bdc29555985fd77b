// SPDX-License-Identifier: AGPL-3.0-or-later
// Fails on a licence that is not on the list, and writes the notices that must go with the built
// files into dist/third_party.txt.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

const root = new URL("../", import.meta.url);
const allowed = new Set([
  "MIT",
  "ISC",
  "0BSD",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Apache-2.0",
  "OFL-1.1",
  "CC0-1.0",
  "BlueOak-1.0.0",
  "Unlicense",
  "Python-2.0",
]);
// Tools whose code is never part of what is shipped.
const allowedInTools = new Set([
  ...allowed,
  "MPL-2.0",
  "CC-BY-4.0",
  "Apache-2.0 WITH LLVM-exception",
]);

const read = (path) => JSON.parse(readFileSync(new URL(path, root), "utf8"));
const { packages } = read("package-lock.json");
// Packages that do not name their licence themselves, and where it was read.
const elsewhere = { "@inlang/plugin-message-format": "MIT" };
/** "MIT OR Apache-2.0" is fine when one side is; "MIT AND ISC" when both are. */
const isFine = (licence, list) =>
  licence
    .replace(/[()]/g, "")
    .split(/ OR /)
    .some((choice) => choice.split(/ AND /).every((part) => list.has(part.trim())));

const wrong = [];
const notices = [];
for (const [path, entry] of Object.entries(packages)) {
  if (!path || entry.optional || !existsSync(new URL(`${path}/package.json`, root))) continue;
  const { name, version, license } = read(`${path}/package.json`);
  const licence =
    typeof license === "string" ? license : (license?.type ?? elsewhere[name] ?? "unknown");
  if (!isFine(licence, entry.dev ? allowedInTools : allowed))
    wrong.push(`${name} ${version}: ${licence}`);
  if (entry.dev) continue;
  const file = readdirSync(new URL(path, root)).find((one) =>
    /^(licen[cs]e|copying|notice)/i.test(one),
  );
  const text = file ? readFileSync(new URL(`${path}/${file}`, root), "utf8").trim() : "";
  notices.push(`${name} ${version} (${licence})\n\n${text}\n`);
}

for (const line of wrong) console.log(`licence not on the list: ${line}`);
if (existsSync(new URL("dist", root))) {
  mkdirSync(new URL("dist", root), { recursive: true });
  writeFileSync(new URL("dist/third_party.txt", root), notices.join(`\n${"-".repeat(72)}\n\n`));
}
console.log(`${notices.length} packages shipped, ${wrong.length} licences to look at`);
process.exit(wrong.length > 0 ? 1 : 0);
