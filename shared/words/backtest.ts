import type { Language } from '../language.ts';
import { en } from './en/backtest.ts';
import { zh } from './zh/backtest.ts';

/** The texts of the backtest in one language. */
export type BacktestWords = typeof en;

/** The texts of the backtest. */
export const backtestWords: Readonly<Record<Language, BacktestWords>> = { en, zh };
