// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from "vitest";
import { storedFor } from "./server_fields";

it("holds a password where the desk says so, whatever the user name", () => {
  expect(storedFor({ user: "desk@acme.example" }, true)).toBe("password");
  expect(storedFor({ user: "desk@acme.example" }, false)).toBe("none");
  expect(storedFor({ user: null }, true)).toBe("password");
});

it("has nothing to say of a server that is not kept yet", () => {
  expect([storedFor(null, true), storedFor(undefined, undefined)]).toEqual([undefined, undefined]);
});
