import { instantFromMs, type PlainDate, timeIn } from '../calendar.ts';
import { type TimeZone, timeZoneNameSchema } from '../ids.ts';
import type { Contact } from '../profile/profile.ts';
import { countryOf } from './country.ts';

/**
 * The countries (ISO 3166-1) whose clocks show the same time all year, after a zone whose clock does too. Of a country with
 * several clocks, the one that most of its people live by; from CLDR and the IANA time zone database of 2026.
 */
const table = `
Europe/Berlin AD AL AT BA BE CH CZ DE DK ES FR GI HR HU IT LI LU MC ME MK MT NL NO PL RS SE SI SJ SK SM VA
America/Caracas AG AI AW BB BL BO BQ CW DM DO GD GP GY KN LC MF MQ MS PR SX TT VC VE VG VI
Europe/Moscow BH BY DJ ER ET IQ JO KE KM KW MG QA RU SA SO SY TR TZ UG YE YT
Africa/Abidjan BF CI GH GM GN GW IS LR ML MR SH SL SN ST TG
Europe/Athens AX BG CY EE FI GR IL LB LT LV MD PS RO UA
Africa/Johannesburg BI BW LS LY MW MZ NA RW SD SS SZ ZA ZM ZW
Africa/Lagos AO BJ CD CF CG CM DZ GA GQ NE NG TD TN
Asia/Shanghai BN CN HK MN MO MY PH SG TW
Asia/Dubai AE AM AZ GE MU OM RE SC
America/Sao_Paulo AR BR FK GF PY SR UY
America/Mexico_City BZ CR GT HN MX NI SV
Pacific/Fiji FJ KI MH NR TV UM WF
Europe/London FO GB GG IE IM JE PT
Asia/Karachi KZ MV PK TF TJ TM UZ
America/Bogota CO EC JM KY PA PE
Asia/Jakarta CX ID KH LA TH VN
America/New_York BS CA CU HT TC
Asia/Tokyo JP KP KR PW TL
Asia/Dhaka BD BT IO KG
Pacific/Noumea FM NC SB VU
Pacific/Guam GU MP PG
Pacific/Fakaofo TK TO WS
Pacific/Pago_Pago AS NU
Asia/Yangon CC MM
Pacific/Rarotonga CK PF
Africa/El_Aaiun EH MA
Asia/Kolkata IN LK
Asia/Kabul AF
Australia/Sydney AU
America/Halifax BM
America/Santiago CL
Atlantic/Cape_Verde CV
Africa/Cairo EG
America/Godthab GL
Atlantic/South_Georgia GS
Asia/Tehran IR
Pacific/Norfolk NF
Asia/Kathmandu NP
Pacific/Auckland NZ
America/Miquelon PM
Pacific/Pitcairn PN
America/Chicago US
`;

/** Countries with several clocks in which many live by another one than the table says: what their zones begin with. */
const otherClocks: Readonly<Record<string, RegExp>> = {
  AU: /^Australia\//,
  BR: /^America\/(Manaus|Cuiaba|Campo_Grande|Porto_Velho|Boa_Vista|Rio_Branco|Noronha)$/,
  CA: /^America\/(Vancouver|Edmonton|Winnipeg|Regina|Halifax|St_Johns|Moncton|Toronto)$/,
  ES: /^Atlantic\/Canary$/,
  ID: /^Asia\/(Makassar|Jayapura|Jakarta)$/,
  MX: /^America\/(Tijuana|Hermosillo|Chihuahua|Mazatlan|Cancun)$/,
  PT: /^Atlantic\/(Azores|Madeira)$/,
  RU: /^(Asia\/(Yekaterinburg|Omsk|Novosibirsk|Krasnoyarsk|Irkutsk|Yakutsk|Vladivostok)|Europe\/(Samara|Kaliningrad))$/,
  US: /^(America\/(New_York|Detroit|Denver|Phoenix|Los_Angeles|Anchorage|Boise|Indiana\/.*)|Pacific\/Honolulu)$/,
};

const zones = new Map(
  table
    .trim()
    .replace(/\n {2}/g, ' ')
    .split('\n')
    .flatMap((line) => {
      const [zone, ...countries] = line.trim().split(' ');
      return countries.map((country) => [country, timeZoneNameSchema.parse(zone)] as const);
    }),
);

/**
 * The time zone that a customer lives by: that of the country, which the shop, the locale or the phone's prefix says.
 * Where a country has several and the shop's own is one of them, or nothing says where the customer lives, the shop's.
 *
 * @param on the day on which two zones must show the same time all year round to count as one
 */
export function timeZoneOf(
  contact: Pick<Contact, 'country' | 'locale' | 'phone'>,
  shopZone: TimeZone,
  on: PlainDate,
): TimeZone {
  const country = countryOf(contact);
  const zone = country === undefined ? undefined : zones.get(country);
  if (country === undefined || zone === undefined || otherClocks[country]?.test(shopZone)) return shopZone;
  return keepsTimeOf(zone, shopZone, Number(on.slice(0, 4))) ? shopZone : zone;
}

const compared = new Map<string, boolean>();

/** True when the clocks of two zones show the same time all through a year. */
function keepsTimeOf(zone: string, other: string, year: number): boolean {
  const key = `${zone} ${other} ${year}`;
  const known = compared.get(key);
  if (known !== undefined) return known;
  const isSame = Array.from({ length: 24 }, (_, half) =>
    instantFromMs(Date.UTC(year, Math.floor(half / 2), half % 2 === 0 ? 1 : 15, 12)),
  ).every((moment) => timeIn(zone, moment) === timeIn(other, moment));
  compared.set(key, isSame);
  return isSame;
}
