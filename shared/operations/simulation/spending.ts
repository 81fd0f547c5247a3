import type { PlainDate } from '../../calendar.ts';
import { actions, templatesOf } from '../../campaigns/actions/actions.ts';
import { type Budget, type BudgetStop, budgetParts, type Spend } from '../../campaigns/budget.ts';
import { type Currency, decimalsOf } from '../../money.ts';
import { spendOf } from '../spend-budget.ts';
import type { StepRan } from './journey.ts';

/** A part of a budget: what would have been used up of it, if it had never run out. */
export interface SimulatedSpending extends BudgetStop {
  /** In the unit of the limit. */
  readonly spent: number;
  /** The first day on which there was no more room; absent where there was enough. */
  readonly usedUpOn?: PlainDate;
}

/**
 * Sums by day what a campaign uses up of its budget. Customers are simulated one after the other, so the day on which a
 * budget runs out is known only once all of them have been.
 */
export function createSpendingLog(budget: Budget | undefined, currency: Currency) {
  const byDay = new Map<PlainDate, Spend>();
  return {
    add({ step, on, outcome, profile }: StepRan): void {
      const { leadsTo } = actions[step.action.type];
      if (typeof outcome === 'string' || outcome.state !== leadsTo || leadsTo === 'done') return;
      const more = spendOf(templatesOf(step.action)[0]?.coupon, profile.orders, currency);
      const sum = byDay.get(on) ?? { messages: 0, coupons: 0, discount: 0 };
      byDay.set(on, {
        messages: sum.messages + more.messages,
        coupons: sum.coupons + more.coupons,
        discount: sum.discount + more.discount,
      });
    },
    spending(): readonly SimulatedSpending[] {
      const days = [...byDay].sort(([a], [b]) => (a < b ? -1 : 1));
      return budgetParts.flatMap((part) => {
        const limit = budget?.[part];
        if (limit === undefined) return [];
        const scale = part === 'discount' ? 10 ** decimalsOf(currency) : 1;
        let spent = 0;
        let usedUpOn: PlainDate | undefined;
        for (const [day, { [part]: more }] of days) {
          spent += more;
          if (spent > Math.round(limit * scale)) usedUpOn ??= day;
        }
        return [{ part, limit, spent: spent / scale, ...(usedUpOn && { usedUpOn }) }];
      });
    },
  };
}
