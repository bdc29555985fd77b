// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from "vitest";
import { bodyOfNew, freshValues } from "./values";

const values = {
  ...freshValues(7),
  customer: { id: 3, name: "Ada", email: "ada@acme.example" },
  subject: " Printer ",
} as Parameters<typeof bodyOfNew>[0];

it("sends only what was chosen", () => {
  expect(bodyOfNew(values)).toEqual({
    subject: "Printer",
    kind: "question",
    channel: "phone",
    team_id: null,
    owner_id: 7,
    customer: { id: 3 },
  });
});

it("sends degrees, category and tags in one spelling", () => {
  const body = bodyOfNew({
    ...values,
    impact: 1,
    urgency: 3,
    opening_category_id: 4,
    tags: "Second floor, #vpn,, vpn",
  });
  expect(body).toMatchObject({ impact: 1, urgency: 3, opening_category_id: 4 });
  expect(body.tags).toEqual(["second-floor", "vpn"]);
});

it("says who rang whom, and whom a letter is copied to", () => {
  const written = { ...values, html: "<p>Hello</p>", cc: ["bo@acme.example"] };
  expect(bodyOfNew({ ...written, message: "call", direction: "out" }).message).toMatchObject({
    kind: "call",
    direction: "out",
  });
  expect(bodyOfNew({ ...written, message: "public" }).message?.cc).toEqual(["bo@acme.example"]);
  expect(bodyOfNew({ ...written, message: "note" }).message).not.toHaveProperty("cc");
});
