/** `1 customer`, `2 customers`; `shown` is the number as it is written. */
const counted = (count: number, noun: string, shown = String(count)): string =>
  `${shown} ${noun}${count === 1 ? '' : 's'}`;

/** From where to where a share rises, in percent. */
interface Rise {
  readonly from: string;
  readonly to: string;
}

/** What the commands about campaigns, settings and nights print in English. */
export const en = {
  goOn: 'Go on?',
  /** After what needs a confirmation, where nobody can be asked. */
  needsYes: 'add --yes to go on without being asked',
  stopped: 'Nothing was changed.',
  noDataIn: 'there is no data in this folder; is it mistyped? rekindle import and rekindle start create one',
  campaigns: {
    checked: (file: string, name: string, steps: number) => `${file}: ${name}, ${counted(steps, 'step')}`,
    decidesEarly: (name: string, on: string, earliest: string) =>
      `“${name}” would decide on ${on}, before anybody’s goal has ended; let it decide on ${earliest} or later`,
    broadcastOver: (name: string, on: string, earliest: string) =>
      `“${name}” is for ${on}, and nobody would enter it any more: the customers of a broadcast are chosen in the night before its day; let it begin on ${earliest} or later`,
    warnings: {
      'guarded-by-opens': (step: number) =>
        `step ${step} asks who has opened; many opens are by mail programs that load images ahead, so “clicked” says more`,
    },
    counting: 'Counting customers',
    unknown: 'who would enter cannot be known: no night has run on this data yet',
    noData: (directory: string) => `who would enter cannot be known: there is no data in ${directory}`,
    entering: (shown: string) => `${shown} would enter tonight`,
    /** For a broadcast, which goes out on one day. */
    enteringOn: (shown: string, day: string) => `${shown} would enter on ${day}, by how they stand today`,
    /** For a campaign that an event or a day of the customers' own begins. */
    letIn: (shown: string) => `${shown} would be let in`,
    byDate: (days: number, shown: string, perDay: string) =>
      `each enters on a day of their own: ${shown} of them within the next ${days} days, about ${perDay} a day`,
    byEvent: (event: string, days: number, shown: string, perDay: string) =>
      `they enter by event (${event}): it happened to ${shown} of them in the last ${days} days, each counted once; about ${perDay} a day`,
    byUnknownEvent: (event: string) =>
      `they enter by event (${event}); how often it happens is not known beforehand`,
    /** After the others: of those who would get something, some are held out. */
    heldOut: (share: string) => `${share} of them are held out`,
    /** `near` is the campaign that was most likely meant; empty when none is near. */
    unknownCampaign: (name: string, near: string) =>
      `the audience asks about the campaign “${name}”, which is neither beside this file nor published${near === '' ? '' : `; did you mean “${near}”?`}`,
    /** What the report could find. A rise is that of the share who order, in percent. */
    plan: {
      forecast: (rate: string, days: number) =>
        `${rate} of them would order within ${counted(days, 'day')} without it, by the latest forecast`,
      assumed: (rate: string, days: number) =>
        `nothing is forecast for them yet; assuming that ${rate} of them would order within ${counted(days, 'day')} without it:`,
      onTheDay: (count: number, shown: string) => `with ${counted(count, 'customer', shown)}`,
      onlyTonight: (count: number, shown: string) =>
        `with ${counted(count, 'customer', shown)} (only those who enter tonight are counted)`,
      /** `count` is how many enter tonight. */
      alsoLater: (count: number, shown: string, perWeek: string) =>
        count === 0
          ? `with about ${perWeek} of them entering each week (as in the last one)`
          : `with ${counted(count, 'customer', shown)} tonight, about ${perWeek} each week after that (as in the last one)`,
      /** For a campaign that an event or a day of the customers' own begins. */
      byTheWeek: (perWeek: string) => `with about ${perWeek} of them entering each week`,
      found: (who: string, holdout: string, { from, to }: Rise, weeks: number) =>
        `${who} and ${holdout} held out, a rise from ${from} to ${to} or more would be found within ${counted(weeks, 'week')}, in four cases of five`,
      nothingFound: (who: string, holdout: string, weeks: number) =>
        `${who} and ${holdout} held out, no effect would be found within ${counted(weeks, 'week')}, however large`,
      noHoldout: 'nobody is held out, so the report could not say what it causes',
      enough: ({ from, to }: Rise, weeks: number) =>
        `that is enough: even a rise from ${from} to ${to} would be found within ${counted(weeks, 'week')}`,
      lessIsEnough: ({ from, to }: Rise, holdout: string, weeks: number) =>
        `hold out ${holdout}, and a rise from ${from} to ${to} would still be found within ${counted(weeks, 'week')}`,
      holdOut: ({ from, to }: Rise, holdout: string, weeks: number) =>
        `hold out ${holdout}, and a rise from ${from} to ${to} would be found within ${counted(weeks, 'week')}`,
      variantsApart: ({ from, to }: Rise, weeks: number) =>
        `between any two variants, a difference as large as ${from} against ${to} would be found within ${counted(weeks, 'week')}, in four cases of five`,
      variantsAlike: (weeks: number) =>
        `between two variants no difference would be found within ${counted(weeks, 'week')}, however large`,
      /** `byHalf` is the end of the smallest rise that could be found; undefined when none could. */
      tooFew: ({ from, to }: Rise, byHalf: string | undefined) =>
        `there are too few of them to find a rise from ${from} to ${to} in that time, whatever is held out${byHalf === undefined ? '' : `; with half held out, one to ${byHalf} would be found`}`,
    },
    everybody: (name: string) => `“${name}” is for everybody: its audience has no conditions`,
    moreThanHalf: (name: string, inAudience: string, customers: string) =>
      `“${name}” is for more than half of all customers: ${inAudience} of ${customers}`,
    published: (id: string, version: number, name: string) => `${id} version ${version}: ${name}`,
    none: 'No campaign is published.',
    promoted: (id: string, version: number, variant: string) =>
      `${id} version ${version}: everybody who enters from now on gets variant ${variant}. Write promoted: ${variant} into its file too.`,
    promotedAlready: (id: string, variant: string) => `${id}: everybody gets variant ${variant} already.`,
    noVariants: 'this campaign has no variants',
    /** `known` are the variants that there are, separated by commas. */
    noSuchVariant: (known: string) => `there is no such variant; there are ${known}`,
    publishedMeanwhile: 'another version was published at the same moment; look at it, and try again',
    /** `known` are the campaigns that there are, separated by commas; empty when there are none. */
    noSuchCampaign: (known: string) =>
      `there is no such campaign${known === '' ? '' : `; there are ${known}`}`,
  },
  settings: {
    same: 'These are the settings already.',
    changes: (shopName: string) => `Settings of ${shopName} that change:`,
    saved: (shopName: string) => `Settings of ${shopName} saved.`,
    changedMeanwhile: 'somebody else has changed this meanwhile; nothing was saved',
    unset: 'not set',
    rotated: (purpose: 'coupons' | 'links' | 'webhooks', id: string) =>
      purpose === 'webhooks'
        ? `New webhooks are signed with key ${id}, and with the one before it. Give their receiver the new key: rekindle settings webhook-keys.`
        : `New ${purpose} are signed with key ${id}; what earlier keys signed still works.`,
    noPostalAddress:
      'The emails have no postal address in their footer, which the law of many countries asks for (in the USA, the CAN-SPAM Act). Set postalAddress.',
    tierTooLow: (tier: string, from: string, meanOrder: string) =>
      `${tier} from ${from}: a single order is worth ${meanOrder} on average, so nearly everybody would have it. Amounts are in whole units.`,
    tierTiny: (tier: string, from: string) =>
      `${tier} from ${from}: nearly every order is worth more. Amounts are in whole units.`,
    tierTooHigh: (tier: string, from: string, meanOrder: string) =>
      `${tier} from ${from} in a year: that is more than a thousand orders of ${meanOrder} each. Amounts are in whole units, not in the smallest.`,
  },
  night: {
    title: (date: string) => `The night of ${date}`,
    /** Why nothing was done, by what the night was found to be. */
    nothingDone: {
      'closed-already': (date: string) => `The night of ${date} has been run already; nothing was done.`,
      'run-by-another': (date: string) => `The night of ${date} is running already; nothing was done.`,
      overtaken: (date: string) =>
        `A later night than ${date} has been run and has seen everybody since; nothing was done.`,
    },
    customers: (count: number, shown: string, changed: string) =>
      `${counted(count, 'customer', shown)} rescored; the classes of ${changed} changed`,
    cameBack: (count: string) => `${count} came back from silent or lost`,
    entered: (campaign: string, count: number, shown: string) =>
      `${counted(count, 'customer', shown)} entered ${campaign}`,
    nobodyEntered: 'Nobody entered a campaign.',
    steps: (run: number, failed: number) =>
      `${counted(run, 'step')} of campaigns run${failed === 0 ? '' : `, ${failed} failed; the next run tries again`}`,
    outOfBudget: (campaign: string, limit: string) =>
      `${campaign} has paused itself: its budget of ${limit} is used up`,
    past: (date: string) =>
      `${date} is in the past: customers are classified as of that day, with all orders known now, and whoever enters a campaign gets its steps from now on.`,
    future: (date: string) =>
      `${date} is in the future: customers are classified as if nothing happened until then.`,
  },
};
