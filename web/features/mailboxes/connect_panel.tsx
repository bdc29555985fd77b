// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import type { Mailbox } from "~/api/types";
import { sentence } from "~/core/errors";
import { m } from "~/core/messages/messages";
import { useMay } from "~/core/session";
import { Button } from "~/kit/button";
import { Notice } from "~/kit/notice";
import { Panel } from "~/kit/page";
import { beginConnection } from "./api";

/** Whether the provider lets the desk in, and the way to have it asked. */
export function ConnectPanel({ mailbox }: { mailbox: Mailbox }) {
  const mayManage = useMay("settings:manage");
  const begin = useMutation({
    mutationFn: () => beginConnection(mailbox.id),
    onSuccess: ({ url }) => window.location.assign(url),
  });
  const { oauth } = mailbox;
  if (!oauth) return null;
  return (
    <Panel
      title={m.oauth_connection()}
      actions={
        mayManage && (
          <Button
            tone={oauth.connected ? undefined : "primary"}
            busy={begin.isPending || begin.isSuccess}
            onClick={() => begin.mutate()}
          >
            {oauth.connected ? m.oauth_connect_again() : m.oauth_connect()}
          </Button>
        )
      }
    >
      <div className="flex flex-col gap-2 px-4 py-3 text-13" aria-live="polite">
        {oauth.trouble ? (
          <Notice tone={oauth.connected ? "bad" : "info"}>
            {m.oauth_trouble({ why: oauth.trouble })}
          </Notice>
        ) : (
          <p className="flex items-center gap-2">
            <CircleCheck aria-hidden className="size-4 shrink-0 text-ok" />
            {m.oauth_connected()}
          </p>
        )}
        {begin.isError && <Notice tone="bad">{sentence(begin.error)}</Notice>}
      </div>
    </Panel>
  );
}
