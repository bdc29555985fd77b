// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Agent } from "~/api/types";
import { m } from "~/core/messages/messages";
import { useForm } from "~/kit/form";
import { FormDialog } from "~/kit/form_dialog";
import { toast } from "~/kit/toast";
import { resetFactors } from "./api";

/** For a colleague who has lost what they sign in with beside the password. */
export function ResetFactors({ agent, onClose }: { agent: Agent; onClose: () => void }) {
  const form = useForm({}, () => resetFactors(agent.id));
  return (
    <FormDialog
      form={form}
      title={m.factor_reset()}
      onClose={onClose}
      submitText={m.factor_reset()}
      onDone={() => toast(m.factor_reset_done({ name: agent.name }))}
    >
      <p className="text-14">{m.factor_reset_text({ name: agent.name })}</p>
    </FormDialog>
  );
}
