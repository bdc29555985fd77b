// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import { networkRefusal } from "~/api/problem";
import type { Attachment } from "~/api/types";
import { m } from "~/core/messages/messages";
import { buttonClass } from "~/kit/button";
import { Dialog } from "~/kit/dialog";
import { Failed, Spinner } from "~/kit/states";
import { isPicture } from "./file_kinds";

const textMax = 200_000;

export default function PreviewDialog({
  attachment,
  onClose,
}: {
  attachment: Attachment;
  onClose: () => void;
}) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={attachment.filename}
      width="full"
      actions={
        <a
          href={attachment.url}
          download={attachment.filename}
          className={buttonClass("secondary")}
        >
          {m.download()}
        </a>
      }
    >
      {isPicture(attachment.content_type) ? (
        <img
          src={attachment.url}
          alt={attachment.filename}
          className="mx-auto max-h-[65dvh] max-w-full rounded-control"
        />
      ) : (
        <TextPreview url={attachment.url} />
      )}
    </Dialog>
  );
}

export function TextPreview({ url }: { url: string }) {
  const text = useQuery({
    queryKey: ["text", url],
    queryFn: async () => {
      const answer = await fetch(url);
      if (!answer.ok) throw networkRefusal();
      const whole = await answer.text();
      return { text: whole.slice(0, textMax), cut: whole.length > textMax };
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (text.isError) return <Failed fault={text.error} />;
  if (!text.data) return <Spinner />;
  return (
    <>
      <pre className="rounded-control bg-sunken p-3 font-mono text-12 whitespace-pre-wrap wrap-anywhere">
        {text.data.text}
      </pre>
      {text.data.cut && <p className="mt-2 text-13 text-text-3">{m.preview_cut()}</p>}
    </>
  );
}
