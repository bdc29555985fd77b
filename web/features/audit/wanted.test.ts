// SPDX-License-Identifier: AGPL-3.0-or-later
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { type Group, groupNames, kindsOf, kindWords } from "./kinds";
import { everything, wantedOf } from "./wanted";

it("looks for nothing in particular at first", () => {
  expect(wantedOf(everything, "Europe/Vienna")).toEqual({});
});

it("takes days of the reader's zone, the last one whole", () => {
  const search = { ...everything, from: "2026-03-28", to: "2026-03-29" };
  expect(wantedOf(search, "Europe/Vienna")).toEqual({
    since: "2026-03-27T23:00:00.000Z",
    until: "2026-03-29T22:00:00.000Z",
  });
});

it("takes a ticket's number with or without its sign, and leaves out what is none", () => {
  expect(wantedOf({ ...everything, ticket: "#17" }, "UTC")).toEqual({ ticket: 17 });
  expect(wantedOf({ ...everything, ticket: "17" }, "UTC")).toEqual({ ticket: 17 });
  expect(wantedOf({ ...everything, ticket: "#1#7" }, "UTC")).toEqual({});
});

it("asks for all kinds of a group", () => {
  expect(wantedOf({ ...everything, group: "mail" }, "UTC").kind).toContain("letter_decided");
  expect(kindsOf("access").split(",").length).toBeLessThanOrEqual(50);
});

it("reads a kind out that it has no words for", () => {
  expect(kindWords("team_created")).toBe("Team created");
  expect(kindWords("promise_broken")).toBe("promise broken");
});

it("has words and a group for every kind that the desk knows", () => {
  const audience = readFileSync("../src/features/live/audience.cpp", "utf8");
  const known = [...audience.matchAll(/\.kind = "(\w+)"/g)].map(([, kind]) => kind);
  const grouped = Object.keys(groupNames).flatMap((group) => kindsOf(group as Group).split(","));
  expect(known.length).toBeGreaterThan(50);
  expect(known.filter((kind) => !grouped.includes(String(kind)))).toEqual([]);
});
