// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from "vitest";
import { initials } from "./avatar";

it.each([
  ["Ada Okafor", "AO"],
  ["ada@acme.example", "AE"],
  ["Élodie", "É"],
  ["Anna Maria (Vertretung)", "AV"],
  ["  ", "?"],
  ["山田 太郎", "山太"],
])("%s is shortened to %s", (name, letters) => expect(initials(name)).toBe(letters));
