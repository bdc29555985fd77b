// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Schema } from "~/api/types";
import { m } from "~/core/messages/messages";
import { Rows } from "~/kit/page";
import { Time } from "~/kit/time";

type Event = Schema<"AccountEvent">;

const methods: Record<string, () => string> = {
  password: m.event_by_password,
  code: m.event_by_code,
  recovery_code: m.event_by_recovery_code,
  passkey: m.event_by_passkey,
};

const words: Record<string, (event: Event) => string> = {
  signed_in: ({ method }) => methods[method ?? ""]?.() ?? m.event_signed_in(),
  sign_ins_failed: ({ tries }) => m.event_failed({ count: tries ?? 1 }),
  password_changed: () => m.event_password_changed(),
  factor_added: ({ name }) => (name ? m.event_passkey_added({ name }) : m.event_app_added()),
  factor_removed: ({ name }) => (name ? m.event_passkey_removed({ name }) : m.event_app_removed()),
  factors_reset: () => m.event_factors_reset(),
  recovery_codes_made: () => m.event_codes_made(),
  recovery_code_used: () => m.event_code_used(),
  passkey_counter_went_back: ({ name }) => m.event_counter({ name: name ?? "" }),
};

/** What has happened, in words; a kind of a newer server by its name. */
export const eventWords = (event: Event) => words[event.kind]?.(event) ?? event.kind;

/** What happened to an account, the newest first. */
export function AccountEvents({ events }: { events: Event[] }) {
  if (events.length === 0)
    return <p className="px-4 py-3 text-13 text-text-2">{m.events_none()}</p>;
  return (
    <Rows>
      {events.map((event, at) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: a list that only grows at its head
          key={`${event.at} ${event.kind} ${at}`}
          className="flex flex-wrap items-baseline gap-x-3 px-4 py-2 text-13"
        >
          <span className="min-w-0 flex-1 basis-52">
            {eventWords(event)}
            {event.by_another && <span className="text-text-3"> · {m.event_by_another()}</span>}
          </span>
          <span className="text-12 text-text-3">
            {event.network && `${event.network} · `}
            <Time at={event.at} shape="entry" />
          </span>
        </li>
      ))}
    </Rows>
  );
}
