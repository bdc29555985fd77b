// SPDX-License-Identifier: AGPL-3.0-or-later
import { cleanup } from "@testing-library/react";
import { afterEach, vi } from "vitest";
import { createMock, type MockOptions } from "./mock/mock.ts";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** A desk in memory behind `fetch`, at a fixed instant. */
export function desk(options: MockOptions = {}) {
  const mock = createMock({ now: Date.parse("2026-11-21T12:00:00Z"), ...options });
  vi.stubGlobal("fetch", vi.fn(mock.fetch));
  return mock;
}
