// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import { type RefObject, useDeferredValue, useEffect, useRef, useState } from "react";
import type { Schema, Template, TemplateKind } from "~/api/types";
import { sentence } from "~/core/errors";
import { languages } from "~/core/languages";
import { m } from "~/core/messages/messages";
import { useMay, useSession } from "~/core/session";
import { Field, Input, Select, TextArea } from "~/kit/field";
import { useForm } from "~/kit/form";
import { FormPanel } from "~/kit/form_panel";
import { Loaded } from "~/kit/loaded";
import { Notice } from "~/kit/notice";
import { Page, Panel } from "~/kit/page";
import { NewerNotice, usePinned } from "~/kit/pinned";
import { RichText } from "~/kit/rich_text";
import { AskToLeave, Unsaved } from "~/kit/unsaved";
import { changeTemplate, previewQuery, templateQuery } from "./api";

const kinds: Record<TemplateKind, () => string> = {
  acknowledgement: m.template_acknowledgement,
  reply: m.template_reply,
  sign_in_link: m.template_sign_in_link,
  invitation: m.template_invitation,
  password_reset: m.template_password_reset,
  request_link: m.template_request_link,
  security_notice: m.template_security_notice,
};

export function TemplatesScreen() {
  const { desk } = useSession();
  const [place, setPlace] = useState<Place>({
    kind: "acknowledgement",
    language: desk.language || "en",
  });
  const [next, setNext] = useState<Place | null>(null);
  const unsaved = useRef(false);
  const { kind, language } = place;
  const go = (to: Partial<Place>) =>
    unsaved.current ? setNext({ ...place, ...to }) : setPlace({ ...place, ...to });
  const template = useQuery(templateQuery(kind, language));
  return (
    <Page wide title={m.templates()} subtitle={m.templates_text()}>
      <div className="mb-4 grid gap-3 two:w-2/3 two:grid-cols-2">
        <Field label={m.template_kind()}>
          {(tied) => (
            <Select
              {...tied}
              value={kind}
              onChange={(event) => go({ kind: event.target.value as TemplateKind })}
            >
              {(Object.keys(kinds) as TemplateKind[]).map((one) => (
                <option key={one} value={one}>
                  {kinds[one]()}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={m.language()}>
          {(tied) => (
            <Select
              {...tied}
              value={language}
              onChange={(event) => go({ language: event.target.value })}
            >
              {languages.map((one) => (
                <option key={one.code} value={one.code}>
                  {one.name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      {next && (
        <AskToLeave
          onKeep={() => setNext(null)}
          onLeave={() => {
            setPlace(next);
            setNext(null);
          }}
        />
      )}
      <Loaded query={template}>
        {(found) => (
          <PinnedEditor key={`${kind}/${language}`} newest={found} unsaved={unsaved} {...place} />
        )}
      </Loaded>
    </Page>
  );
}

type Place = { kind: TemplateKind; language: string };

type PinnedProps = Place & { newest: Template; unsaved: RefObject<boolean> };

function PinnedEditor({ newest, ...place }: PinnedProps) {
  const pinned = usePinned(newest);
  const { shown } = pinned;
  return (
    <>
      <NewerNotice pinned={pinned} />
      <Editor key={shown.version} {...place} template={shown} pinned={pinned} />
    </>
  );
}

type EditorProps = Place & {
  template: Template;
  unsaved: RefObject<boolean>;
  pinned: { hold: () => void; release: () => void };
};

function Editor({ template, pinned, unsaved, kind, language }: EditorProps) {
  const mayManage = useMay("settings:manage");
  const start = { subject: template.subject, text: template.text, html: template.html };
  const form = useForm(
    start,
    (values, replaces) => changeTemplate(kind, language, { ...values, expected_version: replaces }),
    { version: template.version, onEdit: pinned.hold },
  );
  useEffect(() => {
    unsaved.current = form.dirty;
    return () => {
      unsaved.current = false;
    };
  }, [unsaved, form.dirty]);
  const names = template.variables.map((name) => `{${name}}`).join(", ");
  const { subject, text, html } = form.values;
  return (
    <div className="grid gap-5 three:grid-cols-2">
      <Unsaved form={form} />
      <FormPanel
        form={form}
        disabled={!mayManage}
        onDone={pinned.release}
        title={kinds[kind]()}
        text={names ? m.template_variables({ names }) : undefined}
      >
        <Field label={m.subject()} error={form.error("subject")}>
          {(tied) => (
            <Input
              {...tied}
              value={subject}
              onChange={(event) => form.set("subject", event.target.value)}
            />
          )}
        </Field>
        <Field label={m.template_text()} error={form.error("text")}>
          {(tied) => (
            <TextArea
              {...tied}
              rows={8}
              value={text}
              onChange={(event) => form.set("text", event.target.value)}
              className="font-mono !text-13"
            />
          )}
        </Field>
        <Field label={m.template_html()} hint={m.template_html_hint()} error={form.error("html")}>
          {(tied) => (
            <TextArea
              {...tied}
              rows={8}
              value={html}
              onChange={(event) => form.set("html", event.target.value)}
              className="font-mono !text-13"
            />
          )}
        </Field>
      </FormPanel>
      <Preview kind={kind} language={language} values={form.values} />
    </div>
  );
}

const PartTitle = ({ children }: { children: string }) => (
  <h4 className="mt-4 mb-1 text-12 font-medium text-text-3">{children}</h4>
);

type PreviewProps = { kind: TemplateKind; language: string; values: Schema<"TemplateInput"> };

function Preview({ kind, language, values }: PreviewProps) {
  const body = useDeferredValue(values);
  const preview = useQuery(previewQuery(kind, language, body));
  return (
    <Panel title={m.template_preview()} text={m.template_preview_text()}>
      <article className="px-4 py-4">
        {preview.isError && <Notice tone="warn">{sentence(preview.error)}</Notice>}
        {preview.data && (
          <>
            <h3 className="mb-3 border-b border-divider pb-3 text-14 font-semibold wrap-anywhere">
              {preview.data.subject}
            </h3>
            <PartTitle>{m.template_preview_html()}</PartTitle>
            <RichText html={preview.data.html} />
            <PartTitle>{m.template_preview_plain()}</PartTitle>
            <pre className="font-sans text-15 whitespace-pre-wrap wrap-anywhere">
              {preview.data.text}
            </pre>
          </>
        )}
      </article>
    </Panel>
  );
}
