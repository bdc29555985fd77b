// SPDX-License-Identifier: AGPL-3.0-or-later
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { Ticket } from "~/api/types";
import { ClosedNotice } from "./closed_notice";

const followed: number[] = [];
const went: unknown[] = [];
vi.mock("@tanstack/react-router", () => ({
  useNavigate: () => async (to: { params: unknown }) => went.push(to.params),
}));
vi.mock("~/features/tickets", () => ({
  attempt: (work: Promise<unknown>) => work,
  openFollowUp: async ({ number }: Ticket) => {
    followed.push(number);
    return { number: 23 };
  },
}));

it("says that a closed ticket stays, and goes on in a new one", async () => {
  render(<ClosedNotice ticket={{ number: 7 } as Ticket} />);
  expect(screen.getByText(/closed and stays as it is/)).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "New linked ticket" }));
  await waitFor(() => expect(went).toEqual([{ view: "all", number: "23" }]));
  expect(followed).toEqual([7]);
});
