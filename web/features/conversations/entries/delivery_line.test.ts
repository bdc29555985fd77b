// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from "vitest";
import type { Entry } from "~/api/types";
import { isTold } from "./delivery_line";

const judged = (reversed: boolean) =>
  ({
    judgements: [{ reason: "The customer did not get this: No such box.", reversed }],
  }) as Pick<Entry, "judgements">;

it("says why an answer failed once, not again below the banner that says so", () => {
  expect(isTold(judged(false), "No such box.")).toBe(true);
  expect(isTold(judged(true), "No such box.")).toBe(false);
  expect(isTold(judged(false), "The line was busy.")).toBe(false);
  expect(isTold({ judgements: [] }, null)).toBe(false);
});
