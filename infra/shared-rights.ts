// Rights on tables that several functions share, named after the operation that needs them.

/** `store.settings.secrets()` creates the secrets on first use. */
export const secretRights = ['GetItem', 'PutItem'] as const;

/**
 * `takeIn()` records a fact, folds that customer's activity into the profile, states consent on the mailbox, and settles
 * the customer's enrolments and places with shared codes. It deletes what it has written of a customer who was erased at
 * the same moment.
 */
export const takeInRights = {
  control: secretRights,
  activity: ['DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'],
  customers: ['DeleteItem', 'GetItem', 'PutItem'],
  journeys: ['GetItem', 'UpdateItem'],
  'journeys/ofCustomer': ['Query'],
} as const;

/** `resolveCustomers()` finds the customers whom a shop's system names, and remembers other ids of theirs. */
export const doorRights = {
  ...takeInRights,
  activity: [...takeInRights.activity, 'BatchGetItem'],
  customers: [...takeInRights.customers, 'BatchGetItem'],
  'customers/byEmail': ['Query'],
} as const;

/** What comes in there lets customers enter event campaigns, or wait to enter them. */
export const triggerRights = {
  ...doorRights,
  control: [...secretRights, 'Query'],
  customers: [...doorRights.customers, 'UpdateItem'],
  journeys: [...doorRights.journeys, 'DeleteItem', 'PutItem'],
} as const;
