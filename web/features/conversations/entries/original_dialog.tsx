// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, call } from "~/api/client";
import type { Entry, Original } from "~/api/types";
import { m } from "~/core/messages/messages";
import { buttonClass } from "~/kit/button";
import { Dialog } from "~/kit/dialog";
import { Failed, Spinner } from "~/kit/states";
import { Tabs } from "~/kit/tabs";
import { TextPreview } from "./preview_dialog";

/** The letter as it came in, and what the desk made of it step by step. */
export default function OriginalDialog({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const original = useQuery({
    queryKey: ["original", entry.id],
    queryFn: async () =>
      (await call(
        api.GET("/entries/{entry}/original", { params: { path: { entry: entry.id } } }),
      )) as Original,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={m.original_title()}
      description={entry.subject}
      width="full"
      actions={
        original.data && (
          <a
            href={original.data.source_url}
            download={`letter-${entry.id}.eml`}
            className={buttonClass("secondary")}
          >
            {m.original_download()}
          </a>
        )
      }
    >
      {original.isError ? (
        <Failed fault={original.error} />
      ) : original.data ? (
        <Sheets original={original.data} />
      ) : (
        <Spinner />
      )}
    </Dialog>
  );
}

function Sheets({ original }: { original: Original }) {
  const [sheet, setSheet] = useState<"decisions" | "headers" | "source">("decisions");
  return (
    <>
      <Tabs
        label={m.original_title()}
        chosen={sheet}
        onChoose={setSheet}
        tabs={[
          { id: "decisions", text: m.original_decisions() },
          { id: "headers", text: m.original_headers() },
          { id: "source", text: m.original_source() },
        ]}
      />
      <div role="tabpanel" className="mt-4">
        {sheet === "decisions" && (
          <ol className="flex flex-col gap-2">
            {original.decisions.map((one, index) => (
              <li key={one.step} className="flex gap-3 text-14">
                <span className="w-5 shrink-0 text-right text-text-3 tabular-nums">
                  {index + 1}.
                </span>
                <span>{one.text}</span>
              </li>
            ))}
          </ol>
        )}
        {sheet === "headers" && (
          <dl className="grid gap-x-4 gap-y-1 text-13 two:grid-cols-[minmax(8rem,max-content)_1fr]">
            {original.headers.map((one, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a header may occur many times.
              <div key={index} className="contents">
                <dt className="font-medium text-text-2">{one.name}</dt>
                <dd className="font-mono text-12 leading-5 wrap-anywhere max-two:mb-2">
                  {one.value}
                </dd>
              </div>
            ))}
          </dl>
        )}
        {sheet === "source" && <TextPreview url={original.source_url} />}
        {original.truncated && <p className="mt-3 text-13 text-text-3">{m.original_truncated()}</p>}
      </div>
    </>
  );
}
