// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from "vitest";
import { mayAnswer } from "./choices";

const roles = [
  { id: 1, permissions: ["ticket:read", "ticket:write"] },
  { id: 2, permissions: ["ticket:read", "audit:read"] },
];

it("offers as owners those who may answer, not an auditor", () => {
  expect(mayAnswer({ roles: [{ role_id: 2 }, { role_id: 1 }] }, roles)).toBe(true);
  expect(mayAnswer({ roles: [{ role_id: 2 }] }, roles)).toBe(false);
  expect(mayAnswer({ roles: [] }, roles)).toBe(false);
});

it("hides nobody before the roles are known", () => {
  expect(mayAnswer({ roles: [{ role_id: 2 }] }, undefined)).toBe(true);
});
