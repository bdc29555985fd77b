// SPDX-License-Identifier: AGPL-3.0-or-later
import { cleanup, configure } from "@testing-library/react";
import { afterEach, vi } from "vitest";
import { createMock, type MockOptions } from "./mock/mock.ts";

// A condition is waited for; only a defect reaches the end of this, however busy the machine is.
configure({ asyncUtilTimeout: 60_000 });

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
