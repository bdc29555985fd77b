// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from "vitest";
import { storedFor } from "./server_fields";

it("holds a password only where somebody signs in", () => {
  expect(storedFor({ user: "desk@acme.example" })).toBe("password");
  expect(storedFor({ user: null })).toBe("none");
  expect(storedFor({ user: "" })).toBe("none");
});

it("has nothing to say of a server that is not kept yet", () => {
  expect([storedFor(null), storedFor(undefined)]).toEqual([undefined, undefined]);
});
