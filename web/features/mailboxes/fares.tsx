// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Mailbox } from "~/api/types";
import { m } from "~/core/messages/messages";
import { dayAndTime, useReader } from "~/core/time";
import { Notice } from "~/kit/notice";
import { Time } from "~/kit/time";

type State = Mailbox["state"];
type Failure = { what: string; why: string; tried_at: string | null };

/** What does not work now. The desk counts a failed try as a fetch: its time is no good news. */
export function useFailures(state: State): Failure[] {
  const reader = useReader();
  const day = (at: string) => dayAndTime(at, reader);
  const failures: Failure[] = [];
  if (state.fetch_error) {
    const since = state.fetch_failing_since;
    failures.push({
      what: since ? m.mailbox_fetch_fails_since({ since: day(since) }) : m.mailbox_fetch_fails(),
      why: state.fetch_error,
      tried_at: state.last_fetch_at,
    });
  }
  if (state.send_error) {
    const since = state.send_failing_since;
    failures.push({
      what: since ? m.mailbox_send_fails_since({ since: day(since) }) : m.mailbox_send_fails(),
      why: state.send_error,
      tried_at: null,
    });
  }
  return failures;
}

type Tested = { imap: { ok: boolean } | null; smtp: { ok: boolean } | null };

/** A direction that has just been tried and works fails no longer, whatever an earlier try said. */
export const afterTest = (state: State, tested: Tested | undefined): State => ({
  ...state,
  ...(tested?.imap?.ok ? { fetch_error: null, fetch_code: null, fetch_failing_since: null } : {}),
  ...(tested?.smtp?.ok ? { send_error: null, send_code: null, send_failing_since: null } : {}),
});

/** How a mailbox fares: what fails comes first, when it last went well is said beside it. */
export function Fares({ mailbox }: { mailbox: Mailbox }) {
  const { state, imap } = mailbox;
  const failures = useFailures(state);
  return (
    <>
      {failures.map((one) => (
        <Notice key={one.what} tone="bad">
          <strong className="font-semibold">{one.what}</strong> {one.why}
        </Notice>
      ))}
      <p className={failures.length > 0 ? "text-12 text-text-3" : undefined}>
        {imap && (
          <>
            {state.fetch_error ? m.mailbox_last_tried() : m.mailbox_last_fetch()}{" "}
            <At at={state.last_fetch_at} /> · {m.mailbox_last_letter()}{" "}
            <At at={state.last_letter_at} /> ·{" "}
          </>
        )}
        {m.mailbox_last_sent()} <At at={state.last_sent_at} />
      </p>
    </>
  );
}

const At = ({ at }: { at: string | null }) => (at ? <Time at={at} shape="entry" /> : m.never());
