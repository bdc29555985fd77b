// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Agent } from "~/api/types";
import { m } from "~/core/messages/messages";
import { Chip } from "~/kit/chip";

type Invited = Pick<Agent, "active" | "invited" | "invitation">;

const letterOf = ({ active, invited, invitation }: Invited) =>
  active && invited ? invitation : null;

/** Whether the letter has yet to arrive, so that the list may soon say something else. */
export const isAwaited = (agent: Invited) =>
  agent.active && agent.invited && agent.invitation?.state !== "sent";

/** Who was invited and has not come in yet; loud where the letter did not arrive. */
export function InvitationChip({ agent }: { agent: Invited }) {
  if (!agent.active || !agent.invited) return null;
  return letterOf(agent)?.state === "failed" ? (
    <Chip tone="bad">{m.invitation_failed()}</Chip>
  ) : (
    <Chip tone="info">{m.agent_invited()}</Chip>
  );
}

/** What became of the letter, in a sentence; one that arrived needs none. */
export function InvitationLine({ agent }: { agent: Invited }) {
  const letter = letterOf(agent);
  if (!letter || letter.state === "sent") return null;
  return (
    <p className={letter.state === "failed" ? "text-12 text-bad" : "text-12 text-text-3"}>
      <span className="wrap-anywhere">{letter.text}</span>
    </p>
  );
}
