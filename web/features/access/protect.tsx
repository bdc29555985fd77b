// SPDX-License-Identifier: AGPL-3.0-or-later
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { m } from "~/core/messages/messages";
import { Button } from "~/kit/button";
import { Entrance } from "~/kit/entrance";
import { refreshSession, signOut } from "./api";
import { AppSetup } from "./app_setup";

/** For who is signed in where a second factor is asked for, and has none. */
export function Protect() {
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const close = async () => {
    setOpen(false);
    if (!(await refreshSession()).must_enrol) void navigate({ to: "/", replace: true });
  };
  return (
    <Entrance title={m.protect_title()} text={m.protect_text()}>
      <div className="flex flex-wrap gap-2">
        <Button tone="primary" onClick={() => setOpen(true)}>
          {m.factor_app_set_up()}
        </Button>
        <Button onClick={() => void signOut()}>{m.sign_out()}</Button>
      </div>
      {open && <AppSetup onClose={() => void close()} />}
    </Entrance>
  );
}
