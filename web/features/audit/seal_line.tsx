// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import { Copy, Stamp } from "lucide-react";
import { m } from "~/core/messages/messages";
import { Button } from "~/kit/button";
import { Time } from "~/kit/time";
import { toast } from "~/kit/toast";
import { sealQuery } from "./api";

const frame = "mb-4 rounded-card border border-divider";

/** How far the journal is sealed, with the head that an auditor takes along. */
export function SealLine() {
  const { data: seal, isError } = useQuery(sealQuery);
  if (isError) return null;
  // What stands below must not move when the answer comes.
  if (!seal) return <div aria-hidden className={`${frame} h-30 two:h-22`} />;
  const [position = "", hash = ""] = seal.head.split(":");
  const copy = () =>
    void navigator.clipboard.writeText(seal.head).then(() => toast(m.journal_head_copied()));
  return (
    <div className={`${frame} flex min-h-30 flex-wrap items-center gap-3 px-4 py-3 two:min-h-22`}>
      <Stamp aria-hidden className="size-5 shrink-0 text-text-3" />
      <div className="min-w-0 flex-1 basis-60">
        <p className="text-14">
          {seal.sealed_at ? (
            <>
              {m.journal_sealed({ position })} · <Time at={seal.sealed_at} shape="entry" />
            </>
          ) : (
            m.journal_unsealed()
          )}
        </p>
        <p className="text-13 text-text-2">{m.journal_sealed_text()}</p>
        {seal.sealed_at && (
          <p title={hash} className="truncate font-mono text-12 text-text-3">
            {seal.head}
          </p>
        )}
      </div>
      {seal.sealed_at && (
        <Button size="small" icon={<Copy aria-hidden className="size-4" />} onClick={copy}>
          {m.journal_head_copy()}
        </Button>
      )}
    </div>
  );
}
