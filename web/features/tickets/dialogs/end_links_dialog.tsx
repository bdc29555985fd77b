// SPDX-License-Identifier: AGPL-3.0-or-later
import { useState } from "react";
import type { Ticket } from "~/api/types";
import { m } from "~/core/messages/messages";
import { Button } from "~/kit/button";
import { Dialog } from "~/kit/dialog";
import { toast } from "~/kit/toast";
import { endRequestLinks } from "../api";
import { attempt } from "../changes";

/** For a letter that reached the wrong person: what it links to closes. */
export function EndLinksDialog({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const [busy, setBusy] = useState(false);
  const submit = async () => {
    setBusy(true);
    const done = await attempt(endRequestLinks(ticket.number));
    setBusy(false);
    if (!done) return;
    onClose();
    toast(m.end_links_done());
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={m.end_links_title({ number: ticket.number })}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button onClick={onClose}>{m.cancel()}</Button>
          <Button type="submit" tone="danger" busy={busy}>
            {m.end_links_do()}
          </Button>
        </>
      }
    >
      <p>{m.end_links_text()}</p>
    </Dialog>
  );
}
