// SPDX-License-Identifier: AGPL-3.0-or-later
import { render } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { Mailbox } from "~/api/types";
import { afterTest, Fares } from "./fares";

vi.mock("~/core/session", () => ({
  useSession: () => ({ person: { language: "en", zone: "UTC" }, desk: { zone: "UTC" } }),
}));

const well = {
  last_fetch_at: "2026-11-20T12:00:00.000Z",
  last_letter_at: "2026-11-19T12:00:00.000Z",
  last_sent_at: null,
  fetch_error: null,
  fetch_failing_since: null,
  send_error: null,
  send_failing_since: null,
};
const words = (state: Partial<Record<keyof typeof well, string>>) =>
  render(<Fares mailbox={{ imap: {}, state: { ...well, ...state } } as Mailbox} />).container
    .textContent ?? "";

it("says when it last fetched only while fetching works", () => {
  expect(words({})).toMatch(/^Last fetched: .* last letter: .* last sent: never/);
  const failing = words({
    fetch_error: "The server refused the password.",
    fetch_failing_since: "2026-11-19T13:00:00.000Z",
  });
  expect(failing).toMatch(
    /^Fetching has failed since Nov 19, 2026.*refused the password.*Last tried: /,
  );
  expect(failing).not.toContain("Last fetched");
});

it("does not call fetching ill when only sending is", () => {
  const failing = words({ send_error: "Refused.", send_failing_since: "2026-11-19T13:00:00.000Z" });
  expect(failing).toMatch(/^Sending has failed since .*Refused\..*Last fetched: /);
});

it("forgets an earlier failure of a direction that was just tried and works", () => {
  const failing = {
    ...well,
    fetch_error: "Authentication failed.",
    send_error: "Refused.",
  } as unknown as Mailbox["state"];
  const tested = { imap: { ok: true }, smtp: { ok: false } };
  expect(afterTest(failing, tested)).toMatchObject({ fetch_error: null, send_error: "Refused." });
  expect(afterTest(failing, undefined)).toEqual(failing);
});
