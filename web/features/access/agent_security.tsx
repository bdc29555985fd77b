// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Agent } from "~/api/types";
import { m } from "~/core/messages/messages";
import { useMe } from "~/core/session";
import { Button } from "~/kit/button";
import { Dialog } from "~/kit/dialog";
import { Loaded } from "~/kit/loaded";
import { Rows } from "~/kit/page";
import { Time } from "~/kit/time";
import { toast, toastFault } from "~/kit/toast";
import { AccountEvents } from "./account_events";
import { agentSecurityQuery, endAgentSessions } from "./api";
import { ResetFactors } from "./reset_factors";
import { deviceWords } from "./sessions_panel";

/** A colleague's account: how it is protected, where it is open, what happened to it. */
export function AgentSecurity({ agent, onClose }: { agent: Agent; onClose: () => void }) {
  const me = useMe();
  const security = useQuery(agentSecurityQuery(agent.id));
  const [resetting, setResetting] = useState(false);
  if (resetting) return <ResetFactors agent={agent} onClose={() => setResetting(false)} />;
  const known = security.data?.security;
  const hasFactor = known && (known.authenticator_since || known.passkeys.length > 0);
  const end = () =>
    endAgentSessions(agent.id).then(
      () => toast(m.agent_sessions_ended({ name: agent.name })),
      toastFault,
    );
  return (
    <Dialog
      open
      onClose={onClose}
      width="wide"
      title={m.agent_security_of({ name: agent.name })}
      actions={
        <>
          {hasFactor && agent.id !== me.id && (
            <Button tone="danger" onClick={() => setResetting(true)}>
              {m.factor_reset()}
            </Button>
          )}
          {(security.data?.sessions.length ?? 0) > 0 && (
            <Button tone="danger" onClick={() => void end()}>
              {m.agent_sessions_end()}
            </Button>
          )}
          <Button tone="primary" onClick={onClose}>
            {m.close()}
          </Button>
        </>
      }
    >
      <Loaded query={security}>
        {({ security: account, sessions }) => (
          <div className="flex flex-col gap-4">
            <section>
              <h3 className="text-13 font-semibold">{m.factor()}</h3>
              <p className="text-13 text-text-2">
                {account.authenticator_since ? m.agent_has_app() : m.agent_has_no_app()}{" "}
                {m.agent_passkeys({ count: account.passkeys.length })}{" "}
                {m.agent_codes({ count: account.recovery_codes_left })}
              </p>
            </section>
            <section>
              <h3 className="text-13 font-semibold">{m.agent_sessions()}</h3>
              <Rows>
                {sessions.map((session) => (
                  <li key={session.id} className="py-1 text-13">
                    {deviceWords(session)} · {session.network} · {m.session_used()}{" "}
                    <Time at={session.last_seen_at} shape="entry" />
                  </li>
                ))}
              </Rows>
            </section>
            <section>
              <h3 className="text-13 font-semibold">{m.events()}</h3>
              <AccountEvents events={account.events} />
            </section>
          </div>
        )}
      </Loaded>
    </Dialog>
  );
}
