const digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const;

/** A discount as Chinese shops write it, by what is left to pay: 10% off is 九折, 15% off is 八五折. */
export function discountInZhe(percentOff: number): string {
  const toPay = 100 - percentOff;
  if (!Number.isInteger(toPay) || toPay < 10 || toPay > 99) return `${toPay / 10} 折`;
  const [tens = '', ones = ''] = [...String(toPay)].map((digit) => digits[Number(digit)]);
  return toPay % 10 === 0 ? `${tens}折` : `${tens}${ones}折`;
}
