// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import { Link, Navigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { sentence } from "~/core/errors";
import { m } from "~/core/messages/messages";
import { Notice } from "~/kit/notice";
import { Page } from "~/kit/page";
import { SkeletonLines } from "~/kit/states";
import { toast } from "~/kit/toast";
import { connectMailbox } from "./api";

/** Where a provider sends the browser back to: what it brings is handed on, once. */
export function MailboxConnectedScreen() {
  const brought = new URLSearchParams(window.location.search);
  const state = brought.get("state") ?? "";
  const code = brought.get("code") ?? "";
  // A code is good once, so that nothing is asked again by itself.
  const connected = useQuery({
    queryKey: ["mailbox_connection", state],
    queryFn: () => connectMailbox({ state, code }),
    enabled: code !== "" && state !== "",
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const mailbox = connected.data?.id;
  useEffect(() => {
    if (mailbox) toast(m.oauth_connected());
  }, [mailbox]);
  if (mailbox)
    return <Navigate to="/settings/mailboxes/$id" params={{ id: String(mailbox) }} replace />;
  return (
    <Page title={m.oauth_connection()} back={{ to: "/settings/mailboxes", text: m.mailboxes() }}>
      {connected.isLoading ? (
        <SkeletonLines count={2} />
      ) : (
        <Notice
          tone="bad"
          role="alert"
          action={
            <Link to="/settings/mailboxes" className="font-medium underline">
              {m.mailboxes()}
            </Link>
          }
        >
          {connected.isError ? sentence(connected.error) : m.oauth_refused()}
        </Notice>
      )}
    </Page>
  );
}
