/** The texts of the unsubscribe page in English. */
export const en = {
  ask: 'Stop all marketing emails from us?',
  button: 'Unsubscribe',
  done: 'Done. You will get no more marketing emails from us.',
  unknown: 'This link is not one of ours, or was cut off.',
};
