// SPDX-License-Identifier: AGPL-3.0-or-later
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import type { Entry, JudgementKind } from "~/api/types";
import { Judgements, reverseWords } from "./judgements";

const reversed: number[][] = [];
vi.mock("~/features/tickets", () => ({
  attempt: async (work: Promise<unknown>) => {
    await work;
    return true;
  },
  reverseJudgement: async (...ids: number[]) => reversed.push(ids),
}));
beforeEach(() => {
  reversed.length = 0;
});

const reason = "It answers a letter of this ticket.";
const judged = (kind: JudgementKind) =>
  ({
    id: 5,
    judgements: [{ id: 7, kind, reason, reversible: true, reversed: false }],
  }) as Entry;

it("keeps the reason of what is ordinary until it is asked for", () => {
  render(<Judgements entry={judged("joined")} mayWrite />);
  expect(screen.queryByText(reason)).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "Joined to this ticket" }));
  expect(screen.getByText(reason)).toBeTruthy();
});

it("takes what is ordinary back by one press", async () => {
  render(<Judgements entry={judged("joined")} mayWrite />);
  fireEvent.click(screen.getByRole("button", { name: "Make its own ticket" }));
  await waitFor(() => expect(reversed).toEqual([[5, 7]]));
});

it("says at once why something wants a look", () => {
  const { container } = render(<Judgements entry={judged("related")} mayWrite />);
  expect(container.textContent).toContain(`Possibly related. ${reason}`);
});

it("says at once that nothing proves who wrote", async () => {
  const { container } = render(<Judgements entry={judged("unproven")} mayWrite />);
  expect(container.textContent).toContain(`Sender not proven. ${reason}`);
  fireEvent.click(screen.getByRole("button", { name: "They did write it" }));
  await waitFor(() => expect(reversed).toEqual([[5, 7]]));
});

it("is not to be taken back by whoever may not answer", () => {
  render(<Judgements entry={judged("joined")} mayWrite={false} />);
  expect(screen.queryByRole("button", { name: "Make its own ticket" })).toBeNull();
});

it("says of thanks in a closed ticket that a new one is made", () => {
  expect(reverseWords("thanks", true)).toBe("Make it a new linked ticket");
  expect(reverseWords("thanks", false)).toBe("Open the ticket again");
  expect(reverseWords("joined", true)).toBe("Make its own ticket");
});
