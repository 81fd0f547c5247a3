import type { ChecklistWords } from '../words/checklist.ts';
import type { ComposedEmail } from './compose.ts';
import { faintTexts } from './faint-text.ts';
import { type MailCheck, mailChecks } from './mail-checks.ts';
import { type MailElement, piecesOf } from './markup.ts';
import { decodeEntities } from './safe-html.ts';

/** What came of one check; fine where there are no problems. */
export interface CheckedPoint {
  readonly check: MailCheck;
  /** Each in a sentence that says what to do. */
  readonly problems: readonly string[];
}

/** Gmail cuts what is longer, and with it the link that unsubscribes: 102 kB, counted in the safer way. */
const clippedBytes = 102_000;
/** What a phone shows of a subject; a character of Chinese takes the room of two. */
const longestSubject = 60;

/**
 * Goes through a mail as it would be sent. All of it is about what a customer would see; whether it can be sent at all is
 * checked before.
 *
 * @param postalAddress the shop's, which the law of most countries wants in a mail
 */
export function checkMail(
  mail: Pick<ComposedEmail, 'subject' | 'html' | 'text' | 'unsubscribeUrl'>,
  postalAddress: string | undefined,
  words: ChecklistWords,
): readonly CheckedPoint[] {
  const problems: Readonly<Record<MailCheck, readonly string[]>> = {
    subject: subjectProblems(mail.subject, words),
    links: linkProblems(mail.html, words),
    images: imageProblems(mail.html, words),
    contrast: faintTexts(mail.html).map(({ text, contrast, needed }) =>
      words.faint(shortened(text), contrast.toFixed(1), needed.toFixed(1)),
    ),
    size: sizeProblems(mail.html, words),
    // A text that lacks a fallback is not rendered, and is not checked here.
    fallbacks: unfilledIn(`${mail.subject}\n${mail.text}`).map(words.unfilled),
    unsubscribe:
      decodeEntities(mail.html).includes(mail.unsubscribeUrl) && mail.text.includes(mail.unsubscribeUrl)
        ? []
        : [words.noUnsubscribe],
    address: postalAddress === undefined ? [words.noAddress] : [],
  };
  return mailChecks.map((check) => ({ check, problems: [...new Set(problems[check])] }));
}

function subjectProblems(subject: string, words: ChecklistWords): readonly string[] {
  if (subject.trim() === '') return [words.noSubject];
  const length = widthOf(subject);
  return length > longestSubject ? [words.longSubject(length, longestSubject)] : [];
}

/** In a text whose Markdown is gone, with its asterisks: variables of other programs (Mailchimp's, HubSpot's, Word's), and ours with the braces of a Chinese keyboard or only one. */
const foreignVariable =
  /\*?\|[A-Z_:]{3,}\|\*?|%%[\w ]+%%|%[A-Z_]{4,}%|\[\[[\w .]+\]\]|[｛{]{1,2}\s*(?:customer|shop|coupon|event|points)\.[^{}｛｝\n]*[｝}]{1,2}|｛｛[^｛｝\n]*｝｝|«\w+»/g;

const unfilledIn = (text: string): readonly string[] => text.match(foreignVariable) ?? [];

const widthOf = (text: string): number =>
  [...text].reduce(
    (sum, letter) =>
      sum +
      (/[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uff60]/u.test(
        letter,
      )
        ? 2
        : 1),
    0,
  );

function sizeProblems(html: string, words: ChecklistWords): readonly string[] {
  const bytes = new TextEncoder().encode(html).length;
  return bytes > clippedBytes ? [words.large(Math.ceil(bytes / 1000), clippedBytes / 1000)] : [];
}

/** A link as it stands in a mail: where it leads, and what of it can be seen or read aloud. */
interface MailLink {
  readonly address: string;
  readonly label: string;
}

function linkProblems(html: string, words: ChecklistWords): readonly string[] {
  return linksIn(html).flatMap(({ address, label }) => [
    ...(label === '' ? [words.emptyLink(address)] : []),
    ...addressProblems(address, words),
  ]);
}

function linksIn(html: string): readonly MailLink[] {
  const links: MailLink[] = [];
  let open: MailLink | undefined;
  for (const piece of piecesOf(html)) {
    if ('begins' in piece && piece.begins.name === 'a')
      open = { address: attributeOf(piece.begins, 'href'), label: '' };
    else if ('begins' in piece && open)
      open = { ...open, label: open.label + attributeOf(piece.begins, 'alt') };
    else if ('text' in piece && open)
      open = { ...open, label: open.label + decodeEntities(piece.text).trim() };
    else if ('ends' in piece && piece.ends === 'a' && open) {
      links.push(open);
      open = undefined;
    }
  }
  return links;
}

function imageProblems(html: string, words: ChecklistWords): readonly string[] {
  return piecesOf(html).flatMap((piece) => {
    if (!('begins' in piece) || piece.begins.name !== 'img') return [];
    const address = attributeOf(piece.begins, 'src');
    const alt = attributeOf(piece.begins, 'alt').trim();
    return [...(alt === '' ? [words.noAlt(shortened(address))] : []), ...addressProblems(address, words)];
  });
}

/** Nobody but whoever writes the mail reaches these. */
const ownMachine =
  /^(localhost|127(\.\d+){3}|\[::1\]|0\.0\.0\.0|10(\.\d+){3}|192\.168(\.\d+){2}|.*\.(local|localhost|internal))$/i;

function addressProblems(address: string, words: ChecklistWords): readonly string[] {
  if (/^(mailto|tel):/i.test(address)) return [];
  const host = URL.canParse(address) ? new URL(address).hostname : '';
  if (host === '') return [words.noTarget(shortened(address))];
  if (ownMachine.test(host)) return [words.ownMachine(shortened(address))];
  return /^https:/i.test(address) ? [] : [words.notHttps(shortened(address))];
}

const attributeOf = ({ attributes }: MailElement, name: string): string =>
  decodeEntities(attributes.get(name) ?? '');

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);
