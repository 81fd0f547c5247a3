/**
 * Deletes copies of emails to some addresses where whatever sends them keeps copies, as the mailbox of the embedded stack
 * does. SES keeps none.
 */
export async function forgetMail(addresses: readonly string[]): Promise<void> {
  const url = process.env['REKINDLE_MAIL_COPIES_URL'];
  if (url === undefined) return;
  const { ok, status } = await fetch(`${url}/forget`, { method: 'POST', body: JSON.stringify(addresses) });
  if (!ok) throw new Error(`the mailbox that keeps copies answered ${status}`);
}
