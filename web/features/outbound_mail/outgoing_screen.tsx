// SPDX-License-Identifier: AGPL-3.0-or-later
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CircleAlert, Clock3, MailCheck } from "lucide-react";
import { useState } from "react";
import type { OutgoingLetter } from "~/api/types";
import { m } from "~/core/messages/messages";
import { Button } from "~/kit/button";
import { Page, Panel, Rows } from "~/kit/page";
import { Empty, Failed, SkeletonLines } from "~/kit/states";
import { Time } from "~/kit/time";
import { toast, toastFault } from "~/kit/toast";
import { outgoingList, tryAgain } from "./api";

const kinds: Record<string, () => string> = {
  answer: m.template_reply,
  acknowledgement: m.template_acknowledgement,
  invitation: m.template_invitation,
  password_reset: m.template_password_reset,
  sign_in_link: m.template_sign_in_link,
  password_changed: m.letter_password_changed,
  factor_added: m.letter_factor_added,
  factor_removed: m.letter_factor_removed,
  factors_reset: m.letter_factors_reset,
  recovery_code_used: m.letter_recovery_code_used,
};

/** Letters that wait to leave or did not arrive, each with its reason. */
export function OutgoingScreen() {
  const letters = useInfiniteQuery(outgoingList);
  const rows = letters.data?.pages.flatMap((page) => page.items);
  if (letters.isError && !rows)
    return <Failed fault={letters.error} onRetry={() => void letters.refetch()} />;
  return (
    <Page title={m.outgoing()} subtitle={m.outgoing_text()}>
      {!rows ? (
        <SkeletonLines count={3} />
      ) : rows.length === 0 ? (
        <Empty icon={<MailCheck />} title={m.outgoing_none()} />
      ) : (
        <Panel>
          <Rows>
            {rows.map((letter) => (
              <Row key={letter.id} letter={letter} />
            ))}
          </Rows>
        </Panel>
      )}
      {letters.hasNextPage && (
        <Button busy={letters.isFetchingNextPage} onClick={() => void letters.fetchNextPage()}>
          {m.more()}
        </Button>
      )}
    </Page>
  );
}

function Row({ letter }: { letter: OutgoingLetter }) {
  const failed = letter.state === "failed";
  const Icon = failed ? CircleAlert : Clock3;
  return (
    <li className="flex flex-wrap items-start gap-3 px-4 py-3">
      <Icon aria-hidden className={`mt-0.5 size-4 ${failed ? "text-bad" : "text-text-3"}`} />
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex flex-wrap items-baseline gap-x-2 text-14 font-medium">
          <span className="wrap-anywhere">
            {kinds[letter.kind]?.() ?? letter.kind}
            {letter.address && ` · ${letter.address}`}
          </span>
          {letter.number !== null && (
            <Link
              to="/tickets/$view/$number"
              params={{ view: "all", number: String(letter.number) }}
              className="inline-flex min-h-6 items-center text-accent underline underline-offset-2"
            >
              #{letter.number}
            </Link>
          )}
        </p>
        <p className="text-13 text-text-2 wrap-anywhere">
          {failed ? m.delivery_failed() : m.delivery_queued()} {letter.text}
        </p>
        <p className="text-12 text-text-3">
          <Time at={letter.created_at} shape="entry" />
          {letter.attempts > 0 && ` · ${m.delivery_attempts({ count: letter.attempts })}`}
        </p>
      </div>
      {letter.state !== "sending" && <Again letter={letter.id} />}
    </li>
  );
}

function Again({ letter }: { letter: number }) {
  const [busy, setBusy] = useState(false);
  const again = async () => {
    setBusy(true);
    await tryAgain(letter).then(() => toast(m.outgoing_again()), toastFault);
    setBusy(false);
  };
  return (
    <Button size="small" busy={busy} onClick={() => void again()}>
      {m.try_again()}
    </Button>
  );
}
