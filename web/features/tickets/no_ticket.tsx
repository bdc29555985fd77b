// SPDX-License-Identifier: AGPL-3.0-or-later
import { MousePointerClick } from "lucide-react";
import { m } from "~/core/messages/messages";
import { Keys } from "~/kit/keys";
import { Empty } from "~/kit/states";

/** Right of a list from which nothing has been chosen. */
export const NoTicket = () => (
  <section aria-label={m.region_conversation()} className="flex flex-1 items-center">
    <Empty icon={<MousePointerClick />} title={m.no_ticket_title()}>
      {m.no_ticket_text()} <Keys keys="j" /> <Keys keys="k" />
    </Empty>
  </section>
);
