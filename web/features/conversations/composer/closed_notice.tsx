// SPDX-License-Identifier: AGPL-3.0-or-later
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { Ticket } from "~/api/types";
import { m } from "~/core/messages/messages";
import { attempt, openFollowUp } from "~/features/tickets";
import { Notice, NoticeButton } from "~/kit/notice";

/** Why nobody answers in a ticket that stays as it is, and where it goes on. */
export function ClosedNotice({ ticket }: { ticket: Ticket }) {
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const open = async () => {
    const fresh = await openFollowUp(ticket);
    await navigate({
      to: "/tickets/$view/$number",
      params: { view: "all", number: String(fresh.number) },
      search: {},
    });
    return fresh;
  };
  const run = async () => {
    if (busy) return;
    setBusy(true);
    await attempt(open());
    setBusy(false);
  };
  return (
    <Notice
      square
      action={<NoticeButton onClick={() => void run()}>{m.closed_follow_up()}</NoticeButton>}
    >
      {m.closed_no_answer()}
    </Notice>
  );
}
