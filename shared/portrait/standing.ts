import type { Language } from '../language.ts';
import { decimalsOf, formatMoney } from '../money.ts';
import { balanceOf, expiringNext } from '../points/ledger.ts';
import { tierOf } from '../profile/classes.ts';
import { pointsStatement } from '../profile/points-statement.ts';
import { isReferral } from '../referrals/referral.ts';
import type { Settings } from '../settings/settings.ts';
import { benefitsInWords, loyaltyWords } from '../words/loyalty.ts';
import type { CustomerPicture } from './picture.ts';

type Standing = Pick<CustomerPicture, 'profile' | 'happenings' | 'scored' | 'referrals'>;

/** What staff must know of a customer's standing: the benefits of the tier, as the customer reads them, points and referrals. */
export function standingLines(
  picture: Standing,
  { benefits, currency, timeZone }: Pick<Settings, 'benefits' | 'currency' | 'timeZone'>,
  language: Language,
): string[] {
  const { page } = loyaltyWords[language];
  const own = benefits[tierOf(picture.profile.classes)];
  const unit = formatMoney({ minor: 10 ** decimalsOf(currency), currency }, language, true);
  const named = benefitsInWords(own, language, unit);
  const lines = named === undefined ? [] : [page.benefits(named, own.priceList)];
  return [...lines, ...pointsLines(picture, timeZone, language), ...referralLines(picture, language)];
}

/** The balance on the day of the latest night, and the lines that add up to it. */
function pointsLines(
  { profile, happenings, scored }: Standing,
  timeZone: string,
  language: Language,
): string[] {
  const { page } = loyaltyWords[language];
  if (profile.points === undefined || scored === undefined) return [];
  const activity = happenings.flatMap((one) => (one.type === 'activity' ? [one.activity] : []));
  const statement = pointsStatement(activity, timeZone, scored.asOf);
  return [
    page.points(balanceOf(profile.points, scored.asOf), expiringNext(profile.points, scored.asOf)),
    ...statement.map(
      ({ on, kind, points, about = '' }) =>
        `  ${on}  ${points > 0 ? '+' : ''}${points}  ${isReferral(about) ? page.referralPoints(points > 0) : page.statement[kind](about)}`,
    ),
  ];
}

/** The code to pass on, how many friends it has brought, and by whose code the customer came. */
function referralLines({ referrals }: Standing, language: Language): string[] {
  const { page } = loyaltyWords[language];
  if (referrals === undefined) return [];
  const { code, year, sentInYear, perYear, cameBy } = referrals;
  const line = page.referralCode(code, year, sentInYear, perYear);
  if (cameBy === undefined) return [line];
  return [line, page.cameBy(cameBy.code, cameBy.orderId, cameBy.isTakenBack === true)];
}
