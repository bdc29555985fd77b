// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Mail, Plus } from "lucide-react";
import type { Mailbox } from "~/api/types";
import { m } from "~/core/messages/messages";
import { useMay } from "~/core/session";
import { buttonClass } from "~/kit/button";
import { Chip } from "~/kit/chip";
import { Loaded } from "~/kit/loaded";
import { Page, Panel, Rows } from "~/kit/page";
import { Empty } from "~/kit/states";
import { Time } from "~/kit/time";
import { mailboxesQuery } from "./api";
import { useFailures } from "./fares";

export function MailboxesScreen() {
  const mailboxes = useQuery(mailboxesQuery);
  const mayManage = useMay("settings:manage");
  const add = mayManage && (
    <Link to="/settings/mailboxes/$id" params={{ id: "new" }} className={buttonClass("primary")}>
      <Plus aria-hidden className="size-4" />
      {m.mailbox_new()}
    </Link>
  );
  return (
    <Page title={m.mailboxes()} subtitle={m.mailboxes_text()} actions={add}>
      <Loaded query={mailboxes}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon={<Mail />} title={m.mailboxes_none_title()}>
              {m.mailboxes_none_text()}
            </Empty>
          ) : (
            <Panel>
              <Rows>
                {items.map((mailbox) => (
                  <Row key={mailbox.id} mailbox={mailbox} />
                ))}
              </Rows>
            </Panel>
          )
        }
      </Loaded>
    </Page>
  );
}

function Row({ mailbox }: { mailbox: Mailbox }) {
  const { state } = mailbox;
  const failures = useFailures(state);
  return (
    <li>
      <Link
        to="/settings/mailboxes/$id"
        params={{ id: String(mailbox.id) }}
        className="flex min-h-14 items-center gap-x-3 gap-y-1 px-4 py-2.5 outline-offset-[-2px] hover:bg-surface max-slim:flex-wrap"
      >
        <Mail aria-hidden className="size-5 shrink-0 text-text-2 max-slim:hidden" />
        <span className="min-w-0 flex-1 max-slim:basis-full">
          <span title={mailbox.name} className="block truncate text-14 font-medium">
            {mailbox.name}
          </span>
          <span title={mailbox.addresses.join(", ")} className="block truncate text-12 text-text-3">
            {mailbox.addresses.join(", ") || m.mailbox_no_address()}
          </span>
          {failures.map((one) => (
            <span key={one.what} className="block text-12 wrap-anywhere">
              <span className="text-bad">
                {one.what} {one.why}
              </span>{" "}
              {one.tried_at && (
                <span className="text-text-3">
                  {m.mailbox_last_tried()} <Time at={one.tried_at} />
                </span>
              )}
            </span>
          ))}
        </span>
        {!mailbox.active ? (
          <Chip>{m.mailbox_off()}</Chip>
        ) : failures.length > 0 ? (
          <Chip tone="bad">{m.mailbox_failing()}</Chip>
        ) : state.last_fetch_at ? (
          <span className="text-12 text-text-3">
            {m.mailbox_fetched()} <Time at={state.last_fetch_at} />
          </span>
        ) : (
          <Chip tone="warn">{m.mailbox_never()}</Chip>
        )}
      </Link>
    </li>
  );
}
