// SPDX-License-Identifier: AGPL-3.0-or-later
import { useState } from "react";
import { m } from "~/core/messages/messages";
import { Button } from "~/kit/button";
import { Spinner } from "~/kit/states";
import { toastFault } from "~/kit/toast";
import { type ComingDemo, makeDemo, signInToDemo, untilDesk } from "./api";

type Props = { token: string | null; onOpen: () => void };

/** A made-up desk to look around in, instead of an own one. */
export function LoadDemo({ token, onOpen }: Props) {
  const [state, setState] = useState<"idle" | "making" | "ready">("idle");
  const [demo, setDemo] = useState<ComingDemo>();
  const [opens, setOpens] = useState(false);
  const make = async () => {
    setState("making");
    try {
      setDemo(await makeDemo(token));
      await untilDesk((session) => !session.setup_needed);
      setState("ready");
    } catch (fault) {
      toastFault(fault);
      setState("idle");
    }
  };
  const open = async () => {
    if (!demo) return;
    setOpens(true);
    await signInToDemo(demo).then(onOpen, toastFault);
    setOpens(false);
  };
  return (
    <section
      aria-labelledby="demo"
      className="mt-8 rounded-card border border-divider bg-bg px-4 py-4"
    >
      <h2 id="demo" className="text-14 font-semibold">
        {m.demo_title()}
      </h2>
      <p className="mt-1 text-13 text-text-2">{m.demo_text()}</p>
      {state === "ready" && demo ? (
        <>
          <dl className="mt-3 grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-13">
            <dt className="text-text-2">{m.email()}</dt>
            <dd className="wrap-anywhere select-all">{demo.email}</dd>
            <dt className="text-text-2">{m.password()}</dt>
            <dd>
              <code className="wrap-anywhere select-all">{demo.password}</code>
            </dd>
          </dl>
          <p className="mt-2 text-13 text-text-2">{m.demo_keep_password()}</p>
          <Button tone="primary" busy={opens} className="mt-3" onClick={() => void open()}>
            {m.demo_open()}
          </Button>
        </>
      ) : state === "making" ? (
        <div className="mt-3 flex items-center gap-3 text-13 text-text-2" role="status">
          <Spinner label={m.demo_making()} />
          {m.demo_making()}
        </div>
      ) : (
        <Button className="mt-3" onClick={() => void make()}>
          {m.demo_make()}
        </Button>
      )}
    </section>
  );
}
