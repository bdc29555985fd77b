// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from "vitest";
import { entryTime, regional, shortTime, sizeText } from "./time";
import { instantOf, localOf } from "./zoned";

const reader = { language: "en-GB", zone: "Europe/Berlin" };
const now = Date.parse("2026-11-21T12:00:00Z");
const short = (at: string) => shortTime(at, now, reader);

it("is as short as a list needs", () => {
  expect(short("2026-11-21T11:59:40Z")).toBe("now");
  expect(short("2026-11-21T11:18:00Z")).toBe("42 min");
  expect(short("2026-11-21T07:05:00Z")).toBe("08:05");
  expect(short("2026-11-18T07:05:00Z")).toBe("Wed");
  expect(short("2026-11-02T07:05:00Z")).toBe("2 Nov");
  expect(short("2025-11-02T07:05:00Z")).toBe("2 Nov 2025");
});

it("changes days at the reader's midnight", () => {
  expect(entryTime("2026-11-20T22:59:00Z", now, reader)).toBe("Yesterday 23:59");
  expect(entryTime("2026-11-20T23:01:00Z", now, reader)).toBe("Today 00:01");
});

it("takes the country from the browser", () => {
  expect(regional("en", ["de-DE", "en-GB"])).toBe("en-GB");
  expect(regional("fr", ["de-DE"])).toBe("fr");
});

it("names sizes as people do", () => {
  expect(sizeText(12, "en")).toBe("12 bytes");
  expect(sizeText(12_480, "en")).toBe("12 kB");
  expect(sizeText(1_840_200, "en")).toBe("1.8 MB");
  expect(sizeText(1_503_238_553, "en")).toBe("1.5 GB");
});

it("finds the instant of a wall clock, also around a change of clocks", () => {
  expect(instantOf("2026-07-01T09:00", "Europe/Berlin")).toBe("2026-07-01T07:00:00.000Z");
  expect(instantOf("2026-10-25T04:00", "Europe/Berlin")).toBe("2026-10-25T03:00:00.000Z");
  expect(instantOf("2026-03-29T03:30", "Europe/Berlin")).toBe("2026-03-29T01:30:00.000Z");
  expect(localOf(Date.parse("2026-11-21T12:00:00Z"), "Asia/Kolkata")).toBe("2026-11-21T17:30");
});
