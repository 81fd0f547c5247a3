import type { Mapping } from './mapping.ts';

/** What a status says about an order. */
export type StatusMeaning = keyof Mapping['statuses'];

// Shops write the same status as `Pending payment`, `pending-payment` and `wc-pending_payment`.
const plain = (status: string): string =>
  status
    .trim()
    .toLowerCase()
    .replace(/^wc-/, '')
    .replace(/[\s_-]+/g, ' ');

/** Whether a status is one of the listed ones. Case does not matter, nor how words are joined. */
export const isOneOf = (listed: readonly string[], status: string | undefined): boolean =>
  status !== undefined && listed.some((one) => plain(one) === plain(status));

/** Words that mean the same wherever a shop writes them. A mapping's own list comes first. */
const common: Readonly<Record<StatusMeaning, readonly string[]>> = {
  placed: [
    ...['placed', 'refunded in part', 'partially paid'],
    ...[
      'paid',
      'complete',
      'completed',
      'processing',
      'shipped',
      'delivered',
      'fulfilled',
      'partially refunded',
    ],
    ...['abgeschlossen', 'in bearbeitung', 'bezahlt', 'versendet', 'geliefert'],
    ...[
      'terminée',
      'en cours',
      'payée',
      'expédiée',
      'livrée',
      'completado',
      'procesando',
      'pagado',
      'enviado',
    ],
    ...['completato', 'in lavorazione', 'pagato', 'spedito', 'afgerond', 'in behandeling', 'betaald'],
    ...[
      '交易成功',
      '已完成',
      '已付款',
      '已发货',
      '已签收',
      '买家已付款',
      '卖家已发货',
      '完了',
      '支払い済み',
      '発送済み',
    ],
  ],
  cancelled: [
    ...['cancelled', 'canceled', 'voided', 'storniert', 'annulée', 'annulé', 'cancelado', 'annullato'],
    ...['geannuleerd', '已取消', 'キャンセル', 'キャンセル済み'],
  ],
  refunded: [
    'refunded',
    'erstattet',
    'rückerstattet',
    'remboursée',
    'reembolsado',
    'rimborsato',
    '已退款',
    '返金済み',
  ],
  notAnOrder: [
    'failed',
    'draft',
    'pending payment',
    'fehlgeschlagen',
    'zahlung ausstehend',
    'échouée',
    'fallido',
    'fallito',
  ],
};

/** What a status means; undefined for one that neither the mapping nor we know. */
export function meaningOf(status: string, listed: Mapping['statuses']): StatusMeaning | undefined {
  for (const meanings of [listed, common]) {
    for (const meaning of ['notAnOrder', 'cancelled', 'refunded', 'placed'] as const) {
      if (isOneOf(meanings[meaning], status)) return meaning;
    }
  }
  return undefined;
}
