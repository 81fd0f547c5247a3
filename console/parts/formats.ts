import { useMemo } from 'react';
import { currencySchema, formatMoney } from '../../shared/money.ts';
import { useAnswer } from '../api/use-answer.ts';
import { usePreferences } from '../app/preferences.tsx';

/** How times, numbers and amounts of this shop are written for this reader. */
export interface Formats {
  number(value: number): string;
  /** An amount in minor units. */
  money(minor: number): string;
  /** A moment, by the shop's clock. */
  moment(at: string): string;
}

export function useFormats(): Formats {
  const { language } = usePreferences();
  const { data: session } = useAnswer('GET /api/session', {});
  return useMemo(() => {
    const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
    const whole = new Intl.NumberFormat(locale);
    const clock = new Intl.DateTimeFormat(locale, {
      dateStyle: 'medium',
      timeStyle: 'short',
      ...(session && { timeZone: session.timeZone }),
    });
    const currency = session && currencySchema.parse(session.currency);
    return {
      number: (value) => whole.format(value),
      money: (minor) => (currency === undefined ? '' : formatMoney({ minor, currency }, language)),
      moment: (at) => clock.format(Date.parse(at)),
    };
  }, [language, session]);
}
