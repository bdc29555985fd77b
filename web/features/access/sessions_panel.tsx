// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import { Laptop, Smartphone } from "lucide-react";
import { useState } from "react";
import type { Schema } from "~/api/types";
import { m } from "~/core/messages/messages";
import { Button } from "~/kit/button";
import { Chip } from "~/kit/chip";
import { Loaded } from "~/kit/loaded";
import { Panel, Rows } from "~/kit/page";
import { Time } from "~/kit/time";
import { toast, toastFault } from "~/kit/toast";
import { endOtherSessions, endSession, sessionsQuery } from "./api";

type Session = Schema<"OwnSession">;

/** The device in the words of its owner, as far as its browser has said. */
export function deviceWords({ browser, system }: Pick<Session, "browser" | "system">): string {
  if (browser && system) return m.session_on({ browser, system });
  return browser ?? system ?? m.session_unknown();
}

const thisOneFirst = (sessions: Session[]) =>
  sessions.toSorted((one, other) => Number(other.current) - Number(one.current));

/** Every place where somebody acts as this person, and the way to end what one does not know. */
export function SessionsPanel() {
  const sessions = useQuery(sessionsQuery);
  const others = (sessions.data?.items ?? []).filter((one) => !one.current);
  return (
    <Panel
      title={m.sessions()}
      text={m.sessions_text()}
      actions={others.length > 0 && <EndOthers count={others.length} />}
    >
      <Loaded query={sessions}>
        {({ items }) => (
          <Rows>
            {thisOneFirst(items).map((session) => (
              <SessionRow key={session.id} session={session} />
            ))}
          </Rows>
        )}
      </Loaded>
    </Panel>
  );
}

function EndOthers({ count }: { count: number }) {
  const [armed, setArmed] = useState(false);
  const end = () => endOtherSessions().then(() => toast(m.sessions_ended()), toastFault);
  return (
    <Button
      size="small"
      tone="danger"
      onBlur={() => setArmed(false)}
      onClick={() => (armed ? void end() : setArmed(true))}
    >
      {armed ? m.sessions_end_sure({ count }) : m.sessions_end_others()}
    </Button>
  );
}

const handhelds = new Set(["iPhone", "iPad", "Android"]);

function SessionRow({ session }: { session: Session }) {
  const Icon = handhelds.has(session.system ?? "") ? Smartphone : Laptop;
  const device = deviceWords(session);
  return (
    <li className="flex items-center gap-3 px-4 py-3">
      <Icon aria-hidden className="size-5 shrink-0 text-text-2" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-14 font-medium">
          <span className="wrap-anywhere">{device}</span>
          {session.current && <Chip tone="ok">{m.session_this()}</Chip>}
        </p>
        <p className="text-12 text-text-3">
          {session.current ? (
            m.session_now()
          ) : (
            <>
              {m.session_used()} <Time at={session.last_seen_at} shape="entry" />
            </>
          )}{" "}
          · {m.session_since()} <Time at={session.created_at} shape="entry" />
          {session.network && ` · ${session.network}`}
        </p>
      </div>
      {!session.current && (
        <Button
          size="small"
          aria-label={m.session_end_of({ device })}
          onClick={() => void endSession(session.id).catch(toastFault)}
        >
          {m.session_end()}
        </Button>
      )}
    </li>
  );
}
