// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from "vitest";
import { deviceWords } from "./sessions_panel";

it("names a device by what its browser has said of it", () => {
  expect(deviceWords({ browser: "Firefox", system: "Linux" })).toBe("Firefox on Linux");
  expect(deviceWords({ browser: "curl", system: null })).toBe("curl");
  expect(deviceWords({ browser: null, system: "iPhone" })).toBe("iPhone");
  expect(deviceWords({ browser: null, system: null })).toBe("An unknown device");
});
