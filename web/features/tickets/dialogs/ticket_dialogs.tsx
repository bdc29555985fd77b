// SPDX-License-Identifier: AGPL-3.0-or-later
// Fetched when the first of them is asked for.
import type { Ticket } from "~/api/types";
import { DeleteDialog, HoldDialog } from "~/features/privacy";
import { showDialog, useOpen } from "../header/open";
import { CancelDialog } from "./cancel_dialog";
import { EndLinksDialog } from "./end_links_dialog";
import { LinkDialog } from "./link_dialog";
import { ResolveDialog } from "./resolve_dialog";
import { SpamDialog } from "./spam_dialog";
import { WaitDialog } from "./wait_dialog";

type DialogsProps = { ticket: Ticket; onNext: () => void };

export default function TicketDialogs({ ticket, onNext }: DialogsProps) {
  const { asking, thenNext } = useOpen();
  const close = () => showDialog(null);
  if (asking === "resolve")
    return <ResolveDialog ticket={ticket} onClose={close} onDone={() => thenNext && onNext()} />;
  if (asking === "wait") return <WaitDialog ticket={ticket} onClose={close} />;
  if (asking === "cancel") return <CancelDialog ticket={ticket} onClose={close} />;
  if (asking === "spam") return <SpamDialog ticket={ticket} onClose={close} onDone={onNext} />;
  if (asking === "link") return <LinkDialog ticket={ticket} onClose={close} />;
  if (asking === "end_links") return <EndLinksDialog ticket={ticket} onClose={close} />;
  if (asking === "hold") return <HoldDialog number={ticket.number} onClose={close} />;
  if (asking === "delete")
    return <DeleteDialog number={ticket.number} onClose={close} onGone={onNext} />;
  return null;
}
