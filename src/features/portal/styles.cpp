// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/portal/styles.hpp"

#include "platform/crypto/token.hpp"

namespace heed::portal {

namespace {

// The values of web/kit/tokens.css (a test compares them), written without light-dark(), which
// customers' older browsers do not know.
constexpr std::string_view sheet = R"css(/* SPDX-License-Identifier: AGPL-3.0-or-later */
:root {
  color-scheme: light;
  --bg: #ffffff; --text: #14171f; --surface: #f7f8fa; --sunken: #eef0f4;
  --text-2: #4a5160; --text-3: #656d7d;
  --accent: #1f5fd6; --on-accent: #ffffff; --accent-soft: #e8effc; --accent-text: #174aa8;
  --ok: #14713d; --ok-soft: #e3f4e9; --warn: #8a5200; --warn-soft: #fdf0d8;
  --bad: #b3261e; --bad-soft: #fce8e6;
  --control: #858c9b; --divider: #d5d9e2; --focus: #1f5fd6;
}
@media (prefers-color-scheme: dark) {
  :root:not([data-theme="light"]) {
    color-scheme: dark;
    --bg: #101319; --text: #eceff5; --surface: #171b23; --sunken: #0b0e13;
    --text-2: #b4bcca; --text-3: #8e97a8;
    --accent: #7aa9ff; --on-accent: #0b1220; --accent-soft: #182a4d; --accent-text: #b3cdff;
    --ok: #5fcf8e; --ok-soft: #12301f; --warn: #f2b354; --warn-soft: #38280c;
    --bad: #ff8f86; --bad-soft: #42191a;
    --control: #6d7689; --divider: #2c323e; --focus: #7aa9ff;
  }
}
:root[data-theme="dark"] {
  color-scheme: dark;
  --bg: #101319; --text: #eceff5; --surface: #171b23; --sunken: #0b0e13;
  --text-2: #b4bcca; --text-3: #8e97a8;
  --accent: #7aa9ff; --on-accent: #0b1220; --accent-soft: #182a4d; --accent-text: #b3cdff;
  --ok: #5fcf8e; --ok-soft: #12301f; --warn: #f2b354; --warn-soft: #38280c;
  --bad: #ff8f86; --bad-soft: #42191a;
  --control: #6d7689; --divider: #2c323e; --focus: #7aa9ff;
}
*, *::before, *::after { box-sizing: border-box; }
html { background: var(--sunken); -webkit-text-size-adjust: 100%; }
body {
  margin: 0; min-height: 100vh; display: flex; flex-direction: column;
  font: 1.125rem/1.75rem "Inter Variable", system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  color: var(--text); overflow-wrap: break-word;
}
h1, h2, h3, p, ol, ul, dl, dd, fieldset { margin: 0; padding: 0; border: 0; }
ol, ul { list-style: none; }
h1 { font-size: 1.75rem; line-height: 2.25rem; font-weight: 600; letter-spacing: -0.015em; }
h2 { font-size: 1.25rem; line-height: 1.75rem; font-weight: 600; letter-spacing: -0.005em; }
a { color: var(--accent); text-underline-offset: 0.18em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
.unseen {
  position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap;
}
.trap { position: absolute; left: -10000px; width: 1px; height: 1px; overflow: hidden; }
.trap.wrong { position: static; width: auto; height: auto; }
.skip { position: absolute; left: 1rem; top: -6rem; z-index: 1; }
.skip:focus {
  top: 0.5rem; padding: 0.5rem 1rem; background: var(--bg); border: 1px solid var(--control);
  border-radius: 6px;
}

.site { background: var(--bg); border-bottom: 1px solid var(--divider); }
.site-row, main, .foot-row { width: 100%; max-width: 45rem; margin: 0 auto; padding: 0 1.25rem; }
.site-row {
  display: flex; flex-wrap: wrap; align-items: center; gap: 0 1.25rem; padding-block: 0.375rem;
}
.brand {
  display: inline-flex; align-items: center; gap: 0.625rem; min-height: 2.75rem;
  margin-right: auto;
  color: var(--text); font-weight: 600; text-decoration: none;
}
.brand::before {
  content: ""; width: 0.875rem; height: 0.875rem; flex: none; border-radius: 3px;
  background: var(--accent); transform: rotate(45deg) scale(0.85);
}
.site nav { display: flex; flex-wrap: wrap; gap: 0 1.25rem; }
.site nav a, .site button {
  display: inline-flex; align-items: center; min-height: 2.75rem; padding: 0; font: inherit;
  font-size: 1rem; color: var(--text-2); background: none; border: 0; text-decoration: none;
  cursor: pointer;
}
.site nav a:hover, .site button:hover { color: var(--text); text-decoration: underline; }
.site nav a[aria-current] {
  color: var(--text); font-weight: 600; box-shadow: inset 0 -2px var(--accent);
}

main { flex: 1; padding-block: 2.5rem 4rem; }
main > * + * { margin-top: 1.5rem; }
.back {
  display: inline-flex; align-items: center; min-height: 2.75rem; margin-block: -0.75rem;
  font-size: 1rem;
}
.lead, .meta, .hint { color: var(--text-2); }
.lead { margin-top: 0.5rem; }
.meta {
  font-size: 1rem; line-height: 1.5rem; color: var(--text-2); font-variant-numeric: tabular-nums;
}
.hint { font-size: 1rem; line-height: 1.5rem; }
.card {
  padding: 1.5rem; background: var(--bg); border: 1px solid var(--divider); border-radius: 10px;
}
.card > * + * { margin-top: 1rem; }

.fields > * + * { margin-top: 1.5rem; }
.fields > input[type="hidden"] + * { margin-top: 0; }
.field label, .field .label { display: block; font-weight: 600; }
.field .soft { font-weight: 400; color: var(--text-2); }
.field .hint { margin-bottom: 0.25rem; }
.field input[type="text"], .field input[type="email"], .field select, .field textarea {
  display: block; width: 100%; min-height: 3rem; margin-top: 0.375rem; padding: 0.5rem 0.75rem;
  font: inherit; color: var(--text); background: var(--bg); border: 1px solid var(--control);
  border-radius: 6px;
}
.field textarea { min-height: 11rem; resize: vertical; }
.field input[type="file"] {
  display: block; width: 100%; margin-top: 0.5rem; padding: 0.75rem; font: inherit;
  font-size: 1rem;
  color: var(--text-2); background: var(--surface); border: 1px dashed var(--control);
  border-radius: 6px;
}
.field input::file-selector-button {
  min-height: 2.75rem; margin-right: 0.75rem; padding: 0 1rem; font: inherit; color: var(--text);
  background: var(--bg); border: 1px solid var(--control); border-radius: 6px; cursor: pointer;
}
.field input:focus-visible, .field textarea:focus-visible, .field select:focus-visible {
  outline-offset: 0; border-color: var(--focus); border-radius: 6px;
}
.search label { display: block; font-weight: 600; }
.search-row { display: flex; flex-wrap: wrap; gap: 0.75rem; margin-top: 0.375rem; }
.search-row input {
  flex: 1 1 14rem; min-width: 0; min-height: 3rem; padding: 0.5rem 0.75rem; font: inherit;
  color: var(--text); background: var(--bg); border: 1px solid var(--control); border-radius: 6px;
}
.search-row input:focus-visible { outline-offset: 0; border-color: var(--focus); }
mark { background: none; color: var(--text); font-weight: 700; }
.field.wrong { padding-left: 1rem; border-left: 4px solid var(--bad); }
.field.wrong input, .field.wrong textarea { border-color: var(--bad); }
.problem { font-weight: 600; color: var(--bad); }
.summary {
  padding: 1.25rem 1.5rem; background: var(--bad-soft); border: 1px solid var(--bad);
  border-radius: 10px;
}
.summary h2 { color: var(--bad); }
.summary a {
  display: inline-flex; align-items: center; min-height: 2.75rem; color: var(--bad);
  font-weight: 600;
}
.notice {
  padding: 0.875rem 1.25rem; background: var(--ok-soft); color: var(--ok);
  border: 1px solid var(--ok); border-radius: 10px; font-weight: 500;
}
.notice::before { content: "✓ " / ""; font-weight: 600; }

.button {
  display: inline-flex; align-items: center; justify-content: center; min-height: 3rem;
  padding: 0.5rem 1.5rem; font: inherit; font-weight: 600; text-decoration: none; cursor: pointer;
  color: var(--on-accent); background: var(--accent); border: 1px solid transparent;
  border-radius: 6px;
}
.button:hover { filter: brightness(0.94); }
.button.plain { color: var(--text); background: var(--bg); border-color: var(--control); }
.button.plain:hover { background: var(--surface); filter: none; }
.buttons { display: flex; flex-wrap: wrap; gap: 0.75rem; }
.quiet { font-size: 1rem; }
.quiet a, .inline-link { display: inline-flex; align-items: center; min-height: 2.75rem; }

.requests {
  background: var(--bg); border: 1px solid var(--divider); border-radius: 10px; overflow: hidden;
}
.requests li + li { border-top: 1px solid var(--divider); }
.requests a {
  display: grid; grid-template-columns: 1fr auto; gap: 0.125rem 1rem; align-items: start;
  padding: 1rem 1.25rem; color: var(--text); text-decoration: none;
}
.requests a:hover { background: var(--surface); }
.requests a:hover .subject { text-decoration: underline; }
.requests a:focus-visible { outline-offset: -2px; border-radius: 10px; }
.subject { font-weight: 600; min-width: 0; }
.requests .meta { grid-column: 1 / -1; }
.chip {
  display: inline-flex; align-items: center; gap: 0.4rem; padding: 0 0.625rem;
  white-space: nowrap;
  font-size: 0.9375rem; line-height: 1.75rem; font-weight: 500; border-radius: 4px;
  color: var(--text-2); background: var(--sunken);
}
.chip::before {
  content: ""; width: 0.5rem; height: 0.5rem; border-radius: 50%; background: currentColor;
}
.chip.info { color: var(--accent-text); background: var(--accent-soft); }
.chip.warn { color: var(--warn); background: var(--warn-soft); }
.chip.ok { color: var(--ok); background: var(--ok-soft); }
.empty { padding: 2.5rem 1.5rem; text-align: center; }
.tabs { display: flex; flex-wrap: wrap; gap: 0 1.5rem; }
.tabs a { display: inline-flex; align-items: center; min-height: 2.75rem; color: var(--text-2); }
.tabs a[aria-current] { color: var(--text); font-weight: 600; text-decoration: none; }

.standing { border-top: 4px solid var(--control); }
.standing.info { border-top-color: var(--accent); }
.standing.warn { border-top-color: var(--warn); }
.standing.ok { border-top-color: var(--ok); }
.standing h2 { font-size: 1rem; line-height: 1.5rem; font-weight: 500; color: var(--text-2); }
.standing .headline {
  margin-top: 0.125rem; font-size: 1.375rem; line-height: 1.875rem; font-weight: 600;
  letter-spacing: -0.01em;
}
.standing.warn .headline { color: var(--warn); }
.standing.ok .headline { color: var(--ok); }
.standing .next { margin-top: 0.25rem; color: var(--text-2); }
.steps { display: grid; grid-template-columns: repeat(4, 1fr); margin-top: 1.5rem; }
.steps li {
  position: relative; padding-top: 2rem; text-align: center; font-size: 1rem;
  line-height: 1.375rem; color: var(--text-2);
}
.steps li::before {
  content: ""; position: absolute; z-index: 1; top: 0; left: calc(50% - 0.75rem); width: 1.5rem;
  height: 1.5rem; border: 2px solid var(--control); border-radius: 50%; background: var(--bg);
  font-size: 0.875rem; line-height: 1.25rem; font-weight: 600; text-align: center;
}
.steps li + li::after {
  content: ""; position: absolute; top: 0.6875rem; left: -50%; width: 100%; height: 2px;
  background: var(--divider);
}
.steps .done::before {
  content: "✓" / ""; color: var(--bg); background: var(--ok); border-color: var(--ok);
}
.steps .done + li::after { background: var(--ok); }
.steps .now { color: var(--text); font-weight: 600; }
.steps .now::before {
  border-color: var(--accent);
  background: radial-gradient(var(--accent) 0 0.3125rem, var(--bg) 0.375rem);
}

.part > h2 + * { margin-top: 0.75rem; }
.conversation > li + li { margin-top: 1rem; }
.entry {
  padding: 1.25rem 1.5rem; background: var(--bg); border: 1px solid var(--divider);
  border-radius: 10px;
}
.entry.own { background: var(--accent-soft); border-color: transparent; }
.entry header { display: flex; flex-wrap: wrap; gap: 0 0.5rem; align-items: baseline; }
.entry header strong { font-weight: 600; }
.letter { margin-top: 0.5rem; overflow-x: auto; }
.letter p, .letter ul, .letter ol, .letter blockquote, .letter pre, .letter table {
  margin: 0 0 0.75rem;
}
.letter > :last-child { margin-bottom: 0; }
.letter ul { list-style: disc; padding-left: 1.5rem; }
.letter ol { list-style: decimal; padding-left: 1.5rem; }
.letter blockquote {
  padding-left: 1rem; border-left: 3px solid var(--divider); color: var(--text-2);
}
.letter pre { white-space: pre-wrap; font-size: 1rem; }
.letter img { max-width: 100%; height: auto; }
.letter table { border-collapse: collapse; }
.letter td, .letter th {
  padding: 0.25rem 0.5rem; border: 1px solid var(--divider); text-align: left;
}
.files { display: flex; flex-wrap: wrap; gap: 0.5rem; margin-top: 1rem; }
.files a {
  display: inline-flex; align-items: center; gap: 0.5rem; min-height: 2.75rem; max-width: 100%;
  padding: 0.25rem 0.875rem; font-size: 1rem; line-height: 1.375rem; color: var(--text);
  background: var(--bg); border: 1px solid var(--control); border-radius: 6px;
  overflow-wrap: anywhere;
}
details summary {
  display: inline-flex; align-items: center; min-height: 2.75rem; font-size: 1rem;
  color: var(--accent); cursor: pointer;
}
details summary::before { content: "▸" / ""; margin-right: 0.5rem; }
details[open] > summary::before { content: "▾" / ""; }
.people li { padding-block: 0.125rem; }
.solved {
  display: flex; flex-wrap: wrap; gap: 0.75rem 1.25rem; align-items: center;
  justify-content: space-between;
}
.solved > * + * { margin-top: 0; }

.foot { border-top: 1px solid var(--divider); font-size: 1rem; color: var(--text-2); }
.foot-row { padding-block: 1.25rem; }
@media (max-width: 30rem) {
  h1 { font-size: 1.5rem; line-height: 2rem; }
  .site-row, main, .foot-row { padding-inline: 1rem; }
  main { padding-block: 1.75rem 3rem; }
  .card, .entry { padding: 1.125rem 1rem; }
  .button { width: 100%; }
  .steps { grid-template-columns: 1fr; gap: 0.75rem; }
  .steps li { padding: 0.0625rem 0 0 2.25rem; text-align: left; }
  .steps li::before { left: 0; }
  .steps li { min-height: 1.5rem; }
  .steps li:not(:last-child)::after {
    content: ""; position: absolute; top: 1.5rem; bottom: -0.75rem; left: 0.6875rem; width: 2px;
    height: auto; background: var(--divider);
  }
  .steps li:last-child::after { content: none; }
  .steps .done:not(:last-child)::after { background: var(--ok); }
  .requests a { grid-template-columns: 1fr; }
  .requests .chip { justify-self: start; }
  .brand { width: 100%; margin-right: 0; }
  .site-row { gap: 0 0.875rem; }
  .site nav { gap: 0 0.875rem; }
  .site nav a, .site button { font-size: 0.9375rem; }
}
@media (prefers-reduced-motion: reduce) { * { scroll-behavior: auto; } }
@media (forced-colors: active) {
  .chip, .button, .notice { border: 1px solid; }
  .steps li::before { forced-color-adjust: none; }
}
@media print { .site, .foot, form, .skip { display: none; } html { background: none; } }
)css";

} // namespace

std::string_view style_sheet() {
    return sheet;
}

const std::string& style_sheet_url() {
    static const auto url = "/portal.css?v=" + crypto::token_digest(sheet).substr(0, 16);
    return url;
}

} // namespace heed::portal
