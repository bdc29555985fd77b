// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import { KeyRound, Smartphone } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { Schema } from "~/api/types";
import { m } from "~/core/messages/messages";
import { Button } from "~/kit/button";
import { Loaded } from "~/kit/loaded";
import { Notice } from "~/kit/notice";
import { Panel, Rows } from "~/kit/page";
import { Time } from "~/kit/time";
import { toast } from "~/kit/toast";
import { removeAuthenticator, renewRecoveryCodes, securityQuery } from "./api";
import { AppSetup, AskPassword, FreshCodes } from "./app_setup";
import { PasskeysPanel } from "./passkeys_panel";

type Security = Schema<"SecurityView">;
type Shown = "set_up" | "remove" | "renew" | null;

const isProtected = ({ authenticator_since, passkeys }: Security) =>
  authenticator_since !== null || passkeys.length > 0;

/** What is asked for beside the password. */
export function FactorPanel() {
  const security = useQuery(securityQuery);
  const [shown, setShown] = useState<Shown>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const close = () => setShown(null);
  return (
    <>
      <Panel title={m.factor()} text={m.factor_text()}>
        <Loaded query={security}>
          {(known) => (
            <>
              <Due security={known} />
              <Rows>
                <AppRow security={known} show={setShown} />
                {isProtected(known) && <CodesRow security={known} show={setShown} />}
              </Rows>
            </>
          )}
        </Loaded>
        {shown === "set_up" && <AppSetup onClose={close} />}
        {shown === "remove" && (
          <AskPassword
            title={m.factor_app_remove()}
            text={m.factor_app_remove_text()}
            submitText={m.factor_app_remove()}
            onClose={close}
            act={async (password) => {
              await removeAuthenticator(password);
              toast(m.factor_app_removed());
            }}
          />
        )}
        {shown === "renew" && (
          <AskPassword
            title={m.factor_recovery_renew()}
            text={m.factor_recovery_renew_text()}
            onClose={close}
            act={async (password) => setCodes((await renewRecoveryCodes(password)).codes)}
          />
        )}
        {codes && <FreshCodes codes={codes} onClose={() => setCodes(null)} />}
      </Panel>
      {security.data && <PasskeysPanel passkeys={security.data.passkeys} />}
    </>
  );
}

function Due({ security }: { security: Security }) {
  if (!security.factor_needed_from || isProtected(security)) return null;
  const date = new Date(security.factor_needed_from).toLocaleDateString();
  return (
    <div className="p-4">
      <Notice tone="warn">{m.factor_due({ date })}</Notice>
    </div>
  );
}

type RowProps = { security: Security; show: (shown: Shown) => void };

function AppRow({ security, show }: RowProps) {
  const since = security.authenticator_since;
  return (
    <Row icon={<Smartphone aria-hidden className="size-5" />} title={m.factor_app()}>
      <p className="text-12 text-text-3">
        {since ? (
          <>
            {m.factor_app_since()} <Time at={since} shape="entry" />
          </>
        ) : (
          m.factor_none()
        )}
      </p>
      <Actions>
        <Button size="small" tone={since ? undefined : "primary"} onClick={() => show("set_up")}>
          {since ? m.factor_app_other() : m.factor_app_set_up()}
        </Button>
        {since && (
          <Button size="small" tone="danger" onClick={() => show("remove")}>
            {m.factor_app_remove()}
          </Button>
        )}
      </Actions>
    </Row>
  );
}

function CodesRow({ security, show }: RowProps) {
  return (
    <Row icon={<KeyRound aria-hidden className="size-5" />} title={m.factor_recovery()}>
      <p className="text-12 text-text-3">
        {m.factor_recovery_left({ count: security.recovery_codes_left })}
      </p>
      <Actions>
        <Button size="small" onClick={() => show("renew")}>
          {m.factor_recovery_renew()}
        </Button>
      </Actions>
    </Row>
  );
}

function Row({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <li className="flex items-start gap-3 px-4 py-3">
      <span className="mt-0.5 shrink-0 text-text-2">{icon}</span>
      <div className="min-w-0 flex-1">
        <p className="text-14 font-medium">{title}</p>
        {children}
      </div>
    </li>
  );
}

const Actions = ({ children }: { children: ReactNode }) => (
  <div className="mt-2 flex flex-wrap gap-2">{children}</div>
);
