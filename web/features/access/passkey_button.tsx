// SPDX-License-Identifier: AGPL-3.0-or-later
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { sentence } from "~/core/errors";
import { m } from "~/core/messages/messages";
import { Button } from "~/kit/button";
import { FieldError } from "~/kit/field";
import { enterByPasskey, isTurnedAway, passkeysPossible } from "./passkeys";

/** Signs in by what the device has: alone, or as the second step. */
export function PasskeyButton({ step, onIn }: { step?: string; onIn: () => void }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  if (!passkeysPossible()) return null;
  const enter = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await enterByPasskey(step);
      onIn();
    } catch (fault) {
      setError(isTurnedAway(fault) ? undefined : sentence(fault));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="mt-4 flex flex-col gap-2">
      <Button
        busy={busy}
        icon={<KeyRound aria-hidden className="size-4" />}
        onClick={() => void enter()}
        className="!h-10"
      >
        {m.passkey_enter()}
      </Button>
      <FieldError text={error} />
    </div>
  );
}
