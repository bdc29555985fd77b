// SPDX-License-Identifier: AGPL-3.0-or-later
import { base, writeHeaders } from "./client";
import { networkRefusal, type Refusal, refusalOf } from "./problem";
import type { Uploaded } from "./types";

export type Upload = { done: Promise<Uploaded>; cancel: () => void };

/** Sends one file. XMLHttpRequest, because fetch does not tell how much has been sent. */
export function upload(file: File, onProgress: (share: number) => void): Upload {
  const request = new XMLHttpRequest();
  const done = new Promise<Uploaded>((resolve, reject: (refusal: Refusal) => void) => {
    request.open("POST", `${base}/attachments`);
    for (const [name, value] of Object.entries(writeHeaders()))
      request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      const body = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(body as Uploaded);
      else reject(refusalOf(request.status, body));
    };
    request.onerror = () => reject(networkRefusal());
    request.onabort = () => reject(refusalOf(0, { code: "cancelled" }));
    const form = new FormData();
    form.append("file", file, file.name);
    request.send(form);
  });
  return { done, cancel: () => request.abort() };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
