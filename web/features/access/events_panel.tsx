// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import { m } from "~/core/messages/messages";
import { Loaded } from "~/kit/loaded";
import { Panel } from "~/kit/page";
import { AccountEvents } from "./account_events";
import { securityQuery } from "./api";

/** What happened to one's own account. */
export function EventsPanel() {
  const security = useQuery(securityQuery);
  return (
    <Panel title={m.events()} text={m.events_text()}>
      <Loaded query={security}>{({ events }) => <AccountEvents events={events} />}</Loaded>
    </Panel>
  );
}
