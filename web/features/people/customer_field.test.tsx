// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from "vitest";
import { typedCustomer } from "./customer_field";

it("takes a name with its address as mail programs copy it", () => {
  const both = { name: "Ana Reyes", words: "ana@acme.example" };
  expect(typedCustomer("Ana Reyes <ana@acme.example>")).toEqual(both);
  expect(typedCustomer(' "Ana Reyes" < ana@acme.example > ')).toEqual(both);
  expect(typedCustomer("<ana@acme.example>")).toEqual({ name: "", words: "ana@acme.example" });
});

it("leaves other words as they are", () => {
  for (const words of ["Ana Reyes", "ana@acme.example", "Ana <ana", "a < b"])
    expect(typedCustomer(words)).toEqual({ name: "", words });
});
