// SPDX-License-Identifier: AGPL-3.0-or-later
import { Download, File, FileArchive, FileCode, FileText, type LucideIcon } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { Attachment } from "~/api/types";
import { m } from "~/core/messages/messages";
import { sizeText, useReader } from "~/core/time";
import { isPicture, isText } from "./file_kinds";

const PreviewDialog = lazy(() => import("./preview_dialog"));

function iconOf(type: string): LucideIcon {
  if (/zip|tar|compressed/.test(type)) return FileArchive;
  if (/json|xml|javascript|python/.test(type)) return FileCode;
  return /text|pdf|word|document/.test(type) ? FileText : File;
}

/** The files that came with an entry. Pictures that stand inside the text are not repeated. */
export function Attachments({ attachments, html }: { attachments: Attachment[]; html: string }) {
  const [shown, setShown] = useState<Attachment | null>(null);
  const stands = (one: Attachment) => one.inline || html.includes(`${one.url}"`);
  const files = attachments.filter((one) => !stands(one));
  if (files.length === 0) return null;
  return (
    <>
      <ul aria-label={m.attachments()} className="mt-3 flex flex-wrap gap-2">
        {files.map((one) => (
          <li key={one.id} className="max-w-full">
            <FileCard attachment={one} onPreview={() => setShown(one)} />
          </li>
        ))}
      </ul>
      <Suspense>
        {shown && <PreviewDialog attachment={shown} onClose={() => setShown(null)} />}
      </Suspense>
    </>
  );
}

function FileCard({ attachment, onPreview }: { attachment: Attachment; onPreview: () => void }) {
  const { filename, size, url, content_type } = attachment;
  const { language } = useReader();
  const Icon = iconOf(content_type);
  const canPreview = isPicture(content_type) || isText(content_type);
  const text = (
    <span className="min-w-0 text-left">
      <span title={filename} className="block truncate text-13 font-medium">
        {filename}
      </span>
      <span className="block text-12 text-text-3">{sizeText(size, language)}</span>
    </span>
  );
  const picture = isPicture(content_type) ? (
    <img
      src={url}
      alt=""
      loading="lazy"
      className="size-10 shrink-0 rounded-chip bg-sunken object-cover"
    />
  ) : (
    <Icon aria-hidden className="size-5 shrink-0 text-text-2" />
  );
  return (
    <span className="flex max-w-72 items-center rounded-control border border-divider bg-bg">
      {canPreview ? (
        <button
          type="button"
          onClick={onPreview}
          className="flex min-h-12 min-w-0 flex-1 items-center gap-2 px-2 py-1"
        >
          <span className="sr-only">{m.show()} </span>
          {picture}
          {text}
        </button>
      ) : (
        <span className="flex min-h-12 min-w-0 flex-1 items-center gap-2 px-2 py-1">
          {picture}
          {text}
        </span>
      )}
      <a
        href={url}
        download={filename}
        aria-label={m.download_of({ name: filename })}
        title={m.download()}
        className="mr-1 flex size-8 shrink-0 items-center justify-center rounded-control text-text-2 hover:bg-sunken hover:text-text"
      >
        <Download aria-hidden className="size-4" />
      </a>
    </span>
  );
}
