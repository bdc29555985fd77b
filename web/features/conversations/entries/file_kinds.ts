// SPDX-License-Identifier: AGPL-3.0-or-later

/** Pictures a browser draws safely; the server sends all others as downloads. */
export const isPicture = (type: string) => /^image\/(png|jpeg|gif|webp|avif)$/.test(type);
export const isText = (type: string) => /^(text\/(?!html)|application\/json)/.test(type);
