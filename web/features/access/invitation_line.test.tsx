// SPDX-License-Identifier: AGPL-3.0-or-later
import { render } from "@testing-library/react";
import { expect, it } from "vitest";
import { InvitationChip, InvitationLine, isAwaited } from "./invitation_line";

const invited = (state: string, text = "") => ({
  active: true,
  invited: true,
  invitation: { state, text, at: "2026-11-22T09:00:00.000Z" },
});
const shown = (agent: Parameters<typeof isAwaited>[0]) =>
  render(
    <>
      <InvitationChip agent={agent} />
      <InvitationLine agent={agent} />
    </>,
  ).container.textContent;

it("says why an invitation did not arrive", () => {
  expect(shown(invited("failed", "mx.example.com refused this letter."))).toBe(
    "invitation not deliveredmx.example.com refused this letter.",
  );
});

it("needs no words for one that arrived", () => {
  expect(shown(invited("sent", "It was taken."))).toBe("invited");
});

it("says nothing about who has come in, or is here no more", () => {
  expect(shown({ ...invited("failed", "refused"), invited: false })).toBe("");
  expect(shown({ ...invited("failed", "refused"), active: false })).toBe("");
});

it("knows which letters have yet to arrive", () => {
  expect(["queued", "sent", "failed"].map((state) => isAwaited(invited(state)))).toEqual([
    true,
    false,
    true,
  ]);
});
