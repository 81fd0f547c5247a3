/** The chapters of the population, in their order. */
export const populationChapters = ['standing', 'rfm', 'kinds', 'outlook', 'backtest', 'revenue'] as const;
export type PopulationChapter = (typeof populationChapters)[number];
