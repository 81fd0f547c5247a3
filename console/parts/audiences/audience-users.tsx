import { Fragment } from 'react';
import type { Answered } from '../../../shared/console-api/routes.ts';
import { usePreferences } from '../../app/preferences.tsx';
import { LinkTo } from '../link-to.tsx';

type Users = Answered<'GET /api/audiences'>['named'][number]['usedBy'];

/** What refers to an audience: campaigns, drafts of campaigns, and other audiences. */
export function AudienceUsers({ users: { campaigns, drafts, audiences } }: { readonly users: Users }) {
  const { words } = usePreferences();
  const w = words.audiences;
  const links = [
    ...campaigns.map((id) => ({ to: `/campaigns/${id}`, text: id })),
    ...drafts.map((id) => ({ to: `/campaigns/drafts/${id}`, text: w.draft(id) })),
    ...audiences.map((name) => ({ to: `/audiences/edit?name=${name}`, text: w.audience(name) })),
  ];
  if (links.length === 0) return w.unused;
  return links.map(({ to, text }, place) => (
    <Fragment key={to}>
      {place > 0 && words.listed(['', ''])}
      <LinkTo to={to}>{text}</LinkTo>
    </Fragment>
  ));
}
