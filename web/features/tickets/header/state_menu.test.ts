// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from "vitest";
import type { State } from "~/api/types";
import { offeredMoves } from "./state_menu";

const offered = (state: State, states: State[]) =>
  offeredMoves({ state, allowed: { states, change: true } });

describe("the states a ticket is offered", () => {
  it("never hold the one it is in", () => {
    const all: State[] = ["open", "waiting", "resolved", "cancelled"];
    expect(offered("open", all)).toEqual(["waiting", "resolved", "cancelled"]);
    expect(offered("waiting", all)).toEqual(["open", "resolved", "cancelled"]);
  });

  it("do not open again what nobody has answered yet", () => {
    expect(offered("new", ["open", "waiting", "resolved", "cancelled"])).toEqual([
      "waiting",
      "resolved",
      "cancelled",
    ]);
  });

  it("are none where the desk allows none", () => {
    expect(offered("closed", [])).toEqual([]);
  });
});
