import { harmlessCell } from '../../shared/files/csv-line.ts';
import type { Language } from '../../shared/language.ts';
import { inUnits } from '../../shared/money.ts';
import type { AudienceMember } from '../../shared/operations/list-audience.ts';
import { countryOf } from '../../shared/recipients/country.ts';
import type { Settings } from '../../shared/settings/settings.ts';
import { audienceWords } from '../../shared/words/audience.ts';
import { labels } from '../../shared/words/labels.ts';
import type { AdAudienceFormat } from '../ad-audiences/identifiers.ts';

/** The columns of a list of members, for people. */
export function memberColumns(language: Language): readonly string[] {
  return Object.values(audienceWords[language].columns);
}

/** One member, in the order of {@link memberColumns}. Amounts are in whole units of the currency. */
export function memberRow(
  { customer, reach }: AudienceMember,
  { currency }: Pick<Settings, 'currency'>,
  language: Language,
): readonly string[] {
  const { customerId, contact, orders, classes } = customer;
  const words = audienceWords[language];
  const row: Readonly<Record<keyof typeof words.columns, string>> = {
    id: harmlessCell(customerId),
    name: harmlessCell(contact.name ?? ''),
    email: harmlessCell(contact.email ?? ''),
    // A number begins with a plus, and is written as numbers are.
    phone: contact.phone ?? '',
    locale: contact.locale ?? '',
    country: countryOf(contact) ?? '',
    lifecycle: labels[language].lifecycles[classes.lifecycle.is],
    tier: labels[language].tiers[classes.tier.is],
    orders: String(orders?.count ?? 0),
    spent: inUnits(orders?.spent ?? 0, currency),
    lastOrder: orders?.lastDay ?? '',
    canBeWrittenTo: words.yesOrNo(reach.email.stage === 'reachable'),
  };
  return Object.values(row);
}

/**
 * One member for an advertising network; undefined for one of whom nothing may be handed over. An address or a number is
 * only in it where its channel is open and the customer has consented to it.
 */
export function adRow(
  { customer: { contact }, reach }: AudienceMember,
  format: AdAudienceFormat,
): readonly string[] | undefined {
  const open = {
    email: reach.email.stage === 'reachable' ? contact.email : undefined,
    phone: reach.phone.stage === 'reachable' ? contact.phone : undefined,
  };
  const isKnown = format.row(open).some((cell) => cell !== '');
  return isKnown ? format.row({ ...open, country: countryOf(contact) }) : undefined;
}
