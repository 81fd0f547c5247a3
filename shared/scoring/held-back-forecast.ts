import { addDays, type PlainDate } from '../calendar.ts';
import { heldBackDays } from './held-back.ts';
import { areaUnderCurve, type Calibration, calibrationOf } from './models/calibration.ts';
import type { ValueSettings } from './models/clv.ts';
import { addHistory, emptyHistoryCells } from './models/history-cells.ts';
import { fitModel, type ModelKind } from './models/model.ts';
import { createForecaster } from './models/outlook.ts';
import { createSeasoning } from './models/outlook-in-season.ts';
import type { Season } from './models/season.ts';
import { emptyValueCells } from './models/value-cells.ts';
import { asOfHeldBack, type SampledCustomer } from './sample.ts';

/** How well what was known before the days that are held back predicted the orders of these days. */
export interface HeldBackForecast {
  /** The last day that was known. */
  readonly on: PlainDate;
  readonly days: number;
  readonly calibration: Calibration;
  /** The area under the ROC curve when the same customers are ranked by one number alone. */
  readonly aucByFrequency?: number;
  readonly aucByRecency?: number;
}

/** What a forecast of the days held back is made with. */
export interface HeldBackOptions {
  readonly asOf: PlainDate;
  readonly kind: ModelKind;
  /** The season as it was known before these days; absent where all months count alike. */
  readonly season: Season | undefined;
  readonly value: ValueSettings;
}

/**
 * Fits a kind of model to the sample as it was before the last `heldBackDays` days, and compares what it predicts of
 * them with what came. A night can do that without reading an order; undefined where it could not have been fitted then.
 */
export function forecastHeldBack(
  sampled: readonly SampledCustomer[],
  { asOf, kind, season, value }: HeldBackOptions,
): HeldBackForecast | undefined {
  const on = addDays(asOf, -heldBackDays);
  const customers = asOfHeldBack(sampled);
  const cells = emptyHistoryCells();
  for (const { history } of customers) addHistory(cells, history);
  const fit = fitModel(cells, emptyValueCells(), on, { kind });
  if (!fit.fitted) return undefined;
  const outlookFor = createForecaster(fit.model, heldBackDays, value);
  const inSeason = createSeasoning(season, heldBackDays, value.months);
  const aucBy = (scoreOf: (one: (typeof customers)[number]) => number) =>
    areaUnderCurve(customers.map((one) => ({ score: scoreOf(one), isPositive: one.ordersSince > 0 })));
  const aucByFrequency = aucBy(({ history }) => history.repeats);
  const aucByRecency = aucBy(({ history }) => history.lastAfterDays - history.ageDays);
  return {
    on,
    days: heldBackDays,
    calibration: calibrationOf(
      customers.map(({ history, ordersSince: orders }) => ({ ...inSeason(outlookFor(history), on), orders })),
    ),
    ...(aucByFrequency !== undefined && { aucByFrequency }),
    ...(aucByRecency !== undefined && { aucByRecency }),
  };
}
