// SPDX-License-Identifier: AGPL-3.0-or-later
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const catalogue = Object.keys(
  JSON.parse(readFileSync(join(root, "messages/en.json"), "utf8")),
).filter((key) => key !== "$schema");
const sources = ["api", "apps", "core", "features", "kit"]
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) =>
      join(root, folder, file),
    ),
  )
  .filter((file) => /\.tsx?$/.test(file) && !file.includes("core/messages"))
  .map((file) => readFileSync(file, "utf8"))
  .join("\n");

it("holds no sentence that nobody says", () => {
  const said = new Set([...sources.matchAll(/\bm\.(\w+)/g)].map((found) => found[1]));
  expect(catalogue.filter((key) => !said.has(key))).toEqual([]);
});
