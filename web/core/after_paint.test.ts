// SPDX-License-Identifier: AGPL-3.0-or-later
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { afterPaint } from "./after_paint";

let paint: () => void;
beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("requestAnimationFrame", (drawn: () => void) => {
    paint = drawn;
    return 1;
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("does what was put off once the picture is there, in order", () => {
  const done: string[] = [];
  afterPaint(() => done.push("first"));
  afterPaint(() => done.push("second"));
  vi.runAllTimers();
  expect(done).toEqual([]);
  paint();
  vi.runAllTimers();
  expect(done).toEqual(["first", "second"]);
});

it("leaves out what was taken back", () => {
  const done: string[] = [];
  const takeBack = afterPaint(() => done.push("taken back"));
  afterPaint(() => done.push("kept"));
  takeBack();
  paint();
  vi.runAllTimers();
  expect(done).toEqual(["kept"]);
});

it("does what is put off by put-off work with the next picture", () => {
  const done: string[] = [];
  afterPaint(() => afterPaint(() => done.push("next")));
  paint();
  vi.runAllTimers();
  expect(done).toEqual([]);
  paint();
  vi.runAllTimers();
  expect(done).toEqual(["next"]);
});
