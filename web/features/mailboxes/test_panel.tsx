// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation } from "@tanstack/react-query";
import { CircleAlert, CircleCheck } from "lucide-react";
import type { Mailbox } from "~/api/types";
import { sentence } from "~/core/errors";
import { m } from "~/core/messages/messages";
import { Button } from "~/kit/button";
import { Notice } from "~/kit/notice";
import { Panel } from "~/kit/page";
import { testMailbox } from "./api";
import { afterTest, Fares } from "./fares";
import { SendingDomain } from "./sending_domain";

/** How the mailbox fares, and a try of both directions right now. */
export function TestPanel({ mailbox }: { mailbox: Mailbox }) {
  const test = useMutation({ mutationFn: () => testMailbox(mailbox.id) });
  return (
    <Panel
      title={m.mailbox_state()}
      actions={
        <Button busy={test.isPending} onClick={() => test.mutate()}>
          {m.mailbox_test()}
        </Button>
      }
    >
      <div className="flex flex-col gap-2 px-4 py-3 text-13">
        <Fares mailbox={{ ...mailbox, state: afterTest(mailbox.state, test.data) }} />
        <div aria-live="polite" className="flex flex-col gap-2">
          {test.isPending && <p className="text-text-2">{m.mailbox_testing()}</p>}
          {test.isError && <Notice tone="bad">{sentence(test.error)}</Notice>}
          {test.data && (
            <ul className="flex flex-col gap-1.5">
              <Outcome name={m.mailbox_in()} part={test.data.imap} />
              <Outcome name={m.mailbox_out()} part={test.data.smtp} />
            </ul>
          )}
          {test.data && <SendingDomain findings={test.data.sending} />}
        </div>
      </div>
    </Panel>
  );
}

function Outcome({ name, part }: { name: string; part: { ok: boolean; text: string } | null }) {
  if (!part) return null;
  const Icon = part.ok ? CircleCheck : CircleAlert;
  return (
    <li className="flex items-start gap-2">
      <Icon
        aria-hidden
        className={part.ok ? "mt-0.5 size-4 shrink-0 text-ok" : "mt-0.5 size-4 shrink-0 text-bad"}
      />
      <span>
        <strong className="font-semibold">
          {name}: {part.ok ? m.test_ok() : m.test_failed()}
        </strong>{" "}
        {part.text}
      </span>
    </li>
  );
}
